#include "model/llama.h"

#include "model/grouped_hyperparameters.h"

namespace deepscope {

void Llama::attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    const Work work = begin(commands, layer, x.rows);
    project(work, x, normed);
    rotate(work);
    attend(work, x);
}

Hyperparameters readLlamaHyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "llama");
    Hyperparameters hyper = reader.readSizes();
    hyper.feedForward = reader.requirePositive("feed_forward_length");
    // Mixtral: the weights of the chosen experts are a softmax of their own, which is the same as their share.
    readExperts(reader, {.normalised = true, .feedForward = hyper.feedForward}, hyper);
    readGroupedAttention(reader, hyper);
    // The files' rows of queries and keys are ordered so that neighbours turn together.
    checkTensorsAndReadRope(reader, RopePairing::Adjacent, hyper);
    return hyper;
}

} // namespace deepscope
