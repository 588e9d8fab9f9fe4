#include "alteration_bar.h"

#include "models/engine_sentences.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <utility>

namespace deepscope {

AlterationBar::AlterationBar(const RunStore &store, const Selection &selection, ExpertTrials &trials, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_trials(trials), m_what(new ElidedLabel),
      m_beside(new ElidedLabel), m_effect(new ElidedLabel), m_answer(new QToolButton), m_places(new QToolButton),
      m_list(new QToolButton), m_reset(new QToolButton)
{
    setAccessibleName(tr("Altered experts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Step, Step, 2 * Step, Step);
    layout->setSpacing(0);
    layout->addWidget(m_what); // a line of its own: in a narrow dock it needs all of it
    layout->addWidget(m_beside);
    layout->addWidget(m_effect);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Step);
    for (QToolButton *button : {m_answer, m_places, m_list, m_reset}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    layout->addLayout(buttons);
    QFont bold = m_what->font();
    bold.setBold(true);
    m_what->setFont(bold);
    m_answer->setText(tr("Answer Again"));
    m_places->setText(tr("Where"));
    m_places->setToolTip(tr("The tokens of the text at which this is in force"));
    m_places->setPopupMode(QToolButton::InstantPopup);
    m_places->setMenu(new QMenu(m_places));
    connect(m_places->menu(), &QMenu::aboutToShow, this, &AlterationBar::fillPlaces);
    m_list->setText(tr("List"));
    m_list->setToolTip(tr("Keep what is altered as a file, or take it from one"));
    m_list->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_list);
    menu->addAction(tr("&Save as…"), this, &AlterationBar::saveWanted);
    menu->addAction(tr("&Open…"), this, &AlterationBar::loadWanted);
    m_list->setMenu(menu);
    m_reset->setText(tr("Reset"));
    m_reset->setToolTip(tr("All experts as they are"));

    connect(m_answer, &QToolButton::clicked, this, &AlterationBar::answerWanted);
    connect(m_reset, &QToolButton::clicked, &trials.switches, &ExpertSwitches::reset);
    connect(&trials.switches, &ExpertSwitches::changed, this, &AlterationBar::refresh);
    connect(&trials.switches, &ExpertSwitches::refused, this, [this](const QString &why) { m_effect->setText(why); });
    connect(&trials.reading, &SecondReading::changed, this, &AlterationBar::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &AlterationBar::refresh);
    refresh();
}

QString AlterationBar::words() const
{
    if (isHidden())
        return {};
    const QString what = m_beside->text().isEmpty() ? m_what->text() : m_what->text() + ", " + m_beside->text();
    return m_effect->text().isEmpty() ? what : what + ": " + m_effect->text();
}

void AlterationBar::setReasonAgainstAnswer(const QString &reason)
{
    if (std::exchange(m_reasonAgainstAnswer, reason) != reason)
        refresh();
}

// What is read before those tokens is as it was: both readings share it.
void AlterationBar::fillPlaces()
{
    QMenu *menu = m_places->menu();
    menu->clear();
    const std::optional<TokenRange> now = m_trials.switches.places();
    const auto offer = [&](const QString &name, std::optional<TokenRange> tokens) {
        QAction *action = menu->addAction(name, this, [this, tokens] { m_trials.switches.setPlaces(tokens); });
        action->setCheckable(true);
        action->setChecked(now == tokens);
    };
    offer(tr("&All Tokens"), std::nullopt);
    const int token = m_selection.focus().token;
    if (token > 0)
        offer(tr("&From Token %1 On").arg(token), TokenRange{token, ExpertSwitches::ToTheEnd});
    const TokenRange &range = m_selection.range();
    if (!range.empty())
        offer(tr("The &Selected Tokens %1 to %2").arg(range.begin).arg(range.end - 1), range);
    if (token <= 0 && range.empty())
        menu->addAction(tr("Select a token or a range for other places"))->setEnabled(false);
}

void AlterationBar::refresh()
{
    const Run *run = m_store.current();
    const bool altered = !m_trials.switches.empty(), made = run && !run->alteration().empty();
    setVisible(altered || made);
    for (QToolButton *button : {m_answer, m_places, m_list, m_reset})
        button->setVisible(altered);
    // An answer can be had also where the text itself could not be read again.
    m_answer->setEnabled(run && run->request() && m_reasonAgainstAnswer.isEmpty());
    m_answer->setToolTip(m_reasonAgainstAnswer.isEmpty()
                             ? tr("Ask the question once more with these experts: the answer stands beside the others")
                             : m_reasonAgainstAnswer);
    m_what->setText(altered ? engineSentence(alterationWords(m_trials.switches.alteration()))
                    : made  ? tr("Made with %1").arg(engineSentence(alterationWords(run->alteration())))
                            : QString());
    m_beside->setText(
        altered && made
            ? tr("compared with the answer as it was made: %1").arg(engineSentence(alterationWords(run->alteration())))
            : QString());
    m_beside->setVisible(!m_beside->text().isEmpty());
    m_effect->setText(m_trials.reading.words());
    m_effect->setVisible(!m_effect->text().isEmpty());
}

} // namespace deepscope
