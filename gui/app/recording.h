// Recorded runs as files, for the window: reading and writing, with a sentence instead of an exception.
#pragma once

#include "api/routing_export.h"
#include "api/run_file.h"

#include <QString>

#include <memory>

namespace deepscope {

struct ReadRecording {
    std::shared_ptr<const RecordedRun> run; // null when it could not be read
    QString problem;                        // then one sentence why
};

ReadRecording readRecording(const QString &path);

// One sentence when it could not be written, else empty.
QString writeRecording(const QString &path, const RecordedRun &run);
// See writeRouting().
QString writeRoutingFiles(const QString &path, RoutingForm form, const RecordedRun &run,
                          const MeasuredRouting &measured);

} // namespace deepscope
