// Recorded runs as files, for the window: reading and writing, with a sentence instead of an exception.
#pragma once

#include "api/run_file.h"
#include "models/run.h"

namespace deepscope {

struct ReadRecording {
    std::shared_ptr<const RecordedRun> run; // null when it could not be read
    QString problem;                        // then one sentence why
};

ReadRecording readRecording(const QString &path);

// What a run holds, as the records it came from.
RecordedRun recordedRun(const Run &run);
// One sentence when it could not be written, else empty.
QString writeRecording(const QString &path, const RecordedRun &run);

} // namespace deepscope
