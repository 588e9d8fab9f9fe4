// Runs on a session in the test's own thread, tick by tick: for what depends on the moment.
#pragma once

#include "run/session.h"

#include <memory>

namespace deepscope::testing {

inline const CancelFlag Never = false;

inline std::unique_ptr<Session> openSession(const LoadRequest &request)
{
    return std::make_unique<Session>(
        request, [](const LoadProgress &) {}, Never);
}

using TokenSink = std::function<void(const TokenTrace &)>;

// Until all have ended; a summary for each, in the order of the requests, whose numbers differ.
inline std::vector<RunSummary> runAll(Session &session, const std::vector<RunRequest> &requests, const TokenSink &token,
                                      const CancelFlag &cancel = Never)
{
    std::vector<RunSummary> summaries(requests.size());
    for (size_t i = 0; i < requests.size(); ++i)
        session.start(
            requests[i],
            [&, i](Event event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event); trace && token)
                    token(*trace);
                if (const auto *summary = std::get_if<RunSummary>(&event))
                    summaries[i] = *summary;
            },
            cancel);
    while (!session.idle())
        session.tick(cancel);
    return summaries;
}

// Throws Error where it failed.
inline RunSummary run(Session &session, const RunRequest &request, const TokenSink &token = {},
                      const CancelFlag &cancel = Never)
{
    const RunSummary summary = runAll(session, {request}, token, cancel).front();
    if (summary.failure)
        throw Error(summary.failure->kind, summary.failure->sentence);
    return summary;
}

} // namespace deepscope::testing
