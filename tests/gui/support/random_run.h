// Runs whose routing is drawn at random, and for each token as a test says.
#pragma once

#include "synthetic_run.h"

#include <algorithm>
#include <functional>
#include <random>

namespace deepscope::test {

// A run of moeModel(): 3 layers (1 to 3) of 16 experts, four to a token. `likes` says how likely an expert is to come
// before the others; all are drawn without putting back. Token ids are token % kinds.
inline std::vector<TokenTrace> randomTraces(const LoadedModel &model, int size, uint32_t seed, uint32_t run,
                                            const std::function<double(int token, int layer, int expert)> &likes,
                                            const std::function<Phase(int token)> &phase, int kinds = 7)
{
    std::mt19937 random(seed);
    std::vector<TokenTrace> traces;
    for (int token = 0; token < size; ++token) {
        TokenTrace trace;
        trace.run = run;
        trace.index = uint32_t(token);
        trace.token = int32_t(token % kinds);
        trace.phase = phase(token);
        trace.bytes.assign(1, 'x');
        for (uint32_t layer = model.info.denseLayers; layer < model.info.layers; ++layer) {
            // Efraimidis and Spirakis: the largest u^(1/weight) are a weighted draw.
            std::vector<std::pair<double, int>> keys;
            for (int expert = 0; expert < int(model.info.experts); ++expert) {
                const double u = (double(random()) + 0.5) / 4294967296.0;
                keys.emplace_back(std::pow(u, 1 / likes(token, int(layer), expert)), expert);
            }
            std::ranges::sort(keys, std::greater());
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                trace.routing.push_back({uint16_t(keys[size_t(k)].second), 0.25f});
        }
        traces.push_back(std::move(trace));
    }
    return traces;
}

// Half thought, half answer, in turns of ten tokens or one after the other.
inline Phase inTurns(int token) { return token / 10 % 2 ? Phase::Answer : Phase::Think; }

inline const Run &addTraces(RunStore &store, const LoadedModel &model, const std::vector<TokenTrace> &traces)
{
    const uint32_t number = store.beginRun(traces.front().run, "question", model);
    store.append(traces);
    return *store.run(number);
}

} // namespace deepscope::test
