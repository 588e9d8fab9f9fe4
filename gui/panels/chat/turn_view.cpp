#include "panels/chat/turn_view.h"

#include "models/imported_run.h"
#include "models/phase_figures.h"
#include "models/run_making.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/question_tokens.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/version_walker.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <array>

namespace deepscope {

TurnView::TurnView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent)
    : QFrame(parent), m_store(store), m_selection(selection),
      m_question(new TokenTextView(TokenTextView::Format::Plain)), m_answers(new AnswersView(store, selection)),
      m_prompt(new ElidedLabel), m_notSent(new QToolButton), m_grade(new QToolButton), m_edit(new QToolButton),
      m_walker(new VersionWalker)
{
    m_question->setObjectName(QStringLiteral("questionText"));
    m_question->setAccessibleName(tr("Question asked"));
    m_question->showText(m_store.run(run)->question());
    m_prompt->setObjectName(QStringLiteral("promptFigures"));
    m_notSent->setObjectName(QStringLiteral("notSent"));
    m_notSent->setText(tr("not sent"));
    m_notSent->setAutoRaise(true);
    m_notSent->setFocusPolicy(Qt::StrongFocus);
    connect(m_notSent, &QToolButton::clicked, this, [this] { // the reason, also without a mouse
        QToolTip::showText(m_notSent->mapToGlobal(QPoint(0, m_notSent->height())), m_notSent->toolTip(), m_notSent);
    });
    m_grade->setObjectName(QStringLiteral("gradeAnswers"));
    m_grade->setText(tr("Grade"));
    m_grade->setAutoRaise(true);
    m_grade->setFocusPolicy(Qt::StrongFocus);
    m_grade->setToolTip(tr("Say what the right answer is, and see what R1's rules would give for these"));
    connect(m_grade, &QToolButton::clicked, m_answers, &AnswersView::beginGrading);
    connect(m_answers, &AnswersView::expectedChanged, this, &TurnView::expectedChanged);
    connect(m_answers, &AnswersView::answersFileWanted, this, &TurnView::answersFileWanted);
    m_edit->setObjectName(QStringLiteral("editQuestion"));
    m_edit->setText(tr("Edit"));
    m_edit->setAutoRaise(true);
    m_edit->setFocusPolicy(Qt::StrongFocus);
    m_edit->setToolTip(tr("Change the question; the answer becomes another version of this turn"));
    connect(m_edit, &QToolButton::clicked, this, &TurnView::editRequested);
    connect(m_walker, &VersionWalker::wanted, this, &TurnView::walked);
    arrange();
    addVersion(run);
    connect(m_question, &TokenTextView::tokenHovered, this, [this](int token) {
        if (shown().isCurrent())
            m_selection.setHover({token});
    });
    connect(m_question, &TokenTextView::tokenClicked, this, [this](int token) {
        m_store.setCurrent(shown().run());
        Focus focus = m_selection.focus();
        focus.token = token;
        m_selection.setFocus(focus);
    });
}

void TurnView::arrange()
{
    QFont questionFont = font();
    questionFont.setPointSizeF(questionFont.pointSizeF() * 1.15);
    questionFont.setBold(true);
    m_question->setFont(questionFont);

    // What stretches answers that stand beside each other takes no room that the chat has left.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto *promptRow = new QHBoxLayout; // its own line, so that nothing moves when it is known
    promptRow->setSpacing(4);
    promptRow->addWidget(m_prompt, 1);
    promptRow->addWidget(m_notSent);
    promptRow->addWidget(m_walker);
    promptRow->addWidget(m_grade);
    promptRow->addWidget(m_edit);
    column->addWidget(m_question);
    column->addLayout(promptRow);
    column->addWidget(m_answers);
    m_notSent->hide();
}

AnswerView *TurnView::addVersion(uint32_t run)
{
    AnswerView *view = m_answers->add(run);
    connect(view, &AnswerView::tryAgainRequested, this, [this, run] { emit tryAgainRequested(run); });
    connect(view, &AnswerView::goOnRequested, this,
            [this, run](const Beginning &beginning) { emit goOnRequested(run, beginning); });
    connect(view, &AnswerView::answerNowRequested, this, [this, run] { emit answerNowRequested(run); });
    connect(view, &AnswerView::chosen, this, [this, run] { emit chosen(run); });
    connect(view, &AnswerView::stopRequested, this, [this, run] { emit stopRequested(run); });
    const Run &data = *m_store.run(run);
    if (data.state() != RunState::Working || (data.size() > 0 && data.phase(data.size() - 1) != Phase::Prompt))
        showQuestionTokens(data);
    updatePrompt();
    return view;
}

