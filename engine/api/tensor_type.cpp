#include "api/tensor_type.h"

#include <array>
#include <utility>

namespace deepscope {

namespace {

// Numbers of github.com/ggml-org/ggml; only for naming what a file holds.
constexpr std::array<std::pair<uint32_t, const char *>, 28> GgufNames = {{
    {2, "Q4_0"},   {3, "Q4_1"},    {6, "Q5_0"},   {7, "Q5_1"},   {9, "Q8_1"},     {10, "Q2_K"},   {11, "Q3_K"},
    {12, "Q4_K"},  {13, "Q5_K"},   {14, "Q6_K"},  {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"},
    {19, "IQ1_S"}, {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"}, {23, "IQ4_XS"},  {24, "I8"},     {25, "I16"},
    {26, "I32"},   {27, "I64"},    {28, "F64"},   {29, "IQ1_M"}, {34, "TQ1_0"},   {35, "TQ2_0"},  {39, "MXFP4"},
}};

} // namespace

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
        return {"Q8_0", 32, 34}; // an F16 scale, then 32 signed bytes
    }
    return {};
}

std::optional<TypeTraits> typeTraits(uint32_t ggufNumber)
{
    const TypeTraits traits = typeTraits(TensorType(ggufNumber));
    return traits.elements ? std::optional(traits) : std::nullopt;
}

std::string typeName(uint32_t ggufNumber)
{
    const std::string number = std::to_string(ggufNumber);
    if (const auto traits = typeTraits(ggufNumber))
        return std::string(traits->name) + " (" + number + ")";
    for (const auto &[known, name] : GgufNames)
        if (known == ggufNumber)
            return std::string(name) + " (" + number + ")";
    return "number " + number;
}

std::string supportedTypeNames()
{
    std::string names;
    for (TensorType type : {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0})
        names += (names.empty() ? "" : ", ") + std::string(typeTraits(type).name);
    return names;
}

} // namespace deepscope
