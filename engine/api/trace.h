// What the engine says of each token. Immutable once published; recorded runs hold the same records.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace deepscope {

enum class Phase : uint8_t { Prompt, Think, Answer };

const char *phaseName(Phase phase); // "prompt", "think", "answer"

// One routed expert of one token in one layer. Within a layer they stand in the order in which the router chose them:
// by biased score, where a selection bias makes that another order than that of the weights.
struct ExpertHit {
    uint16_t expert = 0;
    float weight = 0; // the gate's weight as the layer used it
};

struct Candidate {
    int32_t token = 0;
    float logprob = 0; // natural logarithm, of the unmodified distribution
    std::string bytes; // the token's own bytes
};

// Stages of a step, in the order of their work. Attention, router and experts are sums over the layers.
enum class Stage : uint8_t { Embed, Attention, Router, Experts, Logits, Sample };
inline constexpr size_t StageCount = 6;
using StageTimes = std::array<float, StageCount>; // microseconds; all 0 = not measured

const char *stageName(Stage stage); // "embed", ...

// A new field goes into token_schema.h too, and nowhere else.
struct TokenTrace {
    uint32_t run = 0;   // which run of this session
    uint32_t index = 0; // position in the context, from 0
    int32_t token = 0;
    Phase phase = Phase::Prompt;
    bool control = false;              // a control token, such as the end of a turn
    bool special = false;              // a control token or a tag: it steers, it is not text
    std::string bytes;                 // the token's own bytes; may be part of a UTF-8 sequence
    float logprob = 0;                 // of this token when it was chosen; 0 for prompt tokens
    float entropy = -1;                // nats, of the distribution it was drawn from; -1 for prompt tokens
    float microseconds = 0;            // wall time of the step that produced it (prompt: its share of the batch)
    StageTimes stages = {};            // all 0 where they were not measured: on a GPU of most single tokens
    uint64_t cacheBytes = 0;           // cache in use after this token
    std::vector<ExpertHit> routing;    // [expert layer][top-k]; empty for a dense model
    std::vector<Candidate> candidates; // best first; what else stood here
};

} // namespace deepscope
