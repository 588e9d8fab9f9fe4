#include "panels/chat/answer_view.h"

#include "models/branch_figures.h"
#include "models/imported_run.h"
#include "models/phase_figures.h"
#include "models/run_ending.h"
#include "models/selection_words.h"
#include "paint/sentence.h"
#include "paint/token_text.h"
#include "paint/type_scale.h"
#include "panels/chat/thought_section.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

AnswerView::AnswerView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent)
    : QFrame(parent), m_store(store), m_selection(selection), m_run(run), m_title(new QLabel), m_state(new QLabel),
      m_grade(new QLabel), m_thought(new ThoughtSection), m_answer(new TokenTextView(TokenTextView::Format::Markdown)),
      m_failure(new QLabel), m_figures(new ElidedLabel), m_copy(new QToolButton),
      m_tryAgain(new QPushButton(tr("Try again"))), m_goOn(new QPushButton(tr("Continue"))),
      m_choose(new QPushButton(tr("Go on with this one"))), m_stop(new QPushButton(tr("Stop")))
{
    m_title->setObjectName(QStringLiteral("answerPlace"));
    m_title->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("answerState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setWordWrap(true);
    m_grade->setObjectName(QStringLiteral("answerGrade"));
    m_grade->setTextFormat(Qt::PlainText);
    m_grade->setWordWrap(true);
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
    m_tryAgain->setToolTip(tr("Answer the question anew, with other random numbers, as another version of this turn"));
    m_goOn->setObjectName(QStringLiteral("continueAnswer"));
    m_goOn->setToolTip(tr("Go on where the answer ended, as another version of this turn"));
    m_figures->setObjectName(QStringLiteral("answerFigures"));
    m_choose->setObjectName(QStringLiteral("chooseAnswer"));
    m_stop->setObjectName(QStringLiteral("stopAnswer"));
    arrange();

    for (TokenTextView *view : views())
        listenTo(view);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(answerText()); });
    connect(m_tryAgain, &QPushButton::clicked, this, &AnswerView::tryAgainRequested);
    connect(m_goOn, &QPushButton::clicked, this, [this] { emit goOnRequested(beginningOf(data())); });
    connect(m_thought, &ThoughtSection::answerNowRequested, this, &AnswerView::answerNowRequested);
    connect(m_thought, &ThoughtSection::editRequested, this, &AnswerView::editThought);
    connect(m_thought, &ThoughtSection::edited, this, &AnswerView::goOnWithThought);
    connect(m_choose, &QPushButton::clicked, this, &AnswerView::chosen);
    connect(m_stop, &QPushButton::clicked, this, &AnswerView::stopRequested);
    connect(&store, &RunStore::modelChanged, this, &AnswerView::showOffers);

    updateFigures();
    if (data().size() > 0)
        appended(0, data().size() - 1);
    if (isImported(data()))
        showImported();
    if (data().state() != RunState::Working)
        finished();
}

void AnswerView::arrange()
{
    QFont answerFont = font();
    answerFont.setPointSizeF(answerFont.pointSizeF() * 1.15);
    m_answer->setFont(answerFont);
    QFont titleFont = font();
    titleFont.setBold(true);
    m_title->setFont(titleFont);

    auto *header = new QHBoxLayout;
    header->setSpacing(Step);
    header->addWidget(m_title);
    header->addStretch();
    header->addWidget(m_stop);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(Step);
    footer->addWidget(m_choose);
    footer->addWidget(m_copy);
    footer->addWidget(m_goOn);
    footer->addWidget(m_tryAgain);
    footer->addWidget(m_figures, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * Step);
    column->addLayout(header);
    column->addWidget(m_state);
    column->addWidget(m_thought);
    column->addWidget(m_answer);
    column->addWidget(m_failure);
    column->addWidget(m_grade);
    column->addStretch();
    column->addLayout(footer);
    for (QWidget *later : std::initializer_list<QWidget *>{m_title, m_state, m_grade, m_stop, m_thought, m_answer,
                                                           m_failure, m_copy, m_goOn, m_tryAgain, m_choose, m_figures})
        later->hide();
}

TokenTextView *AnswerView::thoughtText() const { return m_thought->text(); }

