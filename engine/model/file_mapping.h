// A whole file, read-only, mapped into memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace deepscope {

class FileMapping {
public:
    // Throws Error(File) with one sentence when the file cannot be opened, is empty or is no plain file.
    explicit FileMapping(const std::filesystem::path &path);
    ~FileMapping();

    FileMapping(const FileMapping &) = delete;
    FileMapping &operator=(const FileMapping &) = delete;

    std::span<const uint8_t> bytes() const { return {m_data, m_size}; }

private:
    const uint8_t *m_data = nullptr;
    size_t m_size = 0;
};

} // namespace deepscope
