#include "panels/chat/answers_view.h"

#include "models/agreement.h"
#include "models/run_making.h"
#include "paint/type_scale.h"
#include "panels/chat/answer_view.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int NarrowestCard = 60 * Step;

QLabel *wordsLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

// As many as have room, in rows that are as full as each other.
int columnsFor(int width, int count)
{
    const int most = std::clamp((width + 2 * Step) / (NarrowestCard + 2 * Step), 1, std::max(1, count));
    const int rows = (count + most - 1) / most;
    return rows > 0 ? (count + rows - 1) / rows : 1;
}

} // namespace

AnswersView::AnswersView(RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_agreement(wordsLabel(QStringLiteral("agreement"))),
      m_making(wordsLabel(QStringLiteral("answersMaking"))), m_grid(new QGridLayout)
{
    QFont bold = font();
    bold.setBold(true);
    m_agreement->setFont(bold);
    m_making->setForegroundRole(QPalette::PlaceholderText);
    m_grid->setSpacing(2 * Step);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * Step);
    column->addWidget(m_agreement);
    column->addWidget(m_making);
    column->addLayout(m_grid);
}

AnswerView *AnswersView::add(uint32_t run)
{
    auto *view = new AnswerView(m_store, m_selection, run);
    m_answers.push_back(view);
    if (m_counting == 0)
        m_counting = run;
    for (size_t i = 0; i < m_answers.size() && m_answers.size() > 1; ++i)
        m_answers[i]->setBeside(int(i) + 1, int(m_answers.size()));
    m_columns = 0;
    place();
    describe();
    return view;
}

AnswerView *AnswersView::of(uint32_t run) const
{
    const auto found = std::ranges::find(m_answers, run, &AnswerView::run);
    return found == m_answers.end() ? nullptr : *found;
}

AnswerView *AnswersView::shown() const
{
    const auto current = std::ranges::find_if(m_answers, &AnswerView::isCurrent);
    return current == m_answers.end() ? of(m_counting) : *current;
}

void AnswersView::setCounting(uint32_t run, bool chosen)
{
    m_counting = run;
    m_chosen = chosen;
    describe();
}

void AnswersView::finished() { describe(); }

void AnswersView::describe()
{
    const bool several = m_answers.size() > 1;
    m_agreement->setVisible(several);
    m_making->setVisible(several);
    if (!several)
        return;
    std::vector<uint32_t> runs;
    for (const AnswerView *answer : m_answers)
        runs.push_back(answer->run());
    const Agreement agreement(runs, m_store);
    const QString words = agreement.words();
    m_agreement->setText(words.left(1).toUpper() + words.mid(1) + u'.');

    QStringList sentences;
    if (const auto &request = m_answers.front()->data().request())
        sentences << tr("Drawn with %1: greedy answers would all be the same.").arg(samplingWords(request->sampling));
    const auto counting = std::ranges::find(runs, m_counting);
    if (!m_chosen && !agreement.groups().empty() && counting != runs.end())
        sentences << tr("Until you choose one, the chat goes on with answer %1, the first of the largest agreement.")
                         .arg(counting - runs.begin() + 1);
    m_making->setText(sentences.join(u' '));
    m_making->setVisible(!sentences.isEmpty());
    using Standing = AnswerView::Standing;
    for (AnswerView *answer : m_answers) {
        const bool counts = answer->run() == m_counting && (m_chosen || !agreement.groups().empty());
        answer->setStanding(!counts ? Standing::Passed : m_chosen ? Standing::Chosen : Standing::Counts);
    }
}

void AnswersView::place()
{
    const int columns = columnsFor(width(), int(m_answers.size()));
    if (columns == m_columns)
        return;
    for (int column = 0; column < std::max(columns, m_grid->columnCount()); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (AnswerView *answer : m_answers)
        m_grid->removeWidget(answer);
    for (int i = 0; i < int(m_answers.size()); ++i)
        m_grid->addWidget(m_answers[size_t(i)], i / columns, i % columns);
}

void AnswersView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace deepscope
