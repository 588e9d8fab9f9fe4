#include "gpu/spirv.h"

#include <unordered_set>

namespace deepscope::gpu {

namespace {

constexpr uint32_t NoContraction = 42; // decoration
enum Arithmetic : uint32_t { FAdd = 129, FSub = 131, FMul = 133, FDiv = 136, VectorTimesScalar = 142, Dot = 148 };

bool rounds(uint32_t opcode)
{
    return opcode == FAdd || opcode == FSub || opcode == FMul || opcode == FDiv || opcode == VectorTimesScalar ||
           opcode == Dot;
}

} // namespace

std::vector<uint32_t> withoutContraction(const uint32_t *words, size_t count)
{
    std::unordered_set<uint32_t> decorated;
    std::vector<uint32_t> results;
    const uint32_t *annotations = nullptr;
    forEachInstruction(words, count, [&](uint32_t opcode, const uint32_t *at, uint32_t) {
        if (opcode == SpirvDecorate && !annotations)
            annotations = at;
        if (opcode == SpirvDecorate && at[2] == NoContraction)
            decorated.insert(at[1]);
        else if (rounds(opcode))
            results.push_back(at[2]);
    });
    std::vector<uint32_t> code(words, annotations ? annotations : words + count);
    if (!annotations) // a kernel without bindings computes nothing
        return code;
    for (const uint32_t result : results)
        if (!decorated.contains(result))
            code.insert(code.end(), {3U << 16 | SpirvDecorate, result, NoContraction});
    code.insert(code.end(), annotations, words + count);
    return code;
}

} // namespace deepscope::gpu
