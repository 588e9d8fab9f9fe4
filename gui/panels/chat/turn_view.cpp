#include "panels/chat/turn_view.h"

#include "models/phase_figures.h"
#include "models/run_ending.h"
#include "models/run_making.h"
#include "paint/palette.h"
#include "paint/token_text.h"
#include "panels/chat/question_tokens.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/token_text_view.h"
#include "panels/shared/elided_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <array>

namespace deepscope {

TurnView::TurnView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent)
    : QFrame(parent), m_store(store), m_selection(selection), m_run(run),
      m_question(new TokenTextView(TokenTextView::Format::Plain)), m_thought(new ThoughtSection),
      m_answer(new TokenTextView(TokenTextView::Format::Markdown)), m_failure(new QLabel), m_prompt(new ElidedLabel),
      m_figures(new ElidedLabel), m_copy(new QToolButton), m_notSent(new QToolButton),
      m_tryAgain(new QPushButton(tr("Try again")))
{
    m_question->setObjectName(QStringLiteral("questionText"));
    m_question->setAccessibleName(tr("Question asked"));
    m_question->showText(data().question());
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setAccessibleName(tr("Answer"));
    m_failure->setObjectName(QStringLiteral("turnMessage"));
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setText(tr("Copy answer"));
    m_copy->setObjectName(QStringLiteral("copyAnswer"));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_tryAgain->setObjectName(QStringLiteral("tryAgain"));
    m_prompt->setObjectName(QStringLiteral("promptFigures"));
    m_figures->setObjectName(QStringLiteral("answerFigures"));
    m_notSent->setObjectName(QStringLiteral("notSent"));
    m_notSent->setText(tr("not sent"));
    m_notSent->setAutoRaise(true);
    m_notSent->setFocusPolicy(Qt::StrongFocus);
    connect(m_notSent, &QToolButton::clicked, this, [this] { // the reason, also without a mouse
        QToolTip::showText(m_notSent->mapToGlobal(QPoint(0, m_notSent->height())), m_notSent->toolTip(), m_notSent);
    });
    arrange();

    for (TokenTextView *view : views())
        listenTo(view);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(answerText()); });
    connect(m_tryAgain, &QPushButton::clicked, this, [this] { emit tryAgainRequested(data().question()); });

    updateFigures();
    if (data().size() > 0)
        appended(0, data().size() - 1);
    if (data().state() != RunState::Working)
        finished();
}

void TurnView::arrange()
{
    QFont questionFont = font();
    questionFont.setPointSizeF(questionFont.pointSizeF() * 1.15);
    questionFont.setBold(true);
    m_question->setFont(questionFont);
    QFont answerFont = font();
    answerFont.setPointSizeF(answerFont.pointSizeF() * 1.15);
    m_answer->setFont(answerFont);

    auto *footer = new QHBoxLayout;
    footer->setSpacing(4);
    footer->addWidget(m_copy);
    footer->addWidget(m_tryAgain);
    footer->addWidget(m_figures, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto *promptRow = new QHBoxLayout; // its own line, so that nothing moves when it is known
    promptRow->setSpacing(4);
    promptRow->addWidget(m_prompt, 1);
    promptRow->addWidget(m_notSent);
    column->addWidget(m_question);
    column->addLayout(promptRow);
    column->addWidget(m_thought);
    column->addWidget(m_answer);
    column->addWidget(m_failure);
    column->addLayout(footer);
    for (QWidget *later :
         {static_cast<QWidget *>(m_thought), static_cast<QWidget *>(m_answer), static_cast<QWidget *>(m_failure),
          static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_tryAgain), static_cast<QWidget *>(m_figures),
          static_cast<QWidget *>(m_notSent)})
        later->hide();
}

std::array<TokenTextView *, 3> TurnView::views() const { return {m_question, m_thought->text(), m_answer}; }

void TurnView::listenTo(TokenTextView *view)
{
    connect(view, &TokenTextView::tokenHovered, this, [this](int token) {
        if (isCurrent())
            m_selection.setHover({token});
    });
    connect(view, &TokenTextView::tokenClicked, this, [this](int token) {
        if (!isCurrent())
            m_store.setCurrent(m_run);
        Focus focus = m_selection.focus();
        focus.token = token;
        m_selection.setFocus(focus);
    });
}

