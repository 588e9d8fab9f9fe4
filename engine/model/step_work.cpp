#include "model/step_work.h"

#include "model/needed_tensors.h"
#include "model/slabs.h"

namespace deepscope {

namespace {

// Of a row with its sequence's positions before it. What a DeltaNet does does not depend on them: M^T k, k delta^T and
// M^T q for each head.
uint64_t multiplications(const DeltaNet &shape, uint32_t) { return uint64_t(3) * shape.matrices(); }

// Columns of the cache that a query is multiplied with, and those that its weights are: keys and values.
uint32_t columnsSeen(const LatentAttention &shape) { return shape.latent + shape.rope + shape.latent; }
uint32_t columnsSeen(const GroupedAttention &shape) { return shape.head() + shape.value; }

uint64_t multiplications(const auto &attention, uint32_t positions)
{
    return uint64_t(positions) * attention.heads * columnsSeen(attention);
}

} // namespace

double shareReadByStep(const std::string &tensor, const Hyperparameters &hyper, bool tied)
{
    if (tensor == "token_embd.weight" && !tied)
        return 1.0 / hyper.vocabulary;
    const uint32_t layer = blockOf(tensor).value_or(0);
    const Mixture *mixture = layer < hyper.layerCount() ? mixtureOf(hyper.layers[layer]) : nullptr;
    return mixture && isExpertStack(tensor) ? double(mixture->router.used) / mixture->router.experts : 1;
}

uint64_t weightsReadByStep(const GgufFile &file, const Hyperparameters &hyper)
{
    const bool tied = !file.findTensor("output.weight");
    double weights = 0;
    for (const GgufTensor *tensor : neededTensors(file, hyper))
        weights += double(tensor->elements()) * shareReadByStep(tensor->name, hyper, tied);
    return uint64_t(weights);
}

uint64_t multiplicationsOfAttention(const Hyperparameters &hyper, uint32_t positions)
{
    uint64_t all = 0;
    for (const LayerShape &layer : hyper.layers)
        all += std::visit([&](const auto &mixer) { return multiplications(mixer, positions); }, layer.mixer);
    return all;
}

uint32_t dispatchesOfStep(const Hyperparameters &hyper) { return 18 * hyper.layerCount() + 4; }

} // namespace deepscope
