#include "api/tensor_type.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace deepscope {

namespace {

// Types of github.com/ggml-org/ggml that are not supported; only for naming what a file holds.
constexpr std::pair<uint32_t, const char *> OtherNames[] = {
    {9, "Q8_1"},   {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"}, {19, "IQ1_S"},
    {21, "IQ3_S"}, {22, "IQ2_S"}, {24, "I8"},      {25, "I16"},    {26, "I32"},     {27, "I64"},
    {28, "F64"},   {29, "IQ1_M"}, {34, "TQ1_0"},   {35, "TQ2_0"}};

// What the bytes of a block mean is told in engine/reference/block_formats.h.
constexpr std::pair<TensorType, TypeTraits> Supported[] = {
    {TensorType::F32, {"F32", 1, 4}},           {TensorType::F16, {"F16", 1, 2}},
    {TensorType::BF16, {"BF16", 1, 2}},         {TensorType::Q8_0, {"Q8_0", 32, 34}},
    {TensorType::Q4_0, {"Q4_0", 32, 18}},       {TensorType::Q4_1, {"Q4_1", 32, 20}},
    {TensorType::Q5_0, {"Q5_0", 32, 22}},       {TensorType::Q5_1, {"Q5_1", 32, 24}},
    {TensorType::Q2_K, {"Q2_K", 256, 84}},      {TensorType::Q3_K, {"Q3_K", 256, 110}},
    {TensorType::Q4_K, {"Q4_K", 256, 144}},     {TensorType::Q5_K, {"Q5_K", 256, 176}},
    {TensorType::Q6_K, {"Q6_K", 256, 210}},     {TensorType::IQ4_NL, {"IQ4_NL", 32, 18}},
    {TensorType::IQ4_XS, {"IQ4_XS", 256, 136}}, {TensorType::MXFP4, {"MXFP4", 32, 17}}};

constexpr auto SupportedTypes = [] {
    std::array<TensorType, std::size(Supported)> types{};
    std::ranges::transform(Supported, types.begin(), [](const auto &known) { return known.first; });
    return types;
}();

} // namespace

TypeTraits typeTraits(TensorType type)
{
    const auto *found = std::ranges::find(Supported, type, [](const auto &known) { return known.first; });
    return found == std::end(Supported) ? TypeTraits{} : found->second;
}

std::optional<TypeTraits> typeTraits(uint32_t ggufNumber)
{
    const TypeTraits traits = typeTraits(TensorType(ggufNumber));
    return traits.elements ? std::optional(traits) : std::nullopt;
}

std::span<const TensorType> supportedTypes() { return SupportedTypes; }

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
    for (const auto &[type, traits] : Supported)
        names += (names.empty() ? "" : ", ") + std::string(traits.name);
    return names;
}

} // namespace deepscope
