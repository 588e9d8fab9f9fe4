#include "api/tensor_type.h"

#include <array>
#include <utility>

namespace deepscope {

namespace {

// Types of github.com/ggml-org/ggml that are not supported; only for naming what a file holds.
constexpr std::array<std::pair<uint32_t, const char *>, 17> OtherNames = {{
    {9, "Q8_1"},
    {15, "Q8_K"},
    {16, "IQ2_XXS"},
    {17, "IQ2_XS"},
    {18, "IQ3_XXS"},
    {19, "IQ1_S"},
    {21, "IQ3_S"},
    {22, "IQ2_S"},
    {24, "I8"},
    {25, "I16"},
    {26, "I32"},
    {27, "I64"},
    {28, "F64"},
    {29, "IQ1_M"},
    {34, "TQ1_0"},
    {35, "TQ2_0"},
    {39, "MXFP4"},
}};

constexpr std::array Supported = {
    TensorType::F32,  TensorType::F16,  TensorType::BF16, TensorType::Q8_0,   TensorType::Q4_0,
    TensorType::Q4_1, TensorType::Q5_0, TensorType::Q5_1, TensorType::Q2_K,   TensorType::Q3_K,
    TensorType::Q4_K, TensorType::Q5_K, TensorType::Q6_K, TensorType::IQ4_NL, TensorType::IQ4_XS,
};

} // namespace

// What the bytes of a block mean is told in engine/reference/block_formats.h.
TypeTraits typeTraits(TensorType type)
{
    switch (type) {
    case TensorType::F32:
        return {"F32", 1, 4};
    case TensorType::F16:
        return {"F16", 1, 2};
    case TensorType::BF16:
        return {"BF16", 1, 2};
    case TensorType::Q8_0:
        return {"Q8_0", 32, 34};
    case TensorType::Q4_0:
        return {"Q4_0", 32, 18};
    case TensorType::Q4_1:
        return {"Q4_1", 32, 20};
    case TensorType::Q5_0:
        return {"Q5_0", 32, 22};
    case TensorType::Q5_1:
        return {"Q5_1", 32, 24};
    case TensorType::Q2_K:
        return {"Q2_K", 256, 84};
    case TensorType::Q3_K:
        return {"Q3_K", 256, 110};
    case TensorType::Q4_K:
        return {"Q4_K", 256, 144};
    case TensorType::Q5_K:
        return {"Q5_K", 256, 176};
    case TensorType::Q6_K:
        return {"Q6_K", 256, 210};
    case TensorType::IQ4_NL:
        return {"IQ4_NL", 32, 18};
    case TensorType::IQ4_XS:
        return {"IQ4_XS", 256, 136};
    }
    return {};
}

std::optional<TypeTraits> typeTraits(uint32_t ggufNumber)
{
    const TypeTraits traits = typeTraits(TensorType(ggufNumber));
    return traits.elements ? std::optional(traits) : std::nullopt;
}

std::span<const TensorType> supportedTypes() { return Supported; }

std::string typeName(uint32_t ggufNumber)
{
    const std::string number = std::to_string(ggufNumber);
    if (const auto traits = typeTraits(ggufNumber))
        return std::string(traits->name) + " (" + number + ")";
    for (const auto &[known, name] : OtherNames)
        if (known == ggufNumber)
            return std::string(name) + " (" + number + ")";
    return "number " + number;
}

std::string supportedTypeNames()
{
    std::string names;
    for (TensorType type : Supported)
        names += (names.empty() ? "" : ", ") + std::string(typeTraits(type).name);
    return names;
}

} // namespace deepscope
