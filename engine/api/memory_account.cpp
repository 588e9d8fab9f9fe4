#include "memory_account.h"

#include <charconv>

namespace deepscope {

uint64_t MemoryAccount::bytesIn(MemoryPlace place) const
{
    uint64_t bytes = 0;
    for (const MemoryItem &item : items)
        bytes += item.place == place ? item.bytes : 0;
    return bytes;
}

uint64_t MemoryAccount::allocated() const { return bytesIn(MemoryPlace::Device) + bytesIn(MemoryPlace::Reachable); }

WeightKind weightKindOf(std::string_view tensor)
{
    const auto has = [&](std::string_view part) { return tensor.find(part) != std::string_view::npos; };
    if (has("_norm"))
        return WeightKind::Norms;
    if (has("token_embd"))
        return WeightKind::Embedding;
    if (has("attn_"))
        return WeightKind::Attention;
    if (has("_shexp"))
        return WeightKind::SharedExperts;
    if (has("ffn_gate_inp") || has("exp_probs_b"))
        return WeightKind::Router;
    if (has("_exps"))
        return WeightKind::Experts;
    return has("ffn_") ? WeightKind::Dense : WeightKind::Output;
}

int layerOf(std::string_view tensor)
{
    constexpr std::string_view Block = "blk.";
    int layer = -1;
    if (tensor.starts_with(Block))
        std::from_chars(tensor.data() + Block.size(), tensor.data() + tensor.size(), layer);
    return layer;
}

} // namespace deepscope
