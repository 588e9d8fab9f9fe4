#pragma once

#include "args.h"
#include "gpu/commands.h"

namespace deepscope::ops {

inline constexpr uint32_t MostDrawnTokens = 262144; // of a vocabulary; of larger ones the host draws

// What the host writes for a step, as the structs of shaders/args.h lie in memory.
struct SampleRequests {
    gpu::Tensor rows;    // a SampleRow for each row of the dispatch
    gpu::Tensor entries; // SampleEntry; a row's stand one after another, each token once
};

// What is drawn. Both have one place for each row of the dispatch.
struct SampleResults {
    gpu::Tensor sampled; // token ids (u32): where later steps find them
    gpu::Tensor results; // SampleResult
};

SampleRequests placeSampleRequests(gpu::Arena &arena, uint32_t rows, uint32_t entries);
SampleResults placeSampleResults(gpu::Arena &arena, uint32_t rows);
gpu::Tensor placeSampleScratch(gpu::Arena &arena, uint32_t rows, uint32_t vocabulary);

// For each row r of requests.rows: looks at row `logits` of the logits (several may look at one), writes result r and
// sampled[r]; where `logits` is SampleNone it writes nothing. `previous` names a place of `sampled`, as it was before.
// The rules are those of text/sampler.h, and so are the numbers (text/draw_arithmetic.h). A result has flags:
// SampleFallBack where top-k or top-p keep more than the 64 best, or may; then the token is only the best of them, and
// the host must draw from the whole row. SampleNotFinite where a logit is no finite number; then only `broken` says
// something. A row's result does not depend on other rows. logits: rows x vocabulary (at most MostDrawnTokens).
// `scratch` may be empty where no row has entries or a previous token: that is one dispatch, else it is two.
void sample(gpu::Commands &commands, const gpu::Tensor &logits, const SampleRequests &requests,
            const gpu::Tensor &scratch, const SampleResults &to);

} // namespace deepscope::ops
