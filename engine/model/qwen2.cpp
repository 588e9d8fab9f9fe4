#include "model/qwen2.h"

#include "model/grouped_hyperparameters.h"

namespace deepscope {

void Qwen2::attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    const Work work = begin(commands, layer, x.rows);
    project(work, x, normed);
    rotate(work);
    attend(work, x);
}

Hyperparameters readQwen2Hyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "qwen2");
    Hyperparameters hyper = reader.readSizes();
    hyper.feedForward = reader.requirePositive("feed_forward_length");
    readGroupedAttention(reader, hyper);
    checkTensorsAndReadRope(reader, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
