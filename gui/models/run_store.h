// The one owner of this session's runs, each with all that the engine said of it. Live, recorded and kept runs come in
// by the same road. Panels read columns and follow the signals; runs stay until they are released.
#pragma once

#include "api/run_file.h"
#include "run.h"

#include <QObject>

#include <map>
#include <memory>

namespace deepscope {

// What the engine is doing now, in words for a person; an empty `doing` = idle.
struct Activity {
    QString doing;        // "Reading the question"
    double fraction = -1; // 0 ... 1; -1 = unknown
    bool operator==(const Activity &) const = default;
};

// What the engine's cache holds of the newest run, or of the one among several that is looked at, in the engine's own
// words: its last trace says it, and a loaded model begins with nothing.
struct CacheUse {
    uint32_t tokens = 0;
    uint64_t bytes = 0;
    bool operator==(const CacheUse &) const = default;
};

class RunStore : public QObject {
    Q_OBJECT

public:
    explicit RunStore(QObject *parent = nullptr);
    ~RunStore() override;

    // The model in use, before and beside any run, and what its cache holds now, whatever run is looked at.
    void setModel(LoadedModel model);
    void clearModel(); // none is in use any more
    const LoadedModel *model() const { return m_model.get(); }
    void setCacheUse(const CacheUse &use);
    const CacheUse &cacheUse() const { return m_cacheUse; }
    // Who has the pages of its cache, as the engine said last; nothing = it has not said so far.
    void setPoolUse(const PoolUse &use);
    const std::optional<PoolUse> &poolUse() const { return m_poolUse; }
    // The model that panels show: the current run's, where one computed it, else the one in use; null = none yet.
    const LoadedModel *shownModel() const;

    // A new run becomes the current one, unless it begins beside that. `run` is the number that stands in its traces; a
    // number that is already taken (of a recording, say) is replaced by a free one. Returns the number in this store.
    uint32_t beginRun(uint32_t run, const QString &question, LoadedModel model, std::optional<RunRequest> request = {});
    uint32_t beginBeside(uint32_t run, const QString &question, LoadedModel model, std::optional<RunRequest> request);
    // Traces of one run, in order. Those of an unknown or finished run are dropped.
    void append(std::span<const TokenTrace> traces);
    void finish(const RunSummary &summary);
    // The run failed; what it has stays. RunSummary may still follow.
    void fail(uint32_t run, const QString &sentence);
    // A recorded run, by the same steps, and why it failed; it does not become the current one. Returns its number
    // here.
    uint32_t add(const RecordedRun &recorded, const QString &failure = {});
    // What more is known by now of a run that was added before its end was recorded. False: nothing is.
    bool addRest(uint32_t run, const RecordedRun &recorded, const QString &failure = {});

    // Those that a person gives to tokens of a run; an unknown one is ignored.
    void setLabels(uint32_t run, const TokenLabels &labels);
    QStringList labelNames() const; // of all runs, each once

    // Runs that are not shown and have ended go; their numbers are not used again.
    void release(std::span<const uint32_t> runs);

    int count() const { return int(m_runs.size()); }
    const Run *run(uint32_t run) const;                      // null = unknown
    std::vector<const Run *> working() const;                // those that go on, oldest first
    uint32_t freeNumber() const { return m_lastNumber + 1; } // larger than any run's so far
    const Run *current() const { return m_current; }
    void setCurrent(uint32_t run); // unknown numbers are ignored
    void clearCurrent();           // nothing is shown, for instance after "New chat"

    // What a person does so that there is a run: "Ask something".
    void setInvitation(const QString &words) { m_invitation = words; }
    const QString &invitation() const { return m_invitation; }

    void setActivity(const Activity &activity);
    const Activity &activity() const { return m_activity; }

signals:
    void modelChanged();
    void cacheUseChanged();
    void poolUseChanged();
    void runAdded(uint32_t run);
    void appended(uint32_t run, int first, int last); // tokens first ... last, both included
    void runFinished(uint32_t run);                   // finished or failed; see Run::state()
    void currentRunChanged();                         // current() may be null
    void labelsChanged(uint32_t run, const deepscope::TokenLabels &before);
    void runsReleased(); // some that were there are not any more; never the current one
    void activityChanged();

private:
    Run *find(uint32_t run) { return const_cast<Run *>(this->run(run)); }
    uint32_t addRun(uint32_t number, const QString &question, LoadedModel model, std::optional<RunRequest> request);
    void fill(Run &run, const RecordedRun &recorded, const QString &failure);
    std::shared_ptr<const LoadedModel> share(LoadedModel model);

    std::shared_ptr<const LoadedModel> m_model;             // null = none
    std::vector<std::weak_ptr<const LoadedModel>> m_models; // of runs
    CacheUse m_cacheUse;
    std::optional<PoolUse> m_poolUse;
    std::map<uint32_t, std::unique_ptr<Run>> m_runs; // by number
    uint32_t m_lastNumber = 0;
    Run *m_current = nullptr;
    Activity m_activity;
    QString m_invitation = tr("Ask something");
};

} // namespace deepscope
