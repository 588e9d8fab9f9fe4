// Where the files that come with the program may lie, the most likely place first.
#pragma once

#include <filesystem>
#include <vector>

namespace deepscope {

std::vector<std::filesystem::path> resourceFolders();

} // namespace deepscope
