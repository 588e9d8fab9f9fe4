// What the engine says of each token. Immutable once published; recorded runs hold the same records.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace deepscope {

struct ModelInfo;

enum class Phase : uint8_t { Prompt, Think, Answer };

const char *phaseName(Phase phase); // "prompt", "think", "answer"

// One routed expert of one token in one layer. Within a layer they stand in the order in which the router chose them:
// by biased score, where a selection bias makes that another order than that of the weights.
struct ExpertHit {
    uint16_t expert = 0;
    float weight = 0; // the gate's weight as the layer used it
};

// Fills what a token did not use of the choices that its run has room for, behind those that it used.
inline constexpr uint16_t NoExpert = 0xffff;

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

// A new field goes into TokenSchema too, and nowhere else.
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
    std::vector<ExpertHit> routing;    // [expert layer][expertChoices()]; empty for a dense model
    std::vector<Candidate> candidates; // best first; what else stood here
};

// The one list of what is kept of a token: the window's columns, the records of run files and JSON come from it.
template <typename T>
struct TokenField {
    const char *name; // in JSON
    T TokenTrace::*member;
    uint32_t since; // the version of run files that holds it first
};
template <typename T>
TokenField(const char *, T TokenTrace::*, uint32_t) -> TokenField<T>; // Clang 14 does not deduce it

// In the order of a record; a new field stands at the end.
inline constexpr std::tuple TokenSchema{
    TokenField{"run", &TokenTrace::run, 2},         TokenField{"index", &TokenTrace::index, 2},
    TokenField{"id", &TokenTrace::token, 2},        TokenField{"phase", &TokenTrace::phase, 2},
    TokenField{"control", &TokenTrace::control, 2}, TokenField{"special", &TokenTrace::special, 2},
    TokenField{"bytes", &TokenTrace::bytes, 2},     TokenField{"logprob", &TokenTrace::logprob, 2},
    TokenField{"entropy", &TokenTrace::entropy, 2}, TokenField{"microseconds", &TokenTrace::microseconds, 2},
    TokenField{"stages", &TokenTrace::stages, 2},   TokenField{"cache_bytes", &TokenTrace::cacheBytes, 2},
    TokenField{"routing", &TokenTrace::routing, 2}, TokenField{"candidates", &TokenTrace::candidates, 2},
};

// Calls visit(field) for each, in order.
template <typename Visit>
void forEachTokenField(Visit visit)
{
    std::apply([&](const auto &...field) { (visit(field), ...); }, TokenSchema);
}

// The experts that a token chose in a layer. `routing` is a token's, `layer` the model's layer number from 0, dense
// layers included. In the order of choice; empty for a layer without experts and for a token whose routing was not
// computed. Places of the layer that the router left unused, which name no expert of the model, stand at its end and
// are left out.
std::span<const ExpertHit> choicesOf(std::span<const ExpertHit> routing, const ModelInfo &model, uint32_t layer);

} // namespace deepscope
