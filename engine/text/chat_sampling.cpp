#include "text/chat_sampling.h"

#include "model/gguf_file.h"

namespace deepscope {

namespace {

constexpr const char *Temperature = "general.sampling.temp";
constexpr const char *TopK = "general.sampling.top_k";
constexpr const char *TopP = "general.sampling.top_p";
constexpr const char *MinP = "general.sampling.min_p";

// Whole numbers may have a sign: -1 is off for many programs.
uint32_t topKOr(const GgufFile &file, uint32_t otherwise)
{
    const GgufValue *value = file.find(TopK);
    if (const int64_t *number = value ? std::get_if<int64_t>(value) : nullptr)
        return *number > 0 && *number <= int64_t(UINT32_MAX) ? uint32_t(*number) : 0;
    return file.unsignedOr(TopK, otherwise);
}

} // namespace

std::optional<Sampling> adviceForChats(const GgufFile &file, const std::string &family)
{
    const bool given = file.has(Temperature) || file.has(TopK) || file.has(TopP) || file.has(MinP);
    const bool reasons = family == "deepseek-r1";
    if (!given && !reasons)
        return std::nullopt;
    Sampling sampling;
    sampling.temperature = file.floatOr(Temperature, reasons ? 0.6F : 1.0F);
    sampling.topP = file.floatOr(TopP, reasons ? 0.95F : 1.0F);
    sampling.topK = topKOr(file, 0);
    sampling.minP = file.floatOr(MinP, 0);
    if (!(sampling.temperature > 0 && sampling.temperature <= 100))
        sampling.temperature = 0;
    if (!(sampling.topP > 0 && sampling.topP < 1))
        sampling.topP = 1;
    if (!(sampling.minP > 0 && sampling.minP < 1))
        sampling.minP = 0;
    return sampling;
}

} // namespace deepscope
