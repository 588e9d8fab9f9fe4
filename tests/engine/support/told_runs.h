// What runs on the default model tell, without their times: the same whatever else is under way.
#pragma once

#include "session_runs.h"

#include <map>

namespace deepscope::testing {

inline std::unique_ptr<Session> open(uint32_t context, uint32_t sequences)
{
    return openSession({.path = "default", .context = context, .sequences = sequences});
}

inline RunRequest question(uint32_t run, const std::string &text, uint32_t maxTokens = 60)
{
    RunRequest request;
    request.run = run;
    request.chat = {{ChatMessage::Role::User, text}};
    request.maxTokens = maxTokens;
    return request;
}

inline std::vector<RunRequest> sums(uint32_t count, uint32_t maxTokens = 60)
{
    std::vector<RunRequest> requests;
    for (uint32_t i = 0; i < count; ++i)
        requests.push_back(
            question(i + 1, "What is " + std::to_string(11 * i + 7) + " + " + std::to_string(i * i) + "?", maxTokens));
    return requests;
}

// What a run told, without its times.
struct Told {
    std::vector<int32_t> tokens;
    std::vector<float> numbers; // log-probabilities and entropies, weights of experts
    std::vector<uint32_t> places, experts;

    void add(const TokenTrace &trace)
    {
        tokens.push_back(trace.token);
        places.push_back(trace.index);
        numbers.insert(numbers.end(), {trace.logprob, trace.entropy});
        for (const ExpertHit &hit : trace.routing) {
            experts.push_back(hit.expert);
            numbers.push_back(hit.weight);
        }
        for (const Candidate &candidate : trace.candidates)
            numbers.push_back(candidate.logprob);
    }
    bool operator==(const Told &) const = default;
};

using AllTold = std::map<uint32_t, Told>;

inline TokenSink into(AllTold &told)
{
    return [&told](const TokenTrace &trace) { told[trace.run].add(trace); };
}

inline AllTold alone(const std::vector<RunRequest> &requests)
{
    AllTold told;
    for (const RunRequest &request : requests) {
        const auto session = open(256, 1);
        run(*session, request, into(told));
    }
    return told;
}

} // namespace deepscope::testing
