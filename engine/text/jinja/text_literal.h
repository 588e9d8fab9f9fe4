// The escapes of a text in quotes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deepscope::jinja {

// As in Python: \n \t \r \\ \' \" \0 \x41 \u0041 \U00000041 and so on; unknown ones stay as they are.
std::string unescaped(std::string_view literal);

// Appends UTF-8; numbers that are no characters become U+FFFD.
void appendCharacter(std::string &text, uint32_t code);

} // namespace deepscope::jinja
