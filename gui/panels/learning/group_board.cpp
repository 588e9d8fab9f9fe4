#include "group_board.h"

#include "group_grid.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"
#include "panels/shared/panel_scroll.h"
#include "standing_paint.h"

#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

namespace {

QString summaryOf(const std::vector<LabGroup> &groups, uint32_t step)
{
    const auto with = [&](Solved how) { return std::ranges::count(groups, how, solved); };
    const auto quiet = std::ranges::count_if(groups, [](const LabGroup &group) { return !teaches(group); });
    QString words = GroupBoard::tr("Step %1: %2. Right answers: none in %3, some in %4, all in %5.")
                        .arg(formatExactCount(step), formatPlural(int64_t(groups.size()), Noun::Question))
                        .arg(with(Solved::None))
                        .arg(with(Solved::Some))
                        .arg(with(Solved::All));
    if (quiet > 0)
        words += GroupBoard::tr(" Nothing to learn from %1.").arg(quiet);
    return words;
}

} // namespace

GroupBoard::GroupBoard(QWidget *parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_message(new PanelMessageView), m_summary(new ElidedLabel),
      m_words(new ElidedLabel), m_grid(new GroupGrid)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *scroll = new PanelScroll;
    scroll->setContent(m_grid);
    auto *legend = new StandingLegend;
    layout->addWidget(m_summary);
    layout->addWidget(legend);
    layout->addSpacing(Step);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_words);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    setAccessibleName(tr("Group board"));
    setFocusProxy(m_grid);
    connect(m_grid, &GroupGrid::answerChosen, this, &GroupBoard::answerChosen);
    connect(m_grid, &GroupGrid::hovered, this, [this](BoardPlace place) {
        const QString words = m_grid->words(place);
        m_words->setText(words.isEmpty() ? tr("Choose an answer to read it beside the others.") : words,
                         words.isEmpty());
    });
    clear();
}

void GroupBoard::setGroups(const std::vector<LabGroup> &groups, uint32_t step)
{
    m_grid->setGroups(groups);
    m_summary->setText(groups.empty() ? QString() : summaryOf(groups, step));
    m_stack->setCurrentIndex(groups.empty() ? 0 : 1);
}

void GroupBoard::clear()
{
    m_message->setMessage({PanelMessage::Kind::Empty, tr("No answers yet"),
                           tr("Each step asks some questions several times over; the answers come here, with what they "
                              "were rewarded with.")});
    setGroups({}, 0);
}

void GroupBoard::setChosen(int group, int answer) { m_grid->setChosen({group, answer}); }

QString GroupBoard::summary() const { return m_summary->text(); }
QString GroupBoard::words() const { return m_words->text(); }

} // namespace deepscope
