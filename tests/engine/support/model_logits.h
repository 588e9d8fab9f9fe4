// Logits of a whole model as bits: of a batch, whose experts go by tiles, and of single steps behind it.
#pragma once

#include "run/step_runner.h"
#include "support/one_sequence.h"

#include <bit>
#include <filesystem>
#include <vector>

namespace deepscope {

inline std::vector<uint32_t> logitsOf(const std::filesystem::path &model, CacheType cache = CacheType::F32)
{
    constexpr uint32_t BatchRows = 64;
    LoadRequest request;
    request.path = model.string();
    request.context = 80;
    request.cacheType = cache;
    const CancelFlag never = false;
    ReadyModel ready(
        request, [](const LoadProgress &) {}, never);
    StepRunner runner(ready);
    testing::OneSequence sequence(ready.cache());
    std::vector<uint32_t> bits;
    const auto feed = [&](uint32_t position, uint32_t count) {
        std::vector<int32_t> tokens;
        for (uint32_t i = 0; i < count; ++i)
            tokens.push_back(int32_t((7 * (position + i) + 3) % ready.hyper().vocabulary));
        runner.run(sequence.rows(position, tokens, testing::LogitsOf::All), Tracing::RoutingAndTimes, never);
        for (uint32_t row = 0; row < count; ++row)
            for (const float logit : runner.logits(row))
                bits.push_back(std::bit_cast<uint32_t>(logit));
    };
    feed(0, BatchRows);
    for (uint32_t i = 0; i < 4; ++i)
        feed(BatchRows + i, 1);
    return bits;
}

} // namespace deepscope
