// Records of the lab as files, for the window: reading, with a sentence instead of an exception. All of it takes the
// time of a file: not for the interface thread.
#pragma once

#include "api/lab_record.h"
#include "models/lab_history.h"

#include <QList>
#include <QString>

namespace deepscope {

struct ReadLabRecord {
    std::shared_ptr<const LabRecord> record; // null when it could not be read
    std::shared_ptr<const ShownLabRun> run;  // then null too
    QString problem;                         // then one sentence why
};

ReadLabRecord readLabRecord(const QString &path);

struct ReadBoard {
    std::vector<LabGroup> groups;
    QString problem; // one sentence why there are none, where that is a fault
};

// Of `path`, unless it has been read before.
ReadBoard readBoard(std::shared_ptr<const LabRecord> record, const QString &path, uint32_t step);

// A run that a person may go on with, or watch.
struct EarlierRun {
    QString folder; // empty: a record alone, which cannot be gone on with
    QString record;
    QString title; // what it learned from, and how far it came
};

// Below the folder of all runs, newest first; at most `most`.
bool holdsCheckpoint(const QString &folder); // of a run that can be gone on with
QList<EarlierRun> earlierRuns(const QString &folder, int most);
// Those that come with the program.
QList<EarlierRun> recordedLabRuns();

} // namespace deepscope
