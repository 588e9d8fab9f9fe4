#include "model/qwen3.h"

#include "model/grouped_hyperparameters.h"

#include <algorithm>

namespace deepscope {

void Qwen3::attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    const Work work = begin(commands, layer, x.rows);
    project(work, x, normed);
    normHeads(work);
    rotate(work);
    attend(work, x);
}

namespace {

Hyperparameters readSizesAndHeads(const HyperparameterReader &reader)
{
    Hyperparameters hyper = reader.readSizes();
    hyper.queryKeyNorm = QueryKeyNorm::EachHead;
    hyper.feedForward = reader.requirePositive("feed_forward_length");
    readGroupedAttention(reader, hyper);
    return hyper;
}

} // namespace

Hyperparameters readQwen3Hyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "qwen3");
    Hyperparameters hyper = readSizesAndHeads(reader);
    checkTensorsAndReadRope(reader, RopePairing::Halves, hyper);
    return hyper;
}

Hyperparameters readQwen3MoeHyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "qwen3moe");
    Hyperparameters hyper = readSizesAndHeads(reader);
    reader.requirePositive("expert_count");
    const uint32_t used = reader.requirePositive("expert_used_count");
    readExperts(reader, {.normalised = true, .feedForward = std::max(1U, hyper.feedForward / used)}, hyper);
    checkTensorsAndReadRope(reader, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
