// Element types of tensors, with the numbers that GGUF gives them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace deepscope {

enum class TensorType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q8_0 = 8,
    BF16 = 30,
};

// How a type lies in a file: `elements` consecutive values of a row take `bytes`.
struct TypeTraits {
    std::string_view name; // "F16"
    uint32_t elements;     // values a block
    uint32_t bytes;        // bytes a block
};

// Nothing for a number that the engine does not support.
std::optional<TypeTraits> typeTraits(uint32_t ggufNumber);
TypeTraits typeTraits(TensorType type);

// For sentences: "Q4_K (12)" for a type that GGUF knows, supported or not, else "number 99".
std::string typeName(uint32_t ggufNumber);
std::string supportedTypeNames(); // "F32, F16, BF16, Q8_0"

} // namespace deepscope
