// Blanks, tabs and line ends, as they stand around what is meant.
#pragma once

#include <string>
#include <string_view>

namespace deepscope {

inline constexpr std::string_view WhiteSpace = " \t\r\n";

inline bool isWhiteSpace(std::string_view text) { return text.find_first_not_of(WhiteSpace) == std::string_view::npos; }

inline std::string trimmed(std::string_view text)
{
    if (isWhiteSpace(text))
        return {};
    const size_t first = text.find_first_not_of(WhiteSpace);
    return std::string(text.substr(first, text.find_last_not_of(WhiteSpace) + 1 - first));
}

} // namespace deepscope
