#include "panels/chat/answer_view.h"

#include "models/branch_figures.h"
#include "models/imported_run.h"
#include "models/phase_figures.h"
#include "models/run_ending.h"
#include "paint/palette.h"
#include "paint/token_text.h"
#include "paint/type_scale.h"
#include "panels/chat/thought_section.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int Radius = 6, CardMargin = 3 * Step;

} // namespace

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
    connect(view, &TokenTextView::tokenClicked, this, [this](int token) {
        if (!isCurrent())
            m_store.setCurrent(m_run);
        Focus focus = m_selection.focus();
        focus.token = token;
        m_selection.setFocus(focus);
    });
}

void AnswerView::setBeside(int place, int count)
{
    const bool begins = !isCard() && count > 1;
    m_place = place;
    m_count = count;
    if (begins) {
        setFocusPolicy(Qt::StrongFocus);
        layout()->setContentsMargins(CardMargin, CardMargin, CardMargin, CardMargin);
        m_thought->suggestOpen(false);
        m_thought->setBrief();
        m_tryAgain->hide();
        m_goOn->hide();
        m_copy->setText(tr("Copy"));
        m_title->show();
        m_state->show();
        static_cast<QVBoxLayout *>(layout())->insertWidget(layout()->count() - 2, m_figures); // no room in the footer
    }
    m_title->setText(tr("Answer %1 of %2").arg(place).arg(count));
    m_choose->setAccessibleName(tr("Go on with answer %1").arg(place));
    m_stop->setAccessibleName(tr("Stop answer %1").arg(place));
    m_copy->setAccessibleName(tr("Copy answer %1").arg(place));
    updateFigures();
}

void AnswerView::setStanding(Standing standing)
{
    m_standing = standing;
    describe();
}

void AnswerView::setGround(const Ground &ground)
{
    m_ground = ground;
    showSelection();
}

void AnswerView::setGrade(const QString &words)
{
    const QString sentence = words.left(1).toUpper() + words.mid(1);
    m_grade->setText(words.isEmpty() || words.endsWith(u'.') ? sentence : sentence + u'.');
    m_grade->setVisible(!words.isEmpty() && data().state() != RunState::Working);
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
    // A question of which nothing was read goes back to where it was written.
    m_tryAgain->setVisible(run.size() > 0 && (run.request() || run.state() == RunState::Failed) && !isCard());
    m_goOn->setVisible(canGoOn() && !isCard());
    m_copy->setVisible(!m_answer->isHidden());
    updateFigures();
    if (m_ground)
        showSelection();
}

bool AnswerView::canGoOn() const
{
    const Run &run = data();
    const bool wrote = run.size() > 0 && run.phase(run.size() - 1) != Phase::Prompt;
    const bool ended = run.summary() && (run.summary()->reason == FinishReason::EndToken ||
                                         run.summary()->reason == FinishReason::ContextFull ||
                                         run.summary()->reason == FinishReason::StopText);
    return run.request() && run.state() != RunState::Working && wrote && !ended;
}

void AnswerView::editThought() { m_thought->beginEditing(thoughtOf(data())); }

void AnswerView::goOnWithThought(const QString &thought, bool answers)
{
    if (const auto beginning = beginningWithThought(data(), thought, answers))
        emit goOnRequested(*beginning);
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

QString AnswerView::stateWords() const
{
    const Run &run = data();
    if (run.state() != RunState::Working)
        return endingWords(run).isEmpty() ? tr("done") : endingWords(run);
    if (!m_answer->isHidden())
        return tr("answering …");
    if (run.size() > 0 && run.phase(run.size() - 1) == Phase::Think) // also before there is a word to show
        return tr("thinking …");
    return run.size() > 0 ? tr("reading …") : tr("waiting …");
}

// Of a card: which one it is, how far it is and what becomes of it.
void AnswerView::describe()
{
    if (!isCard())
        return;
    QStringList parts{stateWords()};
    if (m_standing == Standing::Chosen)
        parts << tr("chosen");
    else if (m_standing == Standing::Counts)
        parts << tr("counts for now");
    if (isCurrent())
        parts << tr("in the panels");
    if (const Alteration &altered = data().alteration(); !altered.empty())
        parts << tr("altered: %1").arg(QString::fromStdString(alterationWords(altered)));
    m_state->setText(parts.join(QStringLiteral(" · ")));
    const bool works = data().state() == RunState::Working;
    const bool canBeChosen = !works && !m_answer->isHidden() && m_standing != Standing::Chosen;
    if ((!works && m_stop->hasFocus()) || (!canBeChosen && m_choose->hasFocus()))
        setFocus(); // else the keyboard would go wherever is next
    m_stop->setVisible(works);
    m_choose->setVisible(canBeChosen);
    parts.prepend(m_title->text());
    if (!works)
        parts << answerText();
    setAccessibleName(parts.join(QStringLiteral(", ")));
    update();
}

TokenMarks AnswerView::marks() const
{
    TokenMarks marks;
    if (!isCurrent())
        return marks;
    marks.focus = m_selection.focus().token;
    marks.hover = m_selection.hover().token;
    marks.written = m_selection.playHead();
    if (m_selection.expertFocused())
        marks.lit = [this](uint32_t token) { return m_selection.lit(static_cast<int>(token)); };
    if (data().state() != RunState::Working)
        marks.ground = m_ground;
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

QString AnswerView::answerText() const { return m_answer->spans().text().trimmed(); }

// The line around a card is strong where the chat goes on with it; what the panels show lies on the panel's own ground.
void AnswerView::paintEvent(QPaintEvent *)
{
    if (!isCard())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette colours = Palette::of(palette());
    const bool counts = m_standing != Standing::Passed;
    painter.setPen(QPen(colours(counts ? Role::Accent : Role::Axis), counts ? 2 : 1));
    painter.setBrush(colours(isCurrent() ? Role::Raised : Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Radius, Radius);
}

void AnswerView::mousePressEvent(QMouseEvent *event)
{
    if (!isCard())
        return QFrame::mousePressEvent(event);
    setFocus(Qt::MouseFocusReason);
    m_store.setCurrent(m_run);
}

void AnswerView::keyPressEvent(QKeyEvent *event)
{
    const bool press = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!isCard() || !press || event->modifiers() & ~Qt::KeypadModifier)
        return QFrame::keyPressEvent(event);
    m_store.setCurrent(m_run);
}

} // namespace deepscope
