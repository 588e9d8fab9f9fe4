#include "model/tensor_check.h"

#include "model/gguf_cursor.h"

namespace deepscope {

namespace {

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

void requireShape(const GgufFile &file, std::string_view name, std::array<uint64_t, 3> shape)
{
    const GgufTensor &tensor = file.requireTensor(name);
    if (tensor.shape != std::array<uint64_t, 4>{shape[0], shape[1], shape[2], 1})
        file.fail("tensor " + quotedName(name) + " is " + toText(tensor.shape) + " where the metadata asks for " +
                  toText(shape));
}

void requireVector(const GgufFile &file, std::string_view name, uint64_t elements)
{
    requireShape(file, name, {elements, 1, 1});
    const GgufTensor &tensor = file.requireTensor(name);
    if (tensor.type != TensorType::F32)
        file.fail("tensor " + quotedName(name) + " has the type " + std::string(typeTraits(tensor.type).name) +
                  "; norms and biases must be F32");
}

} // namespace deepscope
