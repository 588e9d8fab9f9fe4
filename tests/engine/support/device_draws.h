// Draws on a device, and whether they are what the sampler of the host draws.
#pragma once

#include "op_bench.h"
#include "run/device_draw.h"

namespace deepscope::testing {

// One draw: of a row of logits, with settings, and the tokens that change logits.
struct Draw {
    uint32_t logitsRow = 0;
    Sampling settings;
    DrawPlace place;
    std::vector<TokenEntry> entries;
    uint32_t previous = args::SampleNone;
    uint32_t missing = 0; // entries that it counts though there are none: of the last draw
};

// `before`: what stands in `sampled` before.
std::vector<args::SampleResult> drawOnDevice(OpBench &bench, const std::vector<float> &logits, uint32_t vocabulary,
                                             const std::vector<Draw> &draws, const std::vector<uint32_t> &before = {});

std::span<const float> rowOf(const std::vector<float> &logits, uint32_t vocabulary, uint32_t row);

// With the token that was drawn last, as the host counts it once it knows it.
std::vector<TokenEntry> withPrevious(std::vector<TokenEntry> entries, uint32_t token);

// Empty where the result is what the host gives, to the bit: candidates, sums, the token, and whether the host must
// draw; else what differs.
std::string differenceOf(const args::SampleResult &result, std::span<const float> logits, const Draw &draw,
                         const std::vector<TokenEntry> &entries);

} // namespace deepscope::testing
