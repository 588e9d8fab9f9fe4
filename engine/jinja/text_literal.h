// The escapes of a text in quotes.
#pragma once

#include <string>
#include <string_view>

namespace deepscope::jinja {

// As in Python: \n \t \r \\ \' \" \0 \x41 \u0041 \U00000041 and so on; unknown ones stay as they are.
std::string unescaped(std::string_view literal);

} // namespace deepscope::jinja
