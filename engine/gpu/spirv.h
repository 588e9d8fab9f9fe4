// SPIR-V as the kernels have it. Spec: registry.khronos.org/SPIR-V, section 2.3 (physical layout).
#pragma once

#include "api/error.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace deepscope::gpu {

inline constexpr size_t SpirvHeaderWords = 5;
inline constexpr uint32_t SpirvDecorate = 71; // opcode

// visit(opcode, words of the instruction, how many), in order. Throws Error(Internal) for what is no SPIR-V.
template <typename Visit>
void forEachInstruction(const uint32_t *words, size_t count, Visit &&visit)
{
    for (size_t i = SpirvHeaderWords; i < count;) {
        const uint32_t *at = words + i;
        const uint32_t length = *at >> 16;
        if (length == 0 || i + length > count)
            throw Error(ErrorKind::Internal, "An embedded shader is not valid SPIR-V.");
        visit(*at & 0xffff, at, length);
        i += length;
    }
}

// The same code in which every operation on floats rounds by itself: none may be fused with another. `precise` in a
// shader says so too, but optimisers lose it on what they rewrite; and numbers are to be the same bits in every kernel.
std::vector<uint32_t> withoutContraction(const uint32_t *words, size_t count);

} // namespace deepscope::gpu