uint32_t TurnView::run() const { return m_answers->counting(); }

bool TurnView::holds(uint32_t run) const { return m_answers->of(run) != nullptr; }

const AnswerView &TurnView::shown() const { return *m_answers->shown(); }

ThoughtSection *TurnView::thought() const { return shown().thought(); }

TokenTextView *TurnView::answer() const { return shown().answer(); }

QString TurnView::answerText() const { return shown().answerText(); }

void TurnView::setCounting(uint32_t run, bool chosen)
{
    m_answers->setCounting(run, chosen);
    updatePrompt();
}

void TurnView::appended(uint32_t run, int first, int last)
{
    m_answers->of(run)->appended(first, last);
    const Run &data = *m_store.run(run);
    if (data.phase(data.size() - 1) != Phase::Prompt)
        showQuestionTokens(data);
    updatePrompt();
}

// The prompt holds the question among the marks of the chat template; its tokens can be pointed at too. They are the
// same for all versions.
void TurnView::showQuestionTokens(const Run &run)
{
    if (m_questionMapped)
        return;
    m_questionMapped = true;
    const TokenSpans tokens = questionTokens(run);
    if (!tokens.text().isEmpty())
        m_question->showTokens(tokens);
}

void TurnView::finished(uint32_t run)
{
    m_answers->of(run)->finished();
    m_answers->finished();
    showQuestionTokens(*m_store.run(run));
    updatePrompt();
}

void TurnView::updatePrompt()
{
    const Run &run = data();
    const bool reads = run.size() > 0 || run.state() == RunState::Working;
    m_prompt->setText(isImported(run) ? importedWords() : reads ? promptWords(run) : QString(), true);
    m_prompt->setDetails(makingLines(run).join(u'\n'));
}

void TurnView::setNotSent(const QString &why)
{
    m_notSent->setVisible(!why.isEmpty());
    m_notSent->setToolTip(why);
    m_notSent->setAccessibleDescription(why);
}

void TurnView::setThoughtsSent(bool sent)
{
    for (AnswerView *answer : m_answers->all())
        answer->thought()->setSent(sent);
}

void TurnView::setColors(const TokenColors &colors)
{
    for (AnswerView *answer : m_answers->all())
        answer->setColors(colors);
    markQuestion();
}

void TurnView::setExpected(const QString &answer) { m_answers->setExpected(answer); }

void TurnView::setGroups(const std::vector<uint32_t> &fronts, int place) { m_walker->setVersions(fronts, place); }

void TurnView::setFixed()
{
    m_edit->hide();
    for (AnswerView *answer : m_answers->all())
        answer->setFixed();
}

void TurnView::focusWalker(bool next)
{
    QToolButton *button = next ? m_walker->nextButton() : m_walker->previousButton();
    QToolButton *other = next ? m_walker->previousButton() : m_walker->nextButton();
    (button->isEnabled() ? button : other)->setFocus(Qt::OtherFocusReason);
}

QAbstractButton *TurnView::buttonFor(TurnCommand command) const
{
    const std::array<QAbstractButton *, 5> buttons{m_edit, shown().tryAgainButton(), shown().goOnButton(),
                                                   m_walker->previousButton(), m_walker->nextButton()};
    QAbstractButton *button = buttons[size_t(command)];
    return button->isEnabled() && button->isVisibleTo(this) ? button : nullptr;
}

void TurnView::setEdited(bool edited) { m_edit->setEnabled(!edited); }

void TurnView::showSelection()
{
    for (AnswerView *answer : m_answers->all())
        answer->showSelection();
    markQuestion();
}

void TurnView::markQuestion()
{
    m_question->setMarks(shown().marks());
    m_question->refreshLit();
}

void TurnView::newerTurnBegan()
{
    for (AnswerView *answer : m_answers->all())
        answer->thought()->suggestOpen(false);
}

void TurnView::showHover()
{
    for (AnswerView *answer : m_answers->all())
        answer->showHover();
    if (shown().isCurrent())
        m_question->setHover(m_selection.hover().token);
}

TokenTextView *TurnView::viewOf(uint32_t token) const
{
    for (TokenTextView *view : {m_question, thought()->text(), answer()})
        if (!view->spans().rangeOf(token).empty() && !view->isHidden())
            return view;
    return nullptr;
}

QRect TurnView::tokenRect(uint32_t token) const
{
    const TokenTextView *view = viewOf(token);
    if (!view)
        return {};
    return view->tokenRect(token).translated(view->mapTo(this, QPoint()));
}

} // namespace deepscope
