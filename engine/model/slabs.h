// A file's tensors as they are placed on the device: whole, but for stacks of experts, which are cut between experts
// where one would be larger than the device can reach at once.
#pragma once

#include "gpu/tensor.h"
#include "model/gguf_file.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

// Planes [first, first + planes) of a tensor.
struct Slab {
    const GgufTensor *tensor;
    uint32_t first, planes;

    gpu::Tensor place(gpu::Arena &arena) const;
    uint64_t bytes() const; // on the device
    uint64_t fileBytes() const { return tensor->bytes / tensor->shape[2] * planes; }
};

bool isExpertStack(const std::string &name);
std::optional<uint32_t> blockOf(std::string_view name); // "blk.N.": N; nothing for a tensor outside of the blocks

// In order, as equal as can be, each of at most `most` bytes on the device where that is possible.
std::vector<Slab> slabsOf(const GgufTensor &tensor, uint64_t most);

// The smallest pieces that a tensor can be cut into have so many bytes.
uint64_t smallestPiece(const GgufTensor &tensor);

} // namespace deepscope
