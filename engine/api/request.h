// What can be asked of a model, and what each request ends with. Every request has a number, `run`, which the caller
// chose: no other that has not ended has it. It stands in every event of the request.
#pragma once

#include "attention_question.h"
#include "cache_question.h"
#include "router_question.h"
#include "run.h"
#include "score.h"

#include <variant>

namespace deepscope {

// How long a prompt would be; nothing is run.
struct CountRequest {
    using End = struct PromptCount;
    uint32_t run = 0;
    RunRequest request; // whose prompt is meant
    uint32_t room = 0;  // tokens that the prompt may take; 0 = any
};

struct PromptCount {
    uint32_t run = 0;
    uint32_t tokens = 0;
    // Of a chat that takes more than the room: how many of its oldest turns (a question with its answer) must be left
    // out, at most all but the last question, and the tokens of what is left.
    uint32_t turnsToLeaveOut = 0;
    uint32_t tokensThen = 0;
    std::optional<Failure> failure; // why there is no such prompt
};

// Measures prefill and decode. It has the device for itself.
struct BenchRequest {
    using End = struct BenchResult;
    uint32_t run = 0;
    uint32_t promptTokens = 512;
    uint32_t generateTokens = 128;
    uint32_t depth = 0; // tokens that are in the cache before decoding is timed
    uint32_t repeat = 5;
    std::vector<uint32_t> sequences; // numbers of sequences to decode at once
    bool stages = false;             // measure each kernel of a decode step by itself
};

// What all commands of one kernel in one stage of a decode step take together.
struct KernelTime {
    std::string kernel;      // a shader, or "copy"
    std::string stage;       // stageName(), or "read back"
    double microseconds = 0; // each command by itself; of several steps the median
    uint64_t bytes = 0;      // read and written
    uint64_t operations = 0; // of products, a multiplication and its addition as two
    uint32_t dispatches = 0; // commands
};

struct BenchResult {
    uint32_t run = 0;
    std::vector<double> prefillTokensPerSecond, decodeTokensPerSecond; // one a repetition
    double traceOverhead = 0;                                          // the share of decode's time that is the trace's
    double traceOverheadLow = 0, traceOverheadHigh = 0;                // it lies between these, by 95 %
    std::vector<double> prefill64TokensPerSecond;                      // in steps of 64 rows
    struct Several {
        uint32_t count = 0;                  // sequences that are decoded at once
        std::vector<double> tokensPerSecond; // of all together
    };
    std::vector<Several> sequences;
    uint64_t decodeBytesPerToken = 0;    // weights and cache that a step must read
    double deviceReadBytesPerSecond = 0; // measured in the same run
    uint32_t dispatchesPerToken = 0;
    uint32_t dependentStepsPerToken = 0; // barriers that stand one after another
    std::vector<KernelTime> stages;      // in the order of the step
    std::string withoutStages;           // why there are none, where they were asked for
    std::optional<Failure> failure;      // why there is nothing of all that
};

// Writes what the cache holds of the beginning of a text to a file, as it lies: also the routing of each row. Rows of
// altered routers are none of it.
struct KeepCacheRequest {
    using End = struct CacheKept;
    uint32_t run = 0;
    std::vector<int32_t> tokens;
    std::string path; // the file takes the place of what was there when it is whole
};

struct CacheKept {
    uint32_t run = 0;
    uint32_t tokens = 0; // whose rows were written; 0: the cache holds none of them, and there is no new file
    uint64_t bytes = 0;  // of the file
    std::optional<Failure> failure;
};

// Brings such a file back: the next text that begins alike finds its rows in the cache. It takes room that nobody uses,
// and where that is too little it brings what fits. Fails for a file that is damaged, or of another model or cache.
struct RestoreCacheRequest {
    using End = struct CacheRestored;
    uint32_t run = 0;
    std::string path;
};

struct CacheRestored {
    uint32_t run = 0;
    uint32_t tokens = 0, ofTokens = 0; // whose rows are in the cache now, of those in the file
    std::optional<Failure> failure;
};

using Request = std::variant<RunRequest, ScoreRequest, CompareRequest, RouterQuestion, AttentionQuestion, CacheQuestion,
                             CountRequest, BenchRequest, KeepCacheRequest, RestoreCacheRequest>;

} // namespace deepscope
