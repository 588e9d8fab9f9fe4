// What the window works on: the engine, this session's runs, the selection. Knows no widget; the window shows it.
#pragma once

#include "app/engine_bridge.h"
#include "models/chats.h"
#include "models/run_store.h"
#include "models/selection.h"
#include "panels/chat/generation_settings.h"

#include <deque>

namespace deepscope {

struct EngineChoice {
    QString device;       // index or part of a name; empty = the best
    uint32_t context = 0; // 0 = the model's
};

// Something that a person wished for and did not get.
struct Problem {
    enum class About { Model, Recording, Saving };
    About about = About::Model;
    QString sentence;
    QString path; // the file, or "default"
};

class Workbench : public QObject {
    Q_OBJECT

public:
    explicit Workbench(const EngineFactory &makeEngine, QObject *parent = nullptr);

    RunStore &store() { return m_store; }
    Selection &selection() { return m_selection; }
    Chats &chats() { return m_chats; }
    EngineBridge &bridge() { return m_bridge; }

    // A run file by its name's end (.run), else a model; "default" is the default model. Both answer later: with a
    // model or a run in the store, or with problemOccurred().
    void open(const QString &path);
    const EngineChoice &engineChoice() const { return m_choice; }
    void setEngineChoice(const EngineChoice &choice) { m_choice = choice; }
    void cancelLoading();
    void saveCurrentRun(const QString &path);

    void ask(const QString &question, const GenerationSettings &settings);
    void stop();

    bool isLoading() const { return !m_loads.empty(); }
    bool isRunning() const { return m_running != 0; }
    // Why nothing can be asked now, in one sentence; empty = it can.
    QString reasonAgainstAsking() const;

    static QString displayName(const QString &path); // of a model: without folder and ending

signals:
    void stateChanged(); // loading, running, model
    void loadBegan(const QString &name);
    void loadProgress(const deepscope::LoadProgress &progress);
    void modelOpened(const QString &path);
    void problemOccurred(const deepscope::Problem &problem);
    void problemSettled(deepscope::Problem::About about); // the same succeeded since
    void questionReturned(const QString &question);       // it failed before any of it was read
    void notice(const QString &sentence);

private:
    void connectEngine();
    void loadModel(const QString &path);
    void openRecording(const QString &path);
    void modelLoaded(const LoadedModel &model);
    void failed(const Failure &failure);
    void runFinished(const RunSummary &summary);
    void endLoading();

    RunStore m_store;
    Selection m_selection;
    Chats m_chats;
    EngineChoice m_choice;
    std::deque<QString> m_loads; // paths of the loads whose end has not come yet
    uint32_t m_running = 0;      // the run under way; 0 = none
    bool m_earlierTurnsSent = false;
    EngineBridge m_bridge; // last: ends before what its signals reach
};

} // namespace deepscope
