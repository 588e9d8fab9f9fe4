#include "model/step_work.h"

#include "model/slabs.h"

namespace deepscope {

double shareReadByStep(const std::string &tensor, const Hyperparameters &hyper, bool tied)
{
    if (hyper.router.experts > 0 && isExpertStack(tensor))
        return double(hyper.router.used) / hyper.router.experts;
    if (tensor == "token_embd.weight" && !tied)
        return 1.0 / hyper.vocabulary;
    return 1;
}

uint64_t weightsReadByStep(const GgufFile &file, const Hyperparameters &hyper)
{
    const bool tied = !file.findTensor("output.weight");
    double weights = 0;
    for (const GgufTensor &tensor : file.tensors())
        weights +=
            double(tensor.shape[0] * tensor.shape[1] * tensor.shape[2]) * shareReadByStep(tensor.name, hyper, tied);
    return uint64_t(weights);
}

uint64_t multiplicationsOfAttention(const Hyperparameters &hyper, uint32_t positions)
{
    const uint32_t columns =
        hyper.hasLatentAttention() ? 2 * hyper.latent + hyper.rope : hyper.head() + hyper.value; // keys and values
    return uint64_t(positions) * hyper.layers * hyper.heads * columns;
}

uint32_t dispatchesOfStep(const Hyperparameters &hyper) { return 18 * hyper.layers + 4; }

} // namespace deepscope
