// Texts of paths are UTF-8 with slashes on every system, as Qt has them too. A path made from a std::string is not
// UTF-8: Windows would read its bytes as letters.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace deepscope {

inline std::filesystem::path pathOf(std::string_view text) { return std::u8string(text.begin(), text.end()); }

inline std::string textOf(const std::filesystem::path &path)
{
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
}

} // namespace deepscope
