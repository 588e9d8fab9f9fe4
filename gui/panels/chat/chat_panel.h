// The chat in the middle of the window: the turns of the shown chat, and the composer below them.
#pragma once

#include "models/chats.h"
#include "models/selection.h"
#include "panels/chat/turn_command.h"
#include "panels/shared/token_text_view.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QStackedWidget;
class QVBoxLayout;

namespace deepscope {

class ChatDrafts;
class ChatNoticeBar;
class Composer;
class ConversationFinder;
class ConversationScroll;
class EmptyChat;
class FindBar;
class PanelMessageView;
class TurnView;

class ChatPanel : public QWidget {
    Q_OBJECT

public:
    ChatPanel(RunStore &store, Selection &selection, Chats &chats, QWidget *parent = nullptr);

    Composer *composer() const { return m_composer; }
    ChatNoticeBar *notice() const { return m_notice; }
    ChatDrafts *drafts() const { return m_drafts; }
    const std::vector<TurnView *> &turns() const { return m_turns; }
    void setSuggestions(const QStringList &questions);
    void setAvailable(const QString &reason); // empty: questions can be asked; else one sentence why not
    bool isAvailable() const { return m_available; }
    void copyLastAnswer() const;
    // Of the run that the panels show; anew whenever what `ground` answers changes.
    void setTokenColors(const TokenColors &colors);
    void find();           // shows the line in which words of this chat are looked for
    void findStep(int by); // to the next place of these words, or back
    void showLinks();      // of the answer that the panels show, as a menu that opens them
    // With the turn that the panels show, as its buttons do it. One sentence why it cannot be done; empty = it was.
    QString act(TurnCommand command);

signals:
    void asked(const QString &question, int answers);
    void stopRequested(uint32_t run);
    void answerAnewRequested(uint32_t run);
    void goOnRequested(uint32_t run, const deepscope::Beginning &beginning);
    void answerNowRequested(uint32_t run);
    void answersFileWanted(); // of questions with their right answers

private:
    void arrange();
    void listen();
    void ask(const QString &question);
    void rebuild();
    void addVersion(uint32_t run);
    void listenTo(const QWidget &part);
    void endFollowing();
    void showCounting();
    void showPage();
    void showHistory();
    void addTurn(uint32_t run);
    void showGroups(TurnView &turn);
    void edit(uint32_t run);
    void giveUpEditing();
    void showEdited();
    void walk(uint32_t run, bool next);
    TurnView *turnOf(uint32_t run) const;
    void showSelection();
    void revealFocus();
    void revealCurrent();
    void followEnd();
    void followWhatWasReached(bool end);
    void listenToFinding();
    void showPassages();

    RunStore &m_store;
    Selection &m_selection;
    Chats &m_chats;
    QStackedWidget *m_stack;
    EmptyChat *m_empty;
    PanelMessageView *m_reading; // while a chat of an earlier session is read
    QTimer m_patience;           // what is read at once shows no message
    FindBar *m_findBar;
    ConversationScroll *m_scroll;
    ConversationFinder *m_finder;
    QVBoxLayout *m_column;
    ChatNoticeBar *m_notice;
    Composer *m_composer;
    ChatDrafts *m_drafts;
    std::vector<TurnView *> m_turns;
    uint32_t m_edited = 0; // the run whose question is being written anew; 0 = none
    // Changes of questions and of thoughts that were left unfinished, by run.
    std::map<uint32_t, QString> m_questions, m_thoughts;
    bool m_available = false;
    TokenColors m_colors;
};

} // namespace deepscope
