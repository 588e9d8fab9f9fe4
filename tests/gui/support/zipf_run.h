// A long run of any mixture with routing like that of real models: in each layer and phase a few experts are chosen
// often and most seldom, after Zipf's law. A seed says which, and a token's routing depends on nothing but its place,
// so that any part of the run can be made by itself.
#pragma once

#include "models/run_store.h"

#include <array>
#include <random>

namespace deepscope::test {

class ZipfRun {
public:
    // `model` must have experts. A fifth of the tokens is prompt, a tenth answer, and the rest thought.
    ZipfRun(LoadedModel model, int tokens, uint32_t seed = 1);

    const LoadedModel &model() const { return m_model; }
    int size() const { return m_tokens; }
    TokenTrace trace(int token, uint32_t run = 1) const;
    std::vector<TokenTrace> traces(TokenRange tokens, uint32_t run = 1) const;
    RunSummary summary(uint32_t run = 1) const;

private:
    Phase phaseOf(int token) const;
    int rank(uint32_t random) const; // 0 = the busiest

    LoadedModel m_model;
    int m_tokens;
    uint32_t m_seed;
    std::array<uint16_t, 4096> m_ranks = {};                     // of random numbers, by Zipf's law
    std::vector<std::array<std::vector<uint16_t>, 3>> m_experts; // [expert layer][phase][rank]
};

} // namespace deepscope::test
