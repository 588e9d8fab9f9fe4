// What the mode Learning works on: the lab, what it said, and the folders of its runs. Knows no widget.
#pragma once

#include "app/lab_bridge.h"
#include "app/lab_recording.h"
#include "models/lab_history.h"
#include "models/selection.h"
#include "models/step_selection.h"

#include <QTemporaryDir>

#include <optional>

namespace deepscope {

class Learning : public QObject {
    Q_OBJECT

public:
    // Runs are kept below `dataFolder`; of an empty one nothing is kept behind the program's end.
    Learning(LabFactory makeLab, const QString &dataFolder, QObject *parent = nullptr);

    LabHistory &history() { return m_history; }
    StepSelection &steps() { return m_steps; }
    RunStore &rollouts() { return m_rollouts; } // the answer that is looked at, as a run
    Selection &selection() { return m_selection; }

    void start(LabRequest request);     // in a folder of its own
    void resume(const QString &folder); // of a run that was made before
    void openRecord(const QString &path);
    void pause() { m_bridge.pause(); }
    void step() { m_bridge.step(); }
    void goOn() { m_bridge.goOn(); }
    void stop() { m_bridge.stop(); }
    void backToBest();
    void saveModel(const QString &path); // the model of now
    void useInChat();                    // answered with modelReady()
    void setYields(bool yields) { m_bridge.setYields(yields); }

    // Where the shown run is kept; empty = nowhere.
    QString folder() const { return m_folder; }
    // What may be gone on with and watched; answered with earlierRunsFound().
    void findEarlierRuns();

signals:
    void earlierRunsFound(const QList<deepscope::EarlierRun> &mine, const QList<deepscope::EarlierRun> &examples);
    void recordOpened();
    void problemOccurred(const QString &sentence);
    void notice(const QString &sentence);
    void modelReady(const QString &path);

private:
    QString newFolder();
    void begin(LabRequest request);
    void readBoardOf(uint32_t step);
    void takeSaved(const LabSaved &saved);

    QString m_runs; // the folder of all runs
    std::unique_ptr<QTemporaryDir> m_temporary;
    LabHistory m_history;
    StepSelection m_steps;
    RunStore m_rollouts;
    Selection m_selection;
    QString m_folder, m_recordPath;
    std::shared_ptr<const LabRecord> m_record; // of a run that is only watched; null = of one that goes on
    bool m_reading = false;
    std::optional<uint32_t> m_boardWanted;
    QString m_forChat;  // the model that is being saved for it; empty = none
    LabBridge m_bridge; // last: ends before what its signals reach
};

} // namespace deepscope
