// Files that are there whole or not at all, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>

namespace deepscope {

// `write` gets the name of a file beside `path`; when it has come back, what it wrote is brought to the disk and takes
// the place of what was at `path`. Nothing is left of it where something throws. Throws Error(File) with the path.
void writeWhole(const std::filesystem::path &path, const std::function<void(const std::filesystem::path &part)> &write);

} // namespace deepscope
