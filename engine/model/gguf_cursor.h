// Walks through the header of a GGUF file; nothing is read that is not there, and no header takes much memory.
#pragma once

#include "model/file_reader.h"

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace deepscope {

static_assert(std::endian::native == std::endian::little, "GGUF numbers are read as they lie");

constexpr bool isPrintable(char c) { return c >= 0x20 && c < 0x7f; } // and ASCII

// A name from a file as it may stand in a sentence: quoted, printable, of bounded length.
std::string quotedName(std::string_view name);
std::string someNames(const std::vector<std::string> &names); // the first three of them, and how many more there are

class GgufCursor {
public:
    explicit GgufCursor(const FileReader &file) : m_file(file) {}

    // What is being read, for sentences: "key 'general.name'".
    void setContext(std::string context) { m_context = std::move(context); }

    uint64_t position() const { return m_position; }
    uint64_t remaining() const { return m_file.bytes() - m_position; }

    template <typename T>
    T read()
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        take(&value, sizeof(T));
        return value;
    }

    // A 64-bit length, then so many bytes.
    std::string readString();

    void skip(uint64_t bytes);

    // A number of things of which each takes at least `bytesEach` of what remains.
    uint64_t readCount(uint64_t bytesEach, const char *things);

    // Before so much memory is taken for what is being read. Throws Error(File) when a file wants more than any model
    // needs: a hostile one may announce what it likes.
    void charge(uint64_t bytes);

    // "FILE: CONTEXT: sentence."
    [[noreturn]] void fail(const std::string &sentence) const;

private:
    void requireRemaining(uint64_t bytes) const;
    void take(void *to, uint64_t bytes);

    const FileReader &m_file;
    std::string m_context;
    uint64_t m_position = 0;
    uint64_t m_charged = 0;
    std::vector<uint8_t> m_window; // of the file, from m_windowStart on
    uint64_t m_windowStart = 0;
};

} // namespace deepscope
