#include "recorded_run.h"

namespace deepscope {

RecordedRun recordedRun(const Run &run)
{
    RecordedRun recorded{run.model(), run.question().toStdString(), {}, run.summary(), run.request()};
    recorded.tokens.reserve(static_cast<size_t>(run.size()));
    for (int token = 0; token < run.size(); ++token)
        recorded.tokens.push_back(run.trace(token));
    return recorded;
}

} // namespace deepscope
