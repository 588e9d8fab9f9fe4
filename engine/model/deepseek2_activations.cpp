#include "model/deepseek2_activations.h"

#include "ops/latent_attention.h"

#include <algorithm>

namespace deepscope {

namespace {

uint32_t widestHidden(const Hyperparameters &hyper)
{
    return std::max({hyper.feedForward, hyper.sharedExperts * hyper.expertFeedForward, 1U});
}

} // namespace

Deepseek2Activations placeActivations(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens)
{
    const auto place = [&](uint32_t columns, uint32_t rows) { return arena.place(TensorType::F32, columns, rows); };
    const RouterRule &router = hyper.router;
    Deepseek2Activations a;
    a.x = place(hyper.embedding, tokens);
    a.normed = place(hyper.embedding, tokens);
    if (hyper.queryLatent > 0)
        a.queryLatent = place(hyper.queryLatent, tokens);
    a.query = place(hyper.heads * hyper.head(), tokens);
    a.keyValue = place(hyper.latent + hyper.rope, tokens);
    a.absorbed = place(hyper.heads * (hyper.latent + hyper.rope), tokens);
    a.attended = place(hyper.heads * hyper.latent, tokens);
    a.values = place(hyper.heads * hyper.value, tokens);
    a.hidden = place(widestHidden(hyper), tokens);
    a.attentionScratch = ops::placeLatentAttentionScratch(arena, tokens, hyper.heads, hyper.latent);
    if (router.experts > 0) {
        a.routerLogits = place(router.experts, tokens);
        a.expertHidden = place(hyper.expertFeedForward, tokens * router.used);
        a.experts = ops::placeExpertWorkspace(arena, tokens, router.used, router.experts, hyper.embedding);
    }
    return a;
}

Deepseek2Activations Deepseek2Activations::rows(uint32_t tokens, uint32_t used) const
{
    Deepseek2Activations a = *this;
    for (gpu::Tensor *tensor : {&a.x, &a.normed, &a.queryLatent, &a.query, &a.keyValue, &a.absorbed, &a.attended,
                                &a.values, &a.hidden, &a.routerLogits})
        if (*tensor)
            *tensor = tensor->rowSlice(0, tokens);
    if (a.expertHidden)
        a.expertHidden = a.expertHidden.rowSlice(0, tokens * used);
    return a;
}

} // namespace deepscope
