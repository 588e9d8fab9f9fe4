#include "model/part_name.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace deepscope {

std::optional<PartName> readPartName(const std::string &fileName)
{
    constexpr size_t Ending = 20, Digits = 5; // "-00002-of-00003.gguf"
    if (fileName.size() <= Ending)
        return std::nullopt;
    const char *ending = fileName.data() + fileName.size() - Ending;
    PartName part{fileName.substr(0, fileName.size() - Ending)};
    std::from_chars(ending + 1, ending + 1 + Digits, part.number);
    std::from_chars(ending + 10, ending + 10 + Digits, part.count);
    const bool fits = part.number >= 1 && part.number <= part.count;
    return fits && fileName.ends_with(partEnding(part.number, part.count)) ? std::optional(part) : std::nullopt;
}

std::string partEnding(uint32_t number, uint32_t count)
{
    std::array<char, 40> text;
    std::snprintf(text.data(), text.size(), "-%05u-of-%05u.gguf", number, count);
    return text.data();
}

} // namespace deepscope
