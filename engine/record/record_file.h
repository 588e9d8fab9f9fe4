// A file that records are appended to, and the bytes of one. Both throw Error(File).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace deepscope {

class RecordFile {
public:
    explicit RecordFile(std::filesystem::path path); // a new file, over an old one
    // Goes on with a file behind its first `size` bytes; what follows them is cut off.
    RecordFile(std::filesystem::path path, uint64_t size);

    // What the disk does not take leaves no half record behind, as far as it can be helped: it may be tried again. Then
    // what was not flushed is lost.
    void append(const std::string &bytes, bool flush);

private:
    void open(std::ios::openmode mode);
    [[noreturn]] void fail();

    std::filesystem::path m_path;
    std::ofstream m_stream;
    uint64_t m_size = 0, m_flushed = 0; // bytes appended, and of these surely in the file
};

// Read, not mapped: another program may still be writing it. `what` it should be: "a run file".
std::vector<uint8_t> bytesOfRecordFile(const std::filesystem::path &path, const char *what);

} // namespace deepscope
