// Parses a template into its statements.
#pragma once

#include "jinja/syntax.h"

#include <string_view>

namespace deepscope::jinja {

// Throws Error(File): what is wrong or not supported, and on which line.
Block parseTemplate(std::string_view source);

} // namespace deepscope::jinja
