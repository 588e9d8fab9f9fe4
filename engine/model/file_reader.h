// The bytes at any position of a file, or of memory that stands for one. Nothing is mapped: a file that shrinks or
// fails while it is read ends in a sentence, and what is read takes no memory but the reader's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace deepscope {

class FileReader {
public:
    // Throws Error(File) with one sentence when the file cannot be opened, is empty or is no plain file.
    explicit FileReader(const std::filesystem::path &path);
    // Memory that outlives the object (tests, fuzzing); `name` stands in errors.
    FileReader(std::span<const uint8_t> memory, std::string name);
    ~FileReader();
    FileReader(FileReader &&) noexcept;
    FileReader &operator=(FileReader &&) noexcept;

    const std::string &name() const { return m_name; }
    uint64_t bytes() const { return m_bytes; } // when it was opened

    // Fills `to` from `position` on, which must lie inside of the file as it was opened. Throws Error(File).
    void read(uint64_t position, std::span<uint8_t> to) const;

    // Throws Error(File) when the file was written to since it was opened.
    void requireUnchanged() const;

private:
    struct OpenFile;
    [[noreturn]] void fail(const std::string &sentence) const;

    std::string m_name;
    std::unique_ptr<OpenFile> m_file; // none: memory
    std::span<const uint8_t> m_memory;
    uint64_t m_bytes = 0;
};

} // namespace deepscope
