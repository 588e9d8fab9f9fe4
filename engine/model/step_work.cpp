#include "model/step_work.h"

#include "model/needed_tensors.h"
#include "model/slabs.h"

namespace deepscope {

namespace {

// Columns of the cache that a query is multiplied with, and those that its weights are: keys and values.
uint32_t columnsSeen(const LatentAttention &shape) { return shape.latent + shape.rope + shape.latent; }
uint32_t columnsSeen(const GroupedAttention &shape) { return shape.head() + shape.value; }

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
    uint64_t each = 0;
    for (const LayerShape &layer : hyper.layers)
        each += std::visit([](const auto &mixer) { return uint64_t(mixer.heads) * columnsSeen(mixer); }, layer.mixer);
    return positions * each;
}

uint32_t dispatchesOfStep(const Hyperparameters &hyper) { return 18 * hyper.layerCount() + 4; }

} // namespace deepscope
