// What the device draws (ops/sample.h) in the terms of the sampler.
#pragma once

#include "ops/sample.h"
#include "text/sampler.h"

namespace deepscope {

// The row that the host writes for a draw. logitsRow: which row of the logits; firstEntry, entries: the sequence's
// AdjustedTokens, written to the step's entries from there on; previous: the place of the token before this one where
// it is drawn and `entries` cannot count it yet, else SampleNone.
args::SampleRow sampleRow(const Sampling &settings, DrawPlace place, uint32_t logitsRow, uint32_t firstEntry = 0,
                          uint32_t entries = 0, uint32_t previous = args::SampleNone);

// As it lies in memory.
args::SampleEntry sampleEntry(const TokenEntry &entry);

// The device knows no more than the best: the host must draw from the whole row.
inline bool needsWholeRow(const args::SampleResult &result) { return result.flags & args::SampleFallBack; }

// What was drawn, with up to `candidates` candidates (at most MaxCandidates). Throws NotFinite where a logit was
// not a finite number, in the words of the sampler. Not for a result that needs the whole row.
Choice choiceOf(const args::SampleResult &result, uint32_t candidates);

// The token is drawn by the host, from the whole row; what is said of it is the device's, as it is of any other row.
// `entries` counts all tokens of the sequence, the previous one too; the device need not have been told of them.
Choice choiceOf(const args::SampleResult &result, uint32_t candidates, std::span<const float> logits,
                const Sampler &sampler, DrawPlace place, std::span<const TokenEntry> entries);

} // namespace deepscope
