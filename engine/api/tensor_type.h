// Element types of tensors, with the numbers that GGUF gives them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace deepscope {

enum class TensorType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    IQ4_XS = 23,
    BF16 = 30,
    MXFP4 = 39,
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

std::span<const TensorType> supportedTypes();

// For sentences: "Q4_K (12)" for a type that GGUF knows, supported or not, else "number 99".
std::string typeName(uint32_t ggufNumber);
std::string supportedTypeNames(); // "F32, F16, BF16, Q8_0, ..."

} // namespace deepscope
