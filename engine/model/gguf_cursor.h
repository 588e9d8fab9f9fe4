// Walks through the bytes of a GGUF header; nothing is read that is not there.
#pragma once

#include "api/error.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>

namespace deepscope {

static_assert(std::endian::native == std::endian::little, "GGUF numbers are read as they lie");

// A name from a file as it may stand in a sentence: quoted, printable, of bounded length.
std::string quotedName(std::string_view name);

class GgufCursor {
public:
    GgufCursor(std::span<const uint8_t> data, std::string fileName) : m_data(data), m_fileName(std::move(fileName)) {}

    // What is being read, for sentences: "key 'general.name'".
    void setContext(std::string context) { m_context = std::move(context); }

    uint64_t position() const { return m_position; }
    uint64_t remaining() const { return m_data.size() - m_position; }

    template <typename T>
    T read()
    {
        requireRemaining(sizeof(T));
        T value;
        std::memcpy(&value, m_data.data() + m_position, sizeof(T));
        m_position += sizeof(T);
        return value;
    }

    // A 64-bit length, then so many bytes.
    std::string readString();

    void skip(uint64_t bytes)
    {
        requireRemaining(bytes);
        m_position += bytes;
    }

    // A number of things of which each takes at least `bytesEach` of what remains.
    uint64_t readCount(uint64_t bytesEach, const char *things);

    // "FILE: CONTEXT: sentence."
    [[noreturn]] void fail(const std::string &sentence) const;

private:
    void requireRemaining(uint64_t bytes) const
    {
        if (bytes > remaining())
            failAtEnd();
    }
    [[noreturn]] void failAtEnd() const;

    std::span<const uint8_t> m_data;
    std::string m_fileName;
    std::string m_context;
    uint64_t m_position = 0;
};

} // namespace deepscope