void TurnView::appended(int first, int last)
{
    const Run &run = data();
    bool thinks = false, answers = false;
    for (int token = first; token <= last; ++token) {
        const Phase phase = run.phase(token);
        if (phase == Phase::Prompt || run.special(token))
            continue;
        (phase == Phase::Think ? thinks : answers) = true;
        TokenTextView *view = phase == Phase::Think ? m_thought->text() : m_answer;
        view->appendToken(static_cast<uint32_t>(token), run.bytes(token));
    }
    if (thinks) {
        m_thought->show();
        m_thought->text()->updateText();
    }
    if (answers) {
        m_answer->show();
        m_answer->updateText();
    }
    if (!m_questionMapped && run.phase(last) != Phase::Prompt)
        showQuestionTokens();
    updateFigures();
}

// The prompt holds the question among the marks of the chat template; its tokens can be pointed at too.
void TurnView::showQuestionTokens()
{
    m_questionMapped = true;
    const TokenSpans tokens = questionTokens(data());
    if (!tokens.text().isEmpty())
        m_question->showTokens(tokens);
}

void TurnView::finished()
{
    const Run &run = data();
    m_thought->text()->finish();
    m_answer->finish();
    if (!m_questionMapped)
        showQuestionTokens();
    const QString sentence = endingSentence(run);
    m_failure->setText(sentence);
    m_failure->setVisible(!sentence.isEmpty());
    // A question of which nothing was read goes back to where it was written.
    m_tryAgain->setVisible(run.state() == RunState::Failed && run.size() > 0);
    m_copy->setVisible(!m_answer->isHidden());
    updateFigures();
}

void TurnView::updateFigures()
{
    const Run &run = data();
    const bool answering = !m_answer->isHidden();
    if (!m_thought->isHidden())
        m_thought->showFigures(run, run.state() == RunState::Working && !answering);
    const bool reads = run.size() > 0 || run.state() == RunState::Working;
    m_prompt->setText(reads ? promptWords(run) : QString(), true);
    m_prompt->setDetails(makingLines(run).join(u'\n'));
    m_figures->setVisible(answering && run.state() != RunState::Working);
    const QStringList words = phaseWords(phaseFigures(run, Phase::Answer));
    m_figures->setText(tr("Answer   %1").arg(words.join(QStringLiteral("   "))), true);
}

void TurnView::setNotSent(const QString &why)
{
    m_notSent->setVisible(!why.isEmpty());
    m_notSent->setToolTip(why);
    m_notSent->setAccessibleDescription(why);
}

void TurnView::showSelection()
{
    const int focused = isCurrent() ? m_selection.focus().token : -1;
    const bool inThought = focused >= 0 && focused < data().size() && data().phase(focused) == Phase::Think;
    if (inThought && m_selection.playHead() >= 0)
        m_thought->suggestOpen(true); // one wants to see it being written
    m_thought->setFocusText(inThought ? visibleTokenText(data().bytes(focused)) : QString());
    for (TokenTextView *view : views()) {
        TokenMarks marks;
        if (isCurrent()) {
            marks.focus = m_selection.focus().token;
            marks.hover = m_selection.hover().token;
            marks.written = m_selection.playHead();
            if (m_selection.expertFocused())
                marks.lit = [this](uint32_t token) { return m_selection.lit(static_cast<int>(token)); };
        }
        view->setMarks(marks);
        view->refreshLit();
    }
}

void TurnView::newerTurnBegan() { m_thought->suggestOpen(false); }

void TurnView::showHover()
{
    if (!isCurrent())
        return;
    for (TokenTextView *view : views())
        view->setHover(m_selection.hover().token);
}

QString TurnView::answerText() const { return m_answer->spans().text().trimmed(); }

TokenTextView *TurnView::viewOf(uint32_t token) const
{
    for (TokenTextView *view : views())
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
