#include "panels/chat/chat_panel.h"

#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_drafts.h"
#include "panels/chat/chat_notice.h"
#include "panels/chat/composer.h"
#include "panels/chat/conversation_finder.h"
#include "panels/chat/conversation_scroll.h"
#include "panels/chat/empty_chat.h"
#include "panels/chat/find_bar.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/panel_message.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

constexpr int ReadableWidth = 880; // longer lines are hard to read
constexpr int SmallestHeight = 32; // of the conversation, on a very small screen

// Keeps a widget in the middle of its row, never wider than can be read well.
QWidget *centred(QWidget *widget)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(widget, 1000);
    layout->addStretch(1);
    widget->setMaximumWidth(ReadableWidth);
    return row;
}

// The turn, where it has several answers: it is followed from its beginning, where all of them begin.
const TurnView *several(const TurnView &turn) { return turn.answers()->all().size() > 1 ? &turn : nullptr; }

} // namespace

ChatPanel::ChatPanel(RunStore &store, Selection &selection, Chats &chats, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_chats(chats), m_stack(new QStackedWidget),
      m_empty(new EmptyChat), m_reading(new PanelMessageView), m_findBar(new FindBar), m_scroll(new ConversationScroll),
      m_finder(new ConversationFinder(*m_scroll, this)), m_column(nullptr), m_notice(new ChatNoticeBar),
      m_composer(new Composer), m_drafts(new ChatDrafts(chats, *m_composer))
{
    setObjectName(QStringLiteral("chatPanel"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    arrange();
    listen();
    listenToFinding();
    rebuild();
}

void ChatPanel::arrange()
{
    auto *turns = new QWidget;
    m_column = new QVBoxLayout(turns);
    m_column->setContentsMargins(0, 8, 0, 8);
    m_column->setSpacing(8);
    m_column->addStretch();
    m_scroll->setObjectName(QStringLiteral("conversation"));
    m_scroll->setAccessibleName(tr("Conversation"));
    m_scroll->setContent(centred(turns));
    m_scroll->takeKeysOf(m_composer->findChild<QPlainTextEdit *>());
    m_stack->setMinimumHeight(SmallestHeight);
    m_reading->setMessage({PanelMessage::Kind::Working, tr("Reading the chat")});
    m_patience.setSingleShot(true);
    m_patience.setInterval(200);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_reading);
    m_stack->addWidget(m_scroll);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(centred(m_findBar));
    column->addWidget(m_stack, 1);
    column->addWidget(centred(m_notice));
    column->addWidget(centred(m_composer));
}

void ChatPanel::listen()
{
    connect(m_composer, &Composer::submitted, this, &ChatPanel::asked);
    connect(m_composer, &Composer::refused, m_notice, &ChatNoticeBar::stress);
    connect(&m_chats, &Chats::historyChanged, this, &ChatPanel::showHistory);
    connect(&m_chats.knownAnswers(), &KnownAnswers::changed, this, [this] {
        for (TurnView *turn : m_turns) // one whose answer is what it was does nothing
            turn->setExpected(m_chats.knownAnswers().of(m_store.run(turn->run())->question()));
    });
    connect(&m_chats, &Chats::versionOfChanged, this, &ChatPanel::showEdited);
    connect(m_composer, &Composer::editingCancelled, this, &ChatPanel::giveUpEditing);
    connect(m_empty, &EmptyChat::questionChosen, this, &ChatPanel::ask);
    connect(&m_chats, &Chats::shownChanged, this, &ChatPanel::rebuild);
    connect(&m_chats, &Chats::turnAdded, this, &ChatPanel::addTurn);
    connect(&m_chats, &Chats::versionAdded, this, &ChatPanel::addVersion);
    connect(&m_chats, &Chats::countingChanged, this, &ChatPanel::showCounting);
    connect(&m_chats, &Chats::openingChanged, this, [this] {
        m_patience.stop();
        if (m_chats.opening().isEmpty())
            showPage();
        else
            m_patience.start();
    });
    connect(&m_patience, &QTimer::timeout, m_stack, [this] { m_stack->setCurrentWidget(m_reading); });
    connect(&m_store, &RunStore::appended, this, [this](uint32_t run, int first, int last) {
        if (TurnView *turn = turnOf(run))
            turn->appended(run, first, last);
    });
    connect(&m_store, &RunStore::runFinished, this, [this](uint32_t run) {
        if (TurnView *turn = turnOf(run))
            turn->finished(run);
    });
    connect(&m_store, &RunStore::currentRunChanged, this, &ChatPanel::showSelection);
    connect(&m_store, &RunStore::currentRunChanged, this, &ChatPanel::revealCurrent);
    connect(&m_selection, &Selection::focusChanged, this, &ChatPanel::showSelection);
    connect(&m_selection, &Selection::playHeadChanged, this, &ChatPanel::showSelection);
    connect(&m_selection, &Selection::focusChanged, this, &ChatPanel::revealFocus);
    connect(&m_selection, &Selection::followChanged, this, &ChatPanel::followEnd);
    connect(&m_selection, &Selection::hoverChanged, this, [this] {
        for (TurnView *turn : m_turns)
            turn->showHover();
    });
    connect(m_scroll, &ConversationScroll::movedByPerson, this, &ChatPanel::followWhatWasReached);
}

// A button that asks takes the keyboard; the next question is typed.
void ChatPanel::ask(const QString &question)
{
    emit asked(question, 1);
    m_composer->focusEditor();
}

void ChatPanel::rebuild()
{
    for (const TurnView *turn : m_turns)
        for (const AnswerView *answer : turn->answers()->all())
            if (const std::optional<QString> thought = answer->thought()->unfinished())
                m_thoughts[answer->run()] = *thought;
    // A turn may be what asked for this: it goes when its own signal has come back.
    for (TurnView *turn : m_turns) {
        m_column->removeWidget(turn);
        turn->hide();
        turn->deleteLater();
    }
    m_turns.clear();
    for (const uint32_t run : m_chats.shown())
        addTurn(run);
    showPassages();
    showPage();
}

void ChatPanel::showPage() { m_stack->setCurrentWidget(m_turns.empty() ? static_cast<QWidget *>(m_empty) : m_scroll); }

void ChatPanel::showHistory()
{
    const ChatHistory history = m_chats.history();
    for (TurnView *turn : m_turns) {
        turn->setNotSent(history.whyNotSent(turn->run()));
        turn->setThoughtsSent(m_chats.sendsThoughts());
    }
}

// Of a turn with several versions, those that stand beside each other.
void ChatPanel::addTurn(uint32_t run)
{
    if (!m_turns.empty())
        m_turns.back()->newerTurnBegan();
    const ChatTurns &known = m_chats.chatOf(run)->turns;
    const std::vector<uint32_t> versions = known.groupOf(run, m_store);
    auto *turn = new TurnView(m_store, m_selection, versions.front());
    for (size_t i = 1; i < versions.size(); ++i)
        turn->addVersion(versions[i]);
    turn->setCounting(run, known.isChosen(run));
    showGroups(*turn);
    m_column->insertWidget(m_column->count() - 1, turn);
    m_turns.push_back(turn);
    turn->setThoughtsSent(m_chats.sendsThoughts());
    turn->setColors(m_colors);
    turn->setEdited(turn->holds(m_chats.versionOf()));
    if (m_chats.chatOf(run)->recorded)
        turn->setFixed();
    for (const AnswerView *answer : turn->answers()->all())
        if (const auto thought = m_thoughts.find(answer->run()); thought != m_thoughts.end())
            answer->thought()->beginEditing(m_thoughts.extract(thought).mapped(), ThoughtSection::Keyboard::Stays);
    const QString question = m_store.run(run)->question();
    turn->setExpected(m_chats.knownAnswers().of(question));
    connect(turn, &TurnView::answersFileWanted, this, &ChatPanel::answersFileWanted);
    connect(turn, &TurnView::expectedChanged, this,
            [this, question](const QString &answer) { m_chats.knownAnswers().set(question, answer); });
    showPage();
    turn->showSelection();
    connect(turn, &TurnView::tryAgainRequested, this, &ChatPanel::answerAnewRequested);
    connect(turn, &TurnView::editRequested, this, [this, turn] { edit(turn->run()); });
    connect(turn, &TurnView::goOnRequested, this, &ChatPanel::goOnRequested);
    connect(turn, &TurnView::answerNowRequested, this, &ChatPanel::answerNowRequested);
    connect(turn, &TurnView::chosen, &m_chats, &Chats::choose);
    connect(turn, &TurnView::walked, this, &ChatPanel::walk);
    connect(turn, &TurnView::stopRequested, this, &ChatPanel::stopRequested);
    listenTo(*turn);
    showPassages();
}

void ChatPanel::addVersion(uint32_t run)
{
    listenTo(*m_turns.back()->addVersion(run));
    m_turns.back()->setColors(m_colors);
    showPassages();
    followEnd();
}

// A thought that is opened must not push its own header away, nor text move away from under the pointer that selects
// it.
void ChatPanel::listenTo(const QWidget &part)
{
    for (const QAbstractButton *button : part.findChildren<QAbstractButton *>())
        connect(button, &QAbstractButton::pressed, this, &ChatPanel::endFollowing);
    for (const TokenTextView *text : part.findChildren<TokenTextView *>())
        connect(text, &TokenTextView::held, this, &ChatPanel::endFollowing);
}

void ChatPanel::endFollowing()
{
    m_scroll->setStaysAtEnd(false);
    m_selection.setFollow(false);
}

TurnView *ChatPanel::turnOf(uint32_t run) const
{
    const auto turn = std::ranges::find_if(m_turns, [run](const TurnView *view) { return view->holds(run); });
    return turn == m_turns.end() ? nullptr : *turn;
}

void ChatPanel::setSuggestions(const QStringList &questions) { m_empty->setQuestions(questions); }

void ChatPanel::setAvailable(const QString &reason)
{
    m_available = reason.isEmpty();
    m_composer->setUnavailable(reason);
    m_empty->setAvailable(reason.isEmpty());
}

void ChatPanel::copyLastAnswer() const
{
    const Run *current = m_store.current();
    if (const TurnView *turn = current ? turnOf(current->id()) : nullptr)
        QGuiApplication::clipboard()->setText(turn->answerText());
}

void ChatPanel::setTokenColors(const TokenColors &colors)
{
    m_colors = colors;
    for (TurnView *turn : m_turns)
        turn->setColors(colors);
}

void ChatPanel::showSelection()
{
    for (TurnView *turn : m_turns)
        turn->showSelection();
}

// A token focused elsewhere comes into view here; one that is in view stays where it is.
void ChatPanel::revealFocus()
{
    const Run *current = m_store.current();
    TurnView *turn = current ? turnOf(current->id()) : nullptr;
    if (!turn || m_selection.focus().token < 0)
        return;
    const QRect rect = turn->tokenRect(static_cast<uint32_t>(m_selection.focus().token));
    if (rect.isNull())
        return;
    m_scroll->reveal(*turn, rect);
}

// A chat opens at its last turn, and another turn is shown from its beginning; where a turn was clicked nothing moves.
void ChatPanel::revealCurrent()
{
    const Run *current = m_store.current();
    TurnView *turn = current ? turnOf(current->id()) : nullptr;
    if (!turn || turn->isAncestorOf(QApplication::focusWidget()))
        return;
    if (turn == m_turns.back())
        m_scroll->setStaysAtEnd(true, several(*turn));
    else
        m_scroll->showFromTop(*turn);
}

void ChatPanel::followEnd()
{
    const Run *current = m_store.current();
    const bool isLast = current && !m_turns.empty() && m_turns.back()->holds(current->id());
    m_scroll->setStaysAtEnd(m_selection.follow() && isLast, isLast ? several(*m_turns.back()) : nullptr);
}

// The text stays where the person reads; who comes to the end of a run that goes on follows it again.
void ChatPanel::followWhatWasReached(bool end)
{
    const Run *current = m_store.current();
    const bool grows =
        current && !m_turns.empty() && m_turns.back()->holds(current->id()) && current->state() == RunState::Working;
    m_selection.setFollow(end && grows);
    if (end && grows)
        m_scroll->setStaysAtEnd(true); // of the chat, also where it was followed from the beginning of its answers
}

} // namespace deepscope
