#include "model/slabs.h"

#include "gpu/arithmetic.h"

#include <algorithm>
#include <charconv>

namespace deepscope {

gpu::Tensor Slab::place(gpu::Arena &arena) const
{
    return arena.place(tensor->type, uint32_t(tensor->shape[0]), uint32_t(tensor->shape[1]), planes);
}

uint64_t Slab::bytes() const
{
    gpu::Arena counting;
    return place(counting).bytes;
}

bool isExpertStack(const std::string &name) { return name.find("_exps.") != std::string::npos; }

std::optional<uint32_t> blockOf(std::string_view name)
{
    constexpr std::string_view Prefix = "blk.";
    uint32_t block = 0;
    if (!name.starts_with(Prefix))
        return std::nullopt;
    name.remove_prefix(Prefix.size());
    const auto result = std::from_chars(name.data(), name.data() + name.size(), block);
    return result.ec == std::errc() ? std::optional(block) : std::nullopt;
}

std::vector<Slab> slabsOf(const GgufTensor &tensor, uint64_t most)
{
    const auto planes = uint32_t(tensor.shape[2]);
    // Tails are rounded up once a tensor, so that several planes never take more than as many of one.
    const uint64_t fitting = std::max<uint64_t>(1, most / Slab{&tensor, 0, 1}.bytes());
    const bool whole = !isExpertStack(tensor.name) || Slab{&tensor, 0, planes}.bytes() <= most;
    const uint64_t count = whole ? 1 : divideUp(uint64_t(planes), fitting);
    std::vector<Slab> slabs;
    for (uint64_t i = 0; i < count; ++i) {
        const auto first = uint32_t(i * planes / count), end = uint32_t((i + 1) * planes / count);
        slabs.push_back({&tensor, first, end - first});
    }
    return slabs;
}

uint64_t smallestPiece(const GgufTensor &tensor)
{
    const bool cut = isExpertStack(tensor.name);
    return Slab{&tensor, 0, cut ? 1 : uint32_t(tensor.shape[2])}.bytes();
}

} // namespace deepscope
