#include "model/hyperparameters.h"

#include "model/gguf_cursor.h"
#include "model/key_reader.h"

namespace deepscope {

namespace {

// One more is a reader of its keys, and a line here.
struct Architecture {
    std::string_view name; // general.architecture
    Hyperparameters (*read)(const GgufFile &file);
};

constexpr Architecture Architectures[] = {
    {"deepseek2", readDeepseek2}, {"llama", readLlama},       {"olmoe", readOlmoe},     {"qwen2", readQwen2},
    {"qwen3", readQwen3},         {"qwen3moe", readQwen3Moe}, {"qwen35", readQwen35},   {"qwen35moe", readQwen35Moe},
    {"qwen3next", readQwen3Next}, {"gpt-oss", readGptOss},    {"glm4moe", readGlm4Moe},
};

} // namespace

uint32_t attentionHeads(const Mixer &mixer)
{
    if (const auto *latent = std::get_if<LatentAttention>(&mixer))
        return latent->heads;
    const auto *grouped = std::get_if<GroupedAttention>(&mixer);
    return grouped ? grouped->heads : 0;
}

uint32_t windowOf(const Mixer &mixer)
{
    const auto *attention = std::get_if<GroupedAttention>(&mixer);
    return attention ? attention->window : 0;
}

std::vector<std::string_view> architectureNames()
{
    std::vector<std::string_view> names;
    for (const Architecture &architecture : Architectures)
        names.push_back(architecture.name);
    return names;
}

Hyperparameters readHyperparameters(const GgufFile &file)
{
    const std::string wanted = file.requireString("general.architecture");
    for (const Architecture &architecture : Architectures)
        if (architecture.name == wanted)
            return architecture.read(file);
    std::string names;
    for (const std::string_view name : architectureNames())
        names += (names.empty() ? "" : ", ") + std::string(name);
    file.fail("architecture " + quotedName(wanted) + " is not supported; supported: " + names);
}

} // namespace deepscope
