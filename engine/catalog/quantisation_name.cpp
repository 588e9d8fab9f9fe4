#include "catalog/quantisation_name.h"

#include "catalog/model_description.h"

#include <array>
#include <utility>

namespace deepscope {

namespace {

// Values of the key general.file_type, by the enumeration llama_ftype of github.com/ggml-org/llama.cpp.
constexpr std::array<std::pair<uint32_t, const char *>, 39> FileTypes = {{
    {0, "F32"},     {1, "F16"},       {2, "Q4_0"},      {3, "Q4_1"},      {4, "Q4_1"},    {7, "Q8_0"},
    {8, "Q5_0"},    {9, "Q5_1"},      {10, "Q2_K"},     {11, "Q3_K_S"},   {12, "Q3_K_M"}, {13, "Q3_K_L"},
    {14, "Q4_K_S"}, {15, "Q4_K_M"},   {16, "Q5_K_S"},   {17, "Q5_K_M"},   {18, "Q6_K"},   {19, "IQ2_XXS"},
    {20, "IQ2_XS"}, {21, "Q2_K_S"},   {22, "IQ3_XS"},   {23, "IQ3_XXS"},  {24, "IQ1_S"},  {25, "IQ4_NL"},
    {26, "IQ3_S"},  {27, "IQ3_M"},    {28, "IQ2_S"},    {29, "IQ2_M"},    {30, "IQ4_XS"}, {31, "IQ1_M"},
    {32, "BF16"},   {33, "Q4_0_4_4"}, {34, "Q4_0_4_8"}, {35, "Q4_0_8_8"}, {36, "TQ1_0"},  {37, "TQ2_0"},
    {38, "MXFP4"},  {39, "NVFP4"},    {40, "Q1_0"},
}};

constexpr uint32_t Guessed = 1024; // a flag: the type was guessed from the tensors

} // namespace

std::string quantisationName(const GgufFile &file)
{
    constexpr uint32_t Unknown = 0xffffffff;
    const uint32_t number = file.unsignedOr("general.file_type", Unknown);
    for (const auto &[known, name] : FileTypes)
        if (number != Unknown && known == (number & ~Guessed))
            return name;
    const std::vector<TensorTypeCount> counts = countTypes(file);
    return counts.empty() ? std::string() : counts.front().type;
}

} // namespace deepscope
