#include "panels/chat/answers_view.h"

#include "models/agreement.h"
#include "models/run_making.h"
#include "paint/sentence.h"
#include "paint/type_scale.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/grade_line.h"
#include "panels/chat/thought_section.h"
#include "panels/shared/card_grid.h"

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

namespace {

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

} // namespace

AnswersView::AnswersView(RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_agreement(wordsLabel(QStringLiteral("agreement"))),
      m_making(wordsLabel(QStringLiteral("answersMaking"))), m_thoughts(new QToolButton), m_grades(new GradeLine),
      m_grid(new CardGrid)
{
    QFont bold = font();
    bold.setBold(true);
    m_agreement->setFont(bold);
    m_making->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * Step);
    auto *head = new QHBoxLayout;
    head->setSpacing(Step);
    head->addWidget(m_agreement, 1);
    head->addWidget(m_thoughts, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_making);
    column->addWidget(m_grades);
    column->addWidget(m_grid);
    m_thoughts->setObjectName(QStringLiteral("compareThoughts"));
    m_thoughts->setText(tr("Thoughts"));
    m_thoughts->setToolTip(tr("Open the thoughts of all answers beside each other, or fold them all"));
    m_thoughts->setCheckable(true);
    m_thoughts->setAutoRaise(true);
    m_thoughts->setFocusPolicy(Qt::StrongFocus);
    m_thoughts->hide();
    connect(m_thoughts, &QToolButton::toggled, this, [this](bool open) {
        for (AnswerView *answer : m_answers)
            answer->thought()->openAsWished(open);
    });
    connect(m_grades, &GradeLine::expectedChanged, this, &AnswersView::expectedChanged);
    connect(m_grades, &GradeLine::fileWanted, this, &AnswersView::answersFileWanted);
}

AnswerView *AnswersView::add(uint32_t run)
{
    auto *view = new AnswerView(m_store, m_selection, run);
    m_answers.push_back(view);
    if (m_counting == 0)
        m_counting = run;
    for (size_t i = 0; i < m_answers.size() && m_answers.size() > 1; ++i)
        m_answers[i]->setBeside(int(i) + 1, int(m_answers.size()));
    m_grid->setCards({m_answers.begin(), m_answers.end()});
    describe();
    grade();
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

void AnswersView::finished()
{
    describe();
    grade();
}

void AnswersView::setExpected(const QString &answer)
{
    if (answer == m_expected)
        return;
    m_expected = answer;
    m_grades->setExpected(answer);
    grade();
}

void AnswersView::beginGrading()
{
    m_grades->show();
    m_grades->editor()->setFocus();
}

void AnswersView::grade()
{
    std::vector<const Run *> runs;
    for (const AnswerView *answer : m_answers)
        runs.push_back(&answer->data());
    const GroupGrades grades = gradesOf(runs, m_expected);
    m_grades->setGrades(grades);
    for (size_t i = 0; i < m_answers.size(); ++i)
        m_answers[i]->setGrade(m_expected.isEmpty() ? QString() : gradeWords(grades.answers[i], grades.ended > 1));
}

void AnswersView::describe()
{
    const bool several = m_answers.size() > 1;
    m_agreement->setVisible(several);
    m_making->setVisible(several);
    m_thoughts->setVisible(std::ranges::any_of(
        m_answers, [several](const AnswerView *answer) { return several && !answer->thought()->isHidden(); }));
    if (!several)
        return;
    std::vector<uint32_t> runs;
    for (const AnswerView *answer : m_answers)
        runs.push_back(answer->run());
    const Agreement agreement(runs, m_store);
    const QString words = agreement.words();
    m_agreement->setText(capitalised(words) + u'.');

    QStringList sentences;
    const bool altered =
        std::ranges::any_of(m_answers, [](const AnswerView *answer) { return !answer->data().alteration().empty(); });
    if (const auto &request = m_answers.front()->data().request(); request && !altered)
        sentences << tr("Drawn with %1: greedy answers would all be the same.").arg(samplingWords(request->sampling));
    const auto counting = std::ranges::find(runs, m_counting);
    if (!m_chosen && !agreement.groups().empty() && counting != runs.end())
        sentences << (altered ? tr("Until you choose one, the chat goes on with answer %1; what altered experts "
                                   "answer is for comparing.")
                              : tr("Until you choose one, the chat goes on with answer %1, the first of the largest "
                                   "agreement."))
                         .arg(counting - runs.begin() + 1);
    m_making->setText(sentences.join(u' '));
    m_making->setVisible(!sentences.isEmpty());
    using Standing = AnswerView::Standing;
    for (AnswerView *answer : m_answers) {
        const bool counts = answer->run() == m_counting && (m_chosen || !agreement.groups().empty());
        answer->setStanding(!counts ? Standing::Passed : m_chosen ? Standing::Chosen : Standing::Counts);
    }
}

int AnswersView::columns() const { return m_grid->columns(); }

} // namespace deepscope
