// Files that are there whole or not at all, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>
#include <system_error>

namespace deepscope {

// One that is written piece by piece.
class WholeFile {
public:
    explicit WholeFile(std::filesystem::path path);
    ~WholeFile(); // what was not finished leaves nothing
    WholeFile(const WholeFile &) = delete;
    WholeFile &operator=(const WholeFile &) = delete;

    const std::filesystem::path &part() const { return m_part; } // to be written, beside the path
    // What was written is brought to the disk and takes the place of what was at the path. Throws Error(File).
    void finish();
    [[noreturn]] void fail(const std::error_code &reason) const; // Error(File) with the path: it cannot be written

private:
    std::filesystem::path m_path, m_part;
};

// `write` gets the name of a file beside `path`; when it has come back, what it wrote is brought to the disk and takes
// the place of what was at `path`. Nothing is left of it where something throws. Throws Error(File) with the path.
void writeWhole(const std::filesystem::path &path, const std::function<void(const std::filesystem::path &part)> &write);

} // namespace deepscope
