// What the window works on: the engine, the chats and their runs, the selection. Knows no widget; the window shows it.
#pragma once

#include "app/cache_keeper.h"
#include "app/engine_bridge.h"
#include "models/attention_reading.h"
#include "models/branch_figures.h"
#include "models/chat_keeper.h"
#include "models/expert_trials.h"
#include "models/latent_reading.h"
#include "models/memory_accounts.h"
#include "models/next_question.h"
#include "models/open_options.h"
#include "models/playback.h"
#include "models/run_store.h"
#include "panels/chat/generation_settings.h"

#include <deque>
#include <set>

namespace deepscope {

// Something that a person wished for and did not get.
struct UserProblem {
    enum class About { Model, Recording, Saving, Exporting, Importing, Chats };
    About about = About::Model;
    QString sentence;
    QString path; // the file, or "default"; of chats: the folder
    ErrorKind kind = ErrorKind::File;
    bool mayPass = false; // the same may work later
    bool lasts = false;   // until it is settled, whatever else a person does
};

class Workbench : public QObject {
    Q_OBJECT

public:
    // Chats are kept in `dataFolder`; an empty one keeps none.
    Workbench(const EngineFactory &makeEngine, const QString &dataFolder, QObject *parent = nullptr);

    RunStore &store() { return m_store; }
    Selection &selection() { return m_selection; }
    Playback &playback() { return m_playback; }
    Chats &chats() { return m_chats; }
    ExpertTrials &trials() { return m_trials; }
    AttentionReading &attention() { return m_attention; }
    LatentReading &latent() { return m_latent; }
    MemoryAccounts &memory() { return m_memory; }
    EngineBridge &bridge() { return m_bridge; }
    CacheKeeper *caches() const { return m_caches.get(); } // of chats; null: none are kept
    PromptMeter &meter() { return m_next.meter(); }

    // A run file by its name's end (.run), else a model; "default" is the default model. Both answer later: with a
    // model or a run in the store, or with problemOccurred(). A model that is wished while an answer is under way
    // waits until a person decides, or until the answer has ended.
    void open(const QString &path, const OpenOptions &options = {}); // the options are of models
    // Gives the memory of the model in use back; chats stay. It waits as another model does.
    void closeModel();
    struct Change {   // of the model in use
        QString path; // of the other one; empty = the one in use is to be closed
        OpenOptions options;
    };
    const std::optional<Change> &waitingChange() const { return m_waiting; } // until the answer under way has ended
    void stopAndChange();                                                    // what waits is done
    void keepAnswering();
    void cancelLoading();
    void saveCurrentRun(const QString &path);

    // What a person wants; they are kept only where that is possible.
    void setKeepsChats(bool keeps);
    QString dataFolder() const { return m_archive ? m_archive->folder() : QString(); }
    void tryKeepingAgain();      // after a problem with chats
    Unwritten unwritten() const; // what is to be kept; turns of deleted chats are not counted
    bool keepsDeletions() const; // else what is deleted is there again when the program starts

    void setDraft(const QString &question) { m_next.setDraft(question); } // what is being written
    void setGeneration(const GenerationSettings &settings);
    // Begins with questionTaken() as soon as it is known to fit, else answers with questionReturned().
    // More than one answer: as many runs of the same question beside each other, each with random numbers of its own.
    void ask(const QString &question, int answers = 1);
    // The question of the shown run once more, with these experts and the same random numbers: the answer stands beside
    // the others. Only the newest turn of a chat can have it; `reason...` says why it cannot be had, empty = it can.
    void answerAgain(const Alteration &alteration);
    QString reasonAgainstAnsweringAgain() const;
    // Another version of a run's turn, which is shown from then on: its question answered anew as the settings say now,
    // with other random numbers, or gone on with behind what is given, with the same prompt and numbers. `reason...`
    // says why it cannot be had, empty = it can.
    void answerAnew(uint32_t run);
    void goOnBehind(uint32_t run, const Beginning &beginning);
    QString reasonAgainstVersion(uint32_t run) const;
    void closeThought(uint32_t run); // of an answer that is under way: it answers now
    void stop();                     // all that is under way
    void stop(uint32_t run);         // one answer

    bool isLoading() const;
    bool isRunning() const { return !m_running.empty() || m_next.isWaiting(); }
    // Why nothing can be asked of any model now, in one sentence; empty = it can.
    QString reasonAgainstAsking() const;

    static bool isRecording(const QString &path);
    static QString displayName(const QString &path); // of a model, also among words: without folder and ending

signals:
    void stateChanged(); // loading, running, model
    void loadBegan(const QString &name);
    void loadProgress(const deepscope::LoadProgress &progress);
    void modelOpened(const QString &path);
    void modelInUseChanged(); // by something else: closed, or there again; see store().model()
    void problemOccurred(const deepscope::UserProblem &problem);
    void problemSettled(deepscope::UserProblem::About about); // the same succeeded since
    void questionTaken(const QString &question);
    // It was not sent, or failed before any of it was read. `chat` is where it was asked; empty = a new one.
    void questionReturned(const QString &question, const QString &chat);
    void loadDropped(const QString &path); // it had waited for an answer; empty = closing had
    void unwrittenChanged();
    void chatKeptAnew(const QString &chat); // another window had deleted it, and it goes on here
    void notice(const QString &sentence);

private:
    void connectEngine();
    void connectArchive();
    void connectCaches();
    void change(const Change &change);
    void changeNow(const Change &change);
    void start(const QString &question, RunRequest request);
    void connectTrials();
    void startVersion(const Run &run, RunRequest request);
    void giveBack(const QString &question);
    void openRecording(const QString &path);
    void modelLoaded(const LoadedModel &model);
    void loadFailed(const Failure &failure);
    void takeTraces(std::vector<TokenTrace> traces);
    void showProgress(const Activity &ofOne);
    void runFinished(const RunSummary &summary);
    void showWhatCounts(uint32_t number);
    void questionEnded();
    void endLoading();

    RunStore m_store;
    Selection m_selection;
    Playback m_playback;
    ExpertTrials m_trials;
    AttentionReading m_attention;
    LatentReading m_latent;
    MemoryAccounts m_memory;
    Chats m_chats;
    std::unique_ptr<ChatArchive> m_archive; // null: no chats are kept
    std::unique_ptr<ChatKeeper> m_keeper;   // after the archive and the chats, so that it ends before them
    std::unique_ptr<CacheKeeper> m_caches;  // null as the archive
    bool m_keepsChats = true, m_archiveKeeps = false;
    std::deque<QString> m_changes; // paths of the models whose loads have not ended yet; empty: one is being closed
    std::optional<Change> m_waiting;
    int m_answers = 1;        // of the question that waits for its count
    uint32_t m_versionOf = 0; // what counted when a question was answered once more; 0 = the newest one was written
    std::vector<uint32_t> m_asked; // the newest question's runs
    std::set<uint32_t> m_running;  // those under way
    BranchFigures m_branches{m_store};
    NextQuestion m_next;
    GenerationSettings m_settings;
    EngineBridge m_bridge; // last: ends before what its signals reach
};

} // namespace deepscope
