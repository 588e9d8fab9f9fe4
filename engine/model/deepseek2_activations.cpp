#include "model/deepseek2_activations.h"

#include "ops/attention.h"

namespace deepscope {

Deepseek2Activations placeDeepseek2Activations(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, tokens); };
    Deepseek2Activations a;
    if (hyper.queryLatent > 0)
        a.queryLatent = place(hyper.queryLatent);
    a.query = place(hyper.heads * hyper.head());
    a.keyValue = place(hyper.latent + hyper.rope);
    a.absorbed = place(hyper.heads * (hyper.latent + hyper.rope));
    a.attended = place(hyper.heads * hyper.latent);
    a.values = place(hyper.heads * hyper.value);
    a.attentionScratch = ops::placeAttentionScratch(arena, hyper.contextLength, hyper.heads, hyper.latent);
    return a;
}

Deepseek2Activations Deepseek2Activations::rows(uint32_t tokens) const
{
    Deepseek2Activations a = *this;
    for (gpu::Tensor *tensor : {&a.queryLatent, &a.query, &a.keyValue, &a.absorbed, &a.attended, &a.values})
        if (tensor->columns > 0)
            *tensor = tensor->rowSlice(0, tokens);
    return a;
}

} // namespace deepscope
