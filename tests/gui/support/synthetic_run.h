// A made-up model and run for tests of panels: every number follows from the token's place, so that a test can say
// what must be on screen.
#pragma once

#include "models/run_store.h"

namespace deepscope::test {

// Four layers, the first dense; 16 experts, four used; MLA with 48 + 16 numbers a token and layer in F16.
LoadedModel moeModel();
// The same without experts.
LoadedModel denseModel();

// moeModel(), whose layers 0 and 2 have a window of 16 tokens.
inline constexpr uint32_t SyntheticWindow = 16;
LoadedModel windowedModel();

// The routers of DeepSeek-V2-Lite (26 layers of 64 experts, six used) and DeepSeek-V3 (58 of 256, eight used, in eight
// groups), each behind its dense layers.
LoadedModel liteModel();
LoadedModel largeModel();

// Places of the phases: 12 prompt tokens, then `think`, then `answer`.
struct RunShape {
    uint32_t run = 1;
    int prompt = 12;
    int think = 36;
    int answer = 6;
    int reused = 0; // prompt tokens without routing, because they were in the cache
    int size() const { return prompt + think + answer; }
};

// The experts are syntheticExpert(), with weights 0.4, 0.3, 0.2, 0.1.
std::vector<TokenTrace> syntheticTraces(const LoadedModel &model, const RunShape &shape = {});
int syntheticExpert(int token, int layer, int k); // all four differ

// Tokens [begin, end) of a run of any mixture, a third of them prompt, with nothing but their routing: mixtureExpert()
// with weights that fall with k and add up to 1. Some experts are far busier than others, some are idle.
std::vector<TokenTrace> mixtureTraces(const LoadedModel &model, int begin, int end, int size, uint32_t run = 1);
int mixtureExpert(const LoadedModel &model, int token, int layer, int k); // those of a token and layer differ
double mixtureWeight(const LoadedModel &model, int k);
Phase mixturePhase(int token, int size);

RunSummary syntheticSummary(const RunShape &shape = {});

// Begins, fills and finishes a run.
void addRun(RunStore &store, const LoadedModel &model, const RunShape &shape = {});

} // namespace deepscope::test
