// One model on one device. Everything here blocks; `Engine` puts it on a thread of its own.
#pragma once

#include "engine.h"

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

namespace deepscope {

using CancelFlag = std::atomic<bool>;
using ProgressSink = std::function<void(const LoadProgress &)>;

struct RunSinks {
    std::function<void(const TokenTrace &)> token;
    std::function<void(const PrefillProgress &)> prefill;
};

// What the model said of one position of a given text.
struct ScoredPosition {
    int32_t token = 0;          // the given next token
    float logprob = 0;          // of it
    std::vector<Candidate> top; // best first
};

struct BenchRequest {
    uint32_t promptTokens = 512;
    uint32_t generateTokens = 128;
    uint32_t depth = 0; // tokens that are in the cache before decoding is timed
    uint32_t repeat = 5;
    std::vector<uint32_t> sequences; // numbers of sequences to decode at once
};

struct BenchResult {
    std::vector<double> prefillTokensPerSecond, decodeTokensPerSecond; // one a repetition
    std::vector<double> decodeUntracedTokensPerSecond;                 // paired with decode: the same without trace
    std::vector<double> prefill64TokensPerSecond;                      // in steps of 64 rows
    struct Several {
        uint32_t count = 0;                  // sequences that are decoded at once
        std::vector<double> tokensPerSecond; // of all together
    };
    std::vector<Several> sequences;
    uint64_t decodeBytesPerToken = 0;    // weights and cache that a step must read
    double deviceReadBytesPerSecond = 0; // measured in the same run
    uint32_t dispatchesPerToken = 0;
};

class Session {
public:
    // Throws Error: unreadable file, unsupported model, no device, no memory, cancelled.
    Session(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    const LoadedModel &model() const;

    // Builds the kernels that runs will need, so that the first answer comes without delay. Optional.
    void prepare(const ProgressSink &progress, const CancelFlag &cancel);

    // How many tokens the prompt of a request would have. Never throws for what is in the request.
    PromptCount count(const CountRequest &request) const;

    // Adds a run to those under way, which go on by one step with each tick. `ended` is called by one of these, once,
    // with what was thrown where the run failed. `cancel` ends it; it stays the caller's. Throws Error for a request
    // that cannot be run. `interrupt` may end a step early, which is then made again.
    using Ended = std::function<void(const RunSummary &, const std::exception_ptr &)>;
    void start(const RunRequest &request, const RunSinks &sinks, const CancelFlag &cancel, Ended ended);
    bool idle() const; // no run is under way
    void tick(const CancelFlag &interrupt);
    PoolUse poolUse() const;

    // Throws Error for a request that cannot be run; the session stays usable. `cancel` ends it with its summary.
    RunSummary run(const RunRequest &request, const RunSinks &sinks, const CancelFlag &cancel);

    // All at once, as far as the cache has room for them; each gives what it would give alone. A summary for each.
    std::vector<RunSummary> runAll(const std::vector<RunRequest> &requests, const RunSinks &sinks,
                                   const CancelFlag &cancel);

    // Teacher forcing: for each position p >= from that has a successor in `tokens`, what the model says of tokens[p +
    // 1].
    std::vector<ScoredPosition> score(const std::vector<int32_t> &tokens, uint32_t from, uint32_t top,
                                      const CancelFlag &cancel);

    BenchResult bench(const BenchRequest &request, const CancelFlag &cancel);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deepscope