void AnswerView::listenTo(TokenTextView *view)
{
    connect(view, &TokenTextView::tokenHovered, this, [this](int token) {
        if (isCurrent())
            m_selection.setHover({token});
    });
    view->setTokenTip([this](int token) { return token < data().size() ? candidateLines(data(), token) : QString(); });
    connect(view, &TokenTextView::tokenClicked, this, [this](int token) {
        if (!isCurrent())
            m_store.setCurrent(m_run);
        Focus focus = m_selection.focus();
        focus.token = token;
        m_selection.setFocus(focus);
    });
}

void AnswerView::setColors(const TokenColors &colors)
{
    m_colors = colors;
    showSelection();
}

void AnswerView::setFixed()
{
    m_fixed = true;
    showOffers();
}

void AnswerView::setGrade(const QString &words)
{
    const QString sentence = capitalised(words);
    m_grade->setText(words.isEmpty() || words.endsWith(u'.') ? sentence : sentence + u'.');
    m_grade->setVisible(!words.isEmpty());
}

void AnswerView::appended(int first, int last)
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
    const bool goesOn = run.state() == RunState::Working; // else finished() shows all of it, once
    if (thinks) {
        if (goesOn)
            m_thought->text()->updateText();
        showThought();
    }
    if (answers) {
        m_answer->show();
        if (goesOn)
            m_answer->updateText();
    }
    updateFigures();
}

// Texts without tokens: nothing in them can be pointed at.
void AnswerView::showImported()
{
    const QString answer = phaseText(data(), Phase::Answer);
    m_thought->text()->appendText(phaseText(data(), Phase::Think));
    m_answer->appendText(answer);
    m_answer->setVisible(!answer.isEmpty());
}

// A thought of nothing but blanks, as models leave where they should not think, is none; its tokens are in the strip.
void AnswerView::showThought()
{
    const QString &text = thoughtText()->spans().text();
    const auto isSeen = [](QChar character) { return !character.isSpace(); };
    if (m_thought->isHidden() && std::any_of(text.begin(), text.end(), isSeen))
        m_thought->show();
}

void AnswerView::finished()
{
    const Run &run = data();
    m_thought->text()->finish();
    showThought();
    m_answer->finish();
    const QString sentence = endingSentence(run);
    m_failure->setText(sentence);
    m_failure->setVisible(!sentence.isEmpty());
    m_copy->setVisible(!m_answer->isHidden());
    updateFigures();
    if (m_colors.ground)
        showSelection();
}

void AnswerView::updateFigures()
{
    const Run &run = data();
    const bool answering = !m_answer->isHidden();
    if (!m_thought->isHidden())
        m_thought->showFigures(run, run.state() == RunState::Working && !answering);
    m_figures->setVisible(answering && run.state() != RunState::Working);
    QStringList words = phaseWords(phaseFigures(run, Phase::Answer));
    if (isCard())
        words = words.first(qMin<qsizetype>(2, words.size()));
    m_figures->setText(isImported(run) ? QString() : tr("Answer   %1").arg(words.join(QStringLiteral("   "))), true);
    describe();
}

TokenMarks AnswerView::marks() const
{
    TokenMarks marks;
    marks.written = isCurrent() && m_selection.playHead() >= 0 ? m_selection.playHead() : lastKeptToken(data());
    if (!isCurrent())
        return marks;
    marks.focus = m_selection.focus().token;
    marks.hover = m_selection.hover().token;
    if (m_selection.expertFocused())
        marks.lit = [this](uint32_t token) { return m_selection.lit(static_cast<int>(token)); };
    if (data().state() != RunState::Working)
        static_cast<TokenColors &>(marks) = m_colors;
    return marks;
}

void AnswerView::showSelection()
{
    const int focused = isCurrent() ? m_selection.focus().token : -1;
    const bool inThought = focused >= 0 && focused < data().size() && data().phase(focused) == Phase::Think;
    if (inThought && m_selection.playHead() >= 0)
        m_thought->suggestOpen(true); // one wants to see it being written
    m_thought->setFocusText(inThought ? visibleTokenText(data().bytes(focused)) : QString());
    for (TokenTextView *view : views()) {
        view->setMarks(marks());
        view->refreshLit();
    }
    describe();
}

void AnswerView::showHover()
{
    if (!isCurrent())
        return;
    for (TokenTextView *view : views())
        view->setHover(m_selection.hover().token);
}

QString AnswerView::answerText() const
{
    return endsBeforeStopText(data())
               ? QString::fromStdString(data().summary()->answer).trimmed() // what follows is not
               : m_answer->spans().text().trimmed();                        // of it
}

} // namespace deepscope
