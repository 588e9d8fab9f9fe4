#include "model/olmoe.h"

#include "model/grouped_hyperparameters.h"

namespace deepscope {

void Olmoe::attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    const Work work = begin(commands, layer, x.rows);
    project(work, x, normed);
    normRows(work);
    rotate(work);
    attend(work, x);
}

Hyperparameters readOlmoeHyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "olmoe");
    Hyperparameters hyper = reader.readSizes();
    reader.require(reader.floatOr("attention.clamp_kqv", 0) == 0,
                   "key " + reader.quoted("attention.clamp_kqv") + " asks for clamped queries, which is not supported");
    hyper.queryKeyNorm = QueryKeyNorm::WholeRow;
    hyper.feedForward = reader.requirePositive("feed_forward_length"); // of an expert
    reader.requirePositive("expert_count");
    readExperts(reader, {.normalised = false, .feedForward = hyper.feedForward}, hyper);
    readGroupedAttention(reader, hyper);
    checkTensorsAndReadRope(reader, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
