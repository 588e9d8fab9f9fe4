// All chats, newest first, and which of them is shown. A question joins the chat that is shown; a recording is a chat
// of its own; the runs of a kept chat come when it is opened.
#pragma once

#include "chat_history.h"
#include "chat_info.h"
#include "chat_turns.h"
#include "known_answers.h"
#include "run_store.h"

#include <QStringList>

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace deepscope {

struct Chat {
    ChatInfo info;
    ChatTurns turns;       // their runs are in the run store
    bool recorded = false; // from a run file
    bool kept = false;     // also after the program ends
    bool read = true;      // false: an earlier session kept it, and its runs are not in the store so far
    int leftOut = 0;       // so many of its oldest turns are not sent any more
    std::map<uint32_t, int> leftOutElsewhere; // the same of branches that are not shown, by their last runs
    std::optional<ModelInfo> goesOnWith;      // another model than that of its last turn, chosen by a person
};

// What a question would do that is asked now.
enum class Continuation : uint8_t { NewChat, GoesOn, OtherModel, Recording };

class Chats : public QObject {
    Q_OBJECT

public:
    explicit Chats(RunStore &store, QObject *parent = nullptr);

    const std::vector<Chat> &all() const { return m_chats; }
    KnownAnswers &knownAnswers() { return m_knownAnswers; }
    const Chat *find(const QString &id) const;  // null = unknown
    QString shownId() const { return m_shown; } // empty = a new chat
    const Chat *shownChat() const { return find(m_shown); }
    const Chat *chatOf(uint32_t run) const;

    // Whether new questions are to be kept. A chat that began without stays without.
    void setKeeping(bool keeping);
    bool keeping() const { return m_keeping; }

    // The next question starts a new chat; until then nothing is shown.
    void beginNew();
    // Returns the recording's number in the store; it becomes the current run.
    uint32_t addRecording(const RecordedRun &recorded);
    // Chats that came in from files; they are kept where new ones are. The newest one is shown.
    void addImported(const std::vector<ImportedChat> &chats);
    // Chats of earlier sessions; those that are known stay as they are.
    void addKept(const std::vector<ChatInfo> &chats);
    // The same list later, after another program has written: what it did to chats in which nothing goes on here.
    void followKept(const std::vector<ChatInfo> &chats);
    // Runs that it added to a chat that is read; those whose answer is still being written wait, and one that was read
    // while it was gets its rest. What is shown stays: a run that goes on with what has gone on already is another
    // version. Numbers in the store of those that are new here, by position.
    std::map<int, uint32_t> addMore(const QString &id, const MoreRuns &more);
    // Shows a chat, at once or when its runs have been read. The newest wish counts.
    void open(const QString &id);
    QString opening() const { return m_opening; }                      // the chat that is being read; empty = none
    bool addRuns(const QString &id, const std::vector<KeptRun> &runs); // false: they are known, or the chat is not

    // Of each turn of the chat that is shown the run that counts, oldest first; empty = a new chat.
    std::vector<uint32_t> shown() const;
    // The chat goes on with this run instead of other versions of its turn, and shows what followed it.
    void choose(uint32_t run);
    // The next question is another version of this run's turn, in the chat that is shown: it goes on with what that one
    // goes on with. 0 = it follows the turns that are shown, as it does when another chat is shown or it has begun.
    void beginVersion(uint32_t run);
    uint32_t versionOf() const { return m_versionOf; }
    // So is the run that is begun next, whatever question is to be asked.
    void nextIsVersionOf(uint32_t run) { m_nextVersionOf = run; }
    // Whether a new question continues the chat that is shown: it was asked here, of the model that is in use or one
    // that it was to go on with. A recording is not continued; of another model a person decides first.
    Continuation continuation() const;
    // The model of the last turn of the chat that is shown; null = a new chat.
    const ModelInfo *lastModel() const;
    void goOnWithModelInUse(); // the chat that is shown

    // What the model is to remember of the chat that is shown.
    ChatHistory history() const;
    ChatHistory historyBefore(uint32_t run) const; // of any chat, where another version of that run's turn is asked
    void setSendsEarlierTurns(bool sends);
    void setSendsThoughts(bool sends); // of those turns
    bool sendsThoughts() const { return m_sendsThoughts; }
    // So many of the oldest turns of the chat that is shown are not sent any more; 0 = all are again.
    void leaveOut(int turns);
    int leftOut() const; // of those that the next question would go on with

    bool isWorking(const Chat &chat) const; // a run of it goes on
    void rename(const QString &id, const QString &title);
    // Chats in which a run goes on stay.
    void remove(const QStringList &ids);
    bool canUndoRemove() const { return !m_removed.empty(); }
    void undoRemove(); // the newest removal
    // Removed chats of which every run is kept elsewhere let go of them; they are read when a chat is brought back.
    void releaseRemoved(const std::function<bool(uint32_t run)> &isKept);

signals:
    void shownChanged();             // another chat
    void began(const QString &chat); // by a question; it is about to be shown
    void turnAdded(uint32_t run);    // to the chat that is shown
    void versionAdded(uint32_t run); // to the newest turn of the chat that is shown
    void countingChanged();          // other versions count in the chat that is shown, perhaps of other turns
    void chosen(uint32_t run);       // by a person, in any chat
    void unchosen(uint32_t run);     // neither it nor another version of its turn is
    void runBegan(uint32_t run);     // a question was asked, in any chat
    void runEnded(uint32_t run);
    void versionOfChanged();
    void historyChanged();                 // what is sent of the chat that is shown, or to whom
    void listChanged();                    // chats came, went or changed places
    void chatChanged(const QString &chat); // its title or figures
    void openingChanged();
    void runsWanted(const QString &chat);
    void moreWanted(const QString &chat); // its runs, other than those that are here
    void renamed(const QString &chat);
    void removed(const QStringList &chats);
    void restored(const QStringList &chats);
    void imported(const std::vector<deepscope::ImportedChat> &chats); // those that are to be kept
    void keepingChanged();

private:
    ChatHistory historyOf(const Chat &chat, const std::vector<uint32_t> &turns, int leftOut) const;
    int leftOutBefore(uint32_t run) const; // of the oldest turns, where another version of that run's turn is asked
    void leaveOutAnew(Chat &chat, const std::vector<uint32_t> &shownBefore); // another branch is shown
    Chat *own(const QString &id) { return const_cast<Chat *>(find(id)); }
    bool continuesWith(const ModelInfo &model) const;
    bool holdsAll(const Chat &chat, const ChatInfo &listed) const; // its runs are here, whole
    bool asksAgain(uint32_t run) const;
    void chooseShown(Chat &chat, uint32_t run);
    static void setModel(ChatInfo &chat, const ModelInfo &model);
    void addRun(uint32_t run);
    void addVersion(Chat &chat, uint32_t run);
    void addEdition(Chat &chat, uint32_t run, uint32_t versionOf, std::optional<int> leftOut = {});
    void addTurn(Chat &chat, uint32_t run);
    void settle(Chat &chat);
    void endRun(uint32_t run);
    Chat &begin(uint32_t run);
    void touch(const QString &id);
    void fill(Chat &chat, const std::vector<KeptRun> &runs);
    void showCurrent();
    void setShown(const QString &id);
    void setOpening(const QString &id);

    RunStore &m_store;
    KnownAnswers m_knownAnswers;
    std::vector<Chat> m_chats;
    std::vector<std::vector<Chat>> m_removed; // newest last
    std::set<QString> m_listed;               // ids that were in the list of kept chats
    QString m_shown, m_opening;
    uint32_t m_versionOf = 0, m_nextVersionOf = 0;
    int m_versionLeftOut = 0;  // as the chat's, for the question that is being changed
    bool m_addingRuns = false; // that were not asked now
    bool m_keeping = false;
    bool m_sendsEarlierTurns = true, m_sendsThoughts = false;
};

} // namespace deepscope
