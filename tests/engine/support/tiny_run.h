// A model in memory on the device, without tokenizer and session.
#pragma once

#include "model/forward_pass.h"
#include "model/weight_store.h"
#include "support/all_tensors.h"
#include "support/one_sequence.h"
#include "support/op_bench.h"

namespace deepscope::testing {

struct TinyRun {
    static constexpr uint32_t Context = 64;

    TinyRun(OpBench &bench, const GgufFile &file, CacheType cacheType)
        : TinyRun(bench, file, readHyperparameters(file), cacheType)
    {
    }
    // Of layers that no file can say.
    TinyRun(OpBench &bench, const GgufFile &file, const Hyperparameters &shape, CacheType cacheType)
        : kernels(bench.kernels()), hyper(shape), weights(bench.device(), file, withAllTensors(hyper, file)),
          cache(bench.device(), layerStates(hyper), {Context}, cacheType),
          step(bench.device(), hyper, MostOutputs, Context),
          pass(PassParts{bench.device(), hyper, weights.tensors(), cache, step})
    {
        weights.upload(kernels, [](uint64_t, uint64_t) {});
    }

    // Logits of all tokens, by the pass or by what `record` records in place of it.
    template <typename Record>
    std::vector<std::vector<float>> feed(uint32_t position, const std::vector<int32_t> &tokens, Record &&record)
    {
        const auto count = uint32_t(tokens.size());
        gpu::Commands commands(kernels, StageClock::timestamps(hyper.layerCount()));
        StageClock clock;
        commands.begin();
        record(commands, clock, StepShape{count, count});
        step.readLogits(commands, 0, count);
        step.readResults(commands, {count, count});
        commands.end();
        step.set(sequence.rows(position, tokens, LogitsOf::All), 0);
        commands.submitAndWait();
        std::vector<std::vector<float>> rows;
        for (uint32_t row = 0; row < count; ++row)
            rows.emplace_back(step.logitsRow(row), step.logitsRow(row) + hyper.vocabulary);
        return rows;
    }
    std::vector<std::vector<float>> feed(uint32_t position, const std::vector<int32_t> &tokens)
    {
        return feed(position, tokens, [&](gpu::Commands &commands, StageClock &clock, const StepShape &shape) {
            pass.record(commands, clock, shape);
        });
    }

    gpu::KernelCache &kernels;
    Hyperparameters hyper;
    WeightStore weights;
    KvCache cache;
    Step step;
    ForwardPass pass;
    OneSequence sequence{cache};
};

} // namespace deepscope::testing
