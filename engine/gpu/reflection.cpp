// Finds the bindings of set 0 in SPIR-V. Spec: registry.khronos.org/SPIR-V, section 2.3 (physical layout).
#include "gpu/kernel.h"

#include "api/error.h"

#include <unordered_map>

namespace deepscope::gpu {

namespace {

enum Opcode : uint32_t { TypeInt = 21, TypeFloat = 22, TypeImage = 25, TypePointer = 32, Variable = 59, Decorate = 71 };
constexpr uint32_t DecorationBinding = 33;
constexpr uint32_t StorageUniformConstant = 0, StorageStorageBuffer = 12;
constexpr size_t HeaderWords = 5;

struct Facts {
    std::unordered_map<uint32_t, uint32_t> binding;       // variable -> binding
    std::unordered_map<uint32_t, uint32_t> pointee;       // pointer type -> type
    std::unordered_map<uint32_t, uint32_t> sampled;       // image type -> type of a component
    std::unordered_map<uint32_t, bool> isFloat;           // scalar type
    std::vector<std::pair<uint32_t, uint32_t>> variables; // pointer type, variable
};

Facts collect(const uint32_t *words, size_t count)
{
    Facts facts;
    for (size_t i = HeaderWords; i < count;) {
        const uint32_t *at = words + i;
        const uint32_t length = *at >> 16, opcode = *at & 0xffff;
        if (length == 0 || i + length > count)
            throw Error(ErrorKind::Internal, "An embedded shader is not valid SPIR-V.");
        if (opcode == TypeFloat || opcode == TypeInt)
            facts.isFloat[at[1]] = opcode == TypeFloat;
        else if (opcode == TypeImage)
            facts.sampled[at[1]] = at[2];
        else if (opcode == TypePointer)
            facts.pointee[at[1]] = at[3];
        else if (opcode == Decorate && at[2] == DecorationBinding)
            facts.binding[at[1]] = at[3];
        else if (opcode == Variable && (at[3] == StorageUniformConstant || at[3] == StorageStorageBuffer))
            facts.variables.emplace_back(at[1], at[2]);
        i += length;
    }
    return facts;
}

} // namespace

std::vector<BindingKind> reflectBindings(const uint32_t *words, size_t count)
{
    const Facts facts = collect(words, count);
    std::vector<BindingKind> kinds;
    for (const auto &[pointer, variable] : facts.variables) {
        const auto binding = facts.binding.find(variable);
        if (binding == facts.binding.end())
            continue;
        const auto image = facts.sampled.find(facts.pointee.at(pointer));
        BindingKind kind = BindingKind::Storage;
        if (image != facts.sampled.end())
            kind = facts.isFloat.at(image->second) ? BindingKind::TexelFloat4 : BindingKind::TexelUint4;
        if (kinds.size() <= binding->second)
            kinds.resize(binding->second + 1, BindingKind::Storage);
        kinds[binding->second] = kind;
    }
    return kinds;
}

} // namespace deepscope::gpu
