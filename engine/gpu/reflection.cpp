// Finds the bindings of set 0 in SPIR-V.
#include "gpu/kernel.h"
#include "gpu/spirv.h"

#include <unordered_map>
#include <unordered_set>

namespace deepscope::gpu {

namespace {

enum Opcode : uint32_t {
    TypeInt = 21,
    TypeFloat = 22,
    TypeImage = 25,
    TypePointer = 32,
    Variable = 59,
    Decorate = SpirvDecorate,
    MemberDecorate = 72
};
constexpr uint32_t DecorationNonWritable = 24, DecorationBinding = 33;
constexpr uint32_t StorageUniformConstant = 0, StorageStorageBuffer = 12;

struct Facts {
    std::unordered_map<uint32_t, uint32_t> binding;       // variable -> binding
    std::unordered_map<uint32_t, uint32_t> pointee;       // pointer type -> type
    std::unordered_map<uint32_t, uint32_t> sampled;       // image type -> type of a component
    std::unordered_map<uint32_t, bool> isFloat;           // scalar type
    std::unordered_set<uint32_t> nonWritable;             // variables, and types of blocks whose members are
    std::vector<std::pair<uint32_t, uint32_t>> variables; // pointer type, variable
};

Facts collect(const uint32_t *words, size_t count)
{
    Facts facts;
    forEachInstruction(words, count, [&facts](uint32_t opcode, const uint32_t *at, uint32_t) {
        if (opcode == TypeFloat || opcode == TypeInt)
            facts.isFloat[at[1]] = opcode == TypeFloat;
        else if (opcode == TypeImage)
            facts.sampled[at[1]] = at[2];
        else if (opcode == TypePointer)
            facts.pointee[at[1]] = at[3];
        else if (opcode == Decorate && at[2] == DecorationBinding)
            facts.binding[at[1]] = at[3];
        else if (opcode == Decorate && at[2] == DecorationNonWritable)
            facts.nonWritable.insert(at[1]);
        else if (opcode == MemberDecorate && at[3] == DecorationNonWritable) // blocks here have one member
            facts.nonWritable.insert(at[1]);
        else if (opcode == Variable && (at[3] == StorageUniformConstant || at[3] == StorageStorageBuffer))
            facts.variables.emplace_back(at[1], at[2]);
    });
    return facts;
}

} // namespace

std::vector<Binding> reflectBindings(const uint32_t *words, size_t count)
{
    const Facts facts = collect(words, count);
    std::vector<Binding> bindings;
    for (const auto &[pointer, variable] : facts.variables) {
        const auto binding = facts.binding.find(variable);
        if (binding == facts.binding.end())
            continue;
        const uint32_t type = facts.pointee.at(pointer);
        const auto image = facts.sampled.find(type);
        Binding found;
        if (image != facts.sampled.end())
            found.kind = facts.isFloat.at(image->second) ? BindingKind::TexelFloat4 : BindingKind::TexelUint4;
        else
            found.writes = !facts.nonWritable.contains(variable) && !facts.nonWritable.contains(type);
        if (bindings.size() <= binding->second)
            bindings.resize(binding->second + 1);
        bindings[binding->second] = found;
    }
    return bindings;
}

} // namespace deepscope::gpu
