// A text that a person gives as a file.
#pragma once

#include <string>

namespace deepscope::cli {

std::string textOfFile(const std::string &path); // throws Error(File): it cannot be read, or is empty

} // namespace deepscope::cli
