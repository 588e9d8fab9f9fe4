// A made-up model and run for tests of panels: every number follows from the token's place, so that a test can say
// what must be on screen.
#pragma once

#include "models/run_store.h"

namespace deepscope::test {

// Four layers, the first dense; 16 experts, four used; MLA with 48 + 16 numbers a token and layer in F16.
LoadedModel moeModel();
// The same without experts.
LoadedModel denseModel();

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

RunSummary syntheticSummary(const RunShape &shape = {});

// Begins, fills and finishes a run.
void addRun(RunStore &store, const LoadedModel &model, const RunShape &shape = {});

} // namespace deepscope::test
