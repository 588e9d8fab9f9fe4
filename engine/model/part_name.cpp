#include "model/part_name.h"

#include <array>
#include <cstdio>
#include <regex>

namespace deepscope {

std::optional<PartName> readPartName(const std::string &fileName)
{
    static const std::regex form("(.+)-([0-9]{5})-of-([0-9]{5})\\.gguf");
    std::smatch match;
    if (!std::regex_match(fileName, match, form))
        return std::nullopt;
    const PartName part{match[1], uint32_t(std::stoul(match[2])), uint32_t(std::stoul(match[3]))};
    return part.number >= 1 && part.number <= part.count ? std::optional(part) : std::nullopt;
}

std::string partEnding(uint32_t number, uint32_t count)
{
    std::array<char, 40> text;
    std::snprintf(text.data(), text.size(), "-%05u-of-%05u.gguf", number, count);
    return text.data();
}

} // namespace deepscope
