// A file that is written from its beginning to its end, and numbers as text, the same in every language.
#pragma once

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace deepscope {

// Both throw std::system_error with the system's reason.
class TextOutput {
public:
    explicit TextOutput(const std::filesystem::path &path);
    void put(std::string_view bytes);
    void close(); // when all has been put; only then is it in the file

private:
    void requireGood();

    std::ofstream m_stream;
};

// The shortest digits that read back as the same number; "nan" and "inf" for what is none.
template <typename Number>
void appendNumber(std::string &text, Number number)
{
    char digits[32];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

} // namespace deepscope
