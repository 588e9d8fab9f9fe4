#include "model/needed_tensors.h"

#include "model/gguf_cursor.h"
#include "model/key_reader.h"

#include <unordered_set>

namespace deepscope {

namespace {

using NameSet = std::unordered_set<std::string_view>;

template <size_t N>
std::string toText(const std::array<uint64_t, N> &shape)
{
    size_t dimensions = N;
    while (dimensions > 1 && shape[dimensions - 1] == 1)
        --dimensions;
    std::string text = std::to_string(shape[0]);
    for (size_t i = 1; i < dimensions; ++i)
        text += " x " + std::to_string(shape[i]);
    return text;
}

} // namespace

void NeededTensors::require(std::string_view name, std::array<uint64_t, 3> shape)
{
    const GgufTensor &tensor = m_file.requireTensor(name);
    if (tensor.shape != std::array<uint64_t, 4>{shape[0], shape[1], shape[2], 1})
        m_file.fail("tensor " + quotedName(name) + " is " + toText(tensor.shape) + " where the metadata asks for " +
                    toText(shape));
    m_names.emplace_back(name);
}

void NeededTensors::requireFloats(std::string_view name, std::array<uint64_t, 3> shape)
{
    require(name, shape);
    const GgufTensor &tensor = m_file.requireTensor(name);
    if (tensor.type != TensorType::F32)
        m_file.fail("tensor " + quotedName(name) + " has the type " + std::string(typeTraits(tensor.type).name) +
                    "; it must be F32");
}

void NeededTensors::requireVector(std::string_view name, uint64_t elements)
{
    require(name, {elements, 1, 1});
    const GgufTensor &tensor = m_file.requireTensor(name);
    if (tensor.type != TensorType::F32)
        m_file.fail("tensor " + quotedName(name) + " has the type " + std::string(typeTraits(tensor.type).name) +
                    "; norms and biases must be F32, F16 or BF16");
}

std::vector<const GgufTensor *> neededTensors(const GgufFile &file, const Hyperparameters &hyper)
{
    const NameSet names(hyper.tensors.begin(), hyper.tensors.end());
    std::vector<const GgufTensor *> needed;
    for (const GgufTensor &tensor : file.tensors())
        if (names.contains(tensor.name))
            needed.push_back(&tensor);
    return needed;
}

std::vector<std::string> unusedTensors(const GgufFile &file, const Hyperparameters &hyper)
{
    const NameSet names(hyper.tensors.begin(), hyper.tensors.end());
    std::vector<std::string> unused;
    for (const GgufTensor &tensor : file.tensors())
        if (!names.contains(tensor.name) && tensor.name != FrequencyDivisors)
            unused.push_back(tensor.name);
    return unused;
}

} // namespace deepscope
