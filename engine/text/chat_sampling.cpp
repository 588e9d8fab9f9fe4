#include "text/chat_sampling.h"

#include "model/gguf_file.h"

#include <algorithm>

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

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return text;
}

struct Makers {
    const char *name;
    Sampling sampling; // temperature, top-k, top-p, min-p
};

const Sampling Reasoning{0.6F, 0, 0.95F, 0};

// The makers of a model, by what the file says of itself, where their advice is known.
std::optional<Makers> makersOf(const GgufFile &file, const std::string &family)
{
    const auto said = [&](const char *key) { // a mere hint: of another type it says nothing
        const GgufValue *value = file.find(key);
        const std::string *text = value ? std::get_if<std::string>(value) : nullptr;
        return text ? *text : std::string();
    };
    const std::string architecture = said("general.architecture"), chatTemplate = said("tokenizer.chat_template");
    std::string name = lowered(said("general.name") + " " + said("general.basename") + " " + said("general.finetune"));
    std::ranges::replace(name, ' ', '-');
    const auto isCalled = [&](const char *part) { return name.find(part) != std::string::npos; };
    const bool isQwen3 = architecture == "qwen3" || architecture == "qwen3moe";
    const bool mayThink = chatTemplate.find("<think>") != std::string::npos;
    if (family == "deepseek-r1" || isCalled("deepseek-r1") || isCalled("r1-distill"))
        return Makers{"DeepSeek-R1", Reasoning};
    if (isCalled("glm-4.7") || (architecture == "deepseek2" && chatTemplate.find("[gMASK]") != std::string::npos))
        return Makers{"GLM", {1.0F, 0, 0.95F, 0}};
    if (architecture == "gpt-oss")
        return Makers{"gpt-oss", {1.0F, 0, 1.0F, 0}};
    if (isQwen3 && (isCalled("instruct") || isCalled("coder")))
        return Makers{"Qwen3", {0.7F, 20, 0.8F, 0}};
    if (isQwen3 && mayThink)
        return Makers{"Qwen3", {0.6F, 20, 0.95F, 0}};
    if (isCalled("qwq"))
        return Makers{"QwQ", {0.6F, 40, 0.95F, 0}};
    return std::nullopt;
}

} // namespace

std::optional<ChatAdvice> adviceForChats(const GgufFile &file, const std::string &family)
{
    const bool given = file.has(Temperature) || file.has(TopK) || file.has(TopP) || file.has(MinP);
    const std::optional<Makers> makers = makersOf(file, family);
    if (!given && !makers)
        return std::nullopt;
    const Sampling otherwise = makers ? makers->sampling : Sampling{1.0F, 0, 1.0F, 0};
    Sampling sampling;
    sampling.temperature = file.floatOr(Temperature, otherwise.temperature);
    sampling.topP = file.floatOr(TopP, otherwise.topP);
    sampling.topK = topKOr(file, otherwise.topK);
    sampling.minP = file.floatOr(MinP, otherwise.minP);
    if (!(sampling.temperature > 0 && sampling.temperature <= 100))
        sampling.temperature = 0;
    if (!(sampling.topP > 0 && sampling.topP < 1))
        sampling.topP = 1;
    if (!(sampling.minP > 0 && sampling.minP < 1))
        sampling.minP = 0;
    return ChatAdvice{sampling, given ? "the model's file" : std::string("the makers of ") + makers->name};
}

} // namespace deepscope
