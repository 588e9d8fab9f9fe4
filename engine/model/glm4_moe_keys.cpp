// GLM-4.5 to 4.7 (arXiv:2508.06471): grouped-query attention with biases, of whose heads a part turns, and experts
// chosen as by DeepSeek-V3.
#include "model/feed_forward.h"
#include "model/grouped_keys.h"

namespace deepscope {

Hyperparameters readGlm4Moe(const GgufFile &file)
{
    const KeyReader reader(file, "glm4moe");
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount();
    // The larger models norm queries and keys; no key says so.
    const bool normed = file.findTensor("blk.0.attn_q_norm.weight");
    const GroupedAttention attention =
        readGroupedAttention(reader, hyper.embedding, normed ? QueryKeyNorm::EachHead : QueryKeyNorm::None);
    reader.requirePositive("expert_count");
    const FeedForwardKeys feedForwards = readMixtures(reader, layers, {.normalised = false, .gate = Gate::Sigmoid});
    for (uint32_t layer = feedForwards.dense; layer < layers; ++layer)
        file.requireTensor(selectionBiasName(layer));
    addLayersAndRope(reader, layers, attention, feedForwards, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
