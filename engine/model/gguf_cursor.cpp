#include "model/gguf_cursor.h"

#include "api/error.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

constexpr uint64_t WindowBytes = 256 << 10;
constexpr uint64_t MostHeaderBytes = 64 << 20; // in memory; the largest vocabularies need about half of it

} // namespace

std::string quotedName(std::string_view name)
{
    constexpr size_t Longest = 80;
    std::string text = "'";
    for (char c : name.substr(0, Longest))
        text += isPrintable(c) ? c : '?';
    return text + (name.size() > Longest ? "...'" : "'");
}

std::string someNames(const std::vector<std::string> &names)
{
    constexpr size_t Most = 3;
    std::string text;
    for (size_t i = 0; i < std::min(names.size(), Most); ++i)
        text += (i > 0 ? ", " : "") + quotedName(names[i]);
    return names.size() > Most ? text + " and " + std::to_string(names.size() - Most) + " more" : text;
}

std::string GgufCursor::readString()
{
    const uint64_t length = readCount(1, "bytes of text");
    charge(length);
    std::string text(size_t(length), '\0');
    take(text.data(), length);
    return text;
}

uint64_t GgufCursor::readCount(uint64_t bytesEach, const char *things)
{
    const uint64_t count = read<uint64_t>();
    if (count > remaining() / bytesEach)
        fail(std::to_string(count) + " " + things +
             " are announced, more than the rest of the file can hold; the file is damaged or incomplete");
    return count;
}

void GgufCursor::charge(uint64_t bytes)
{
    if (bytes > MostHeaderBytes - m_charged)
        fail("the header takes more than " + std::to_string(MostHeaderBytes >> 20) +
             " MiB up to here, which no model needs; the file is damaged");
    m_charged += bytes;
}

void GgufCursor::fail(const std::string &sentence) const
{
    throw Error(ErrorKind::File, m_file.name() + ": " + m_context + ": " + sentence + ".");
}

void GgufCursor::requireRemaining(uint64_t bytes) const
{
    if (bytes > remaining())
        fail("the file ends here (" + std::to_string(m_file.bytes()) + " bytes); it is damaged or incomplete");
}

void GgufCursor::skip(uint64_t bytes)
{
    requireRemaining(bytes);
    m_position += bytes;
}

void GgufCursor::take(void *to, uint64_t bytes)
{
    requireRemaining(bytes);
    auto *next = static_cast<uint8_t *>(to);
    while (bytes > 0) {
        const uint64_t offset = m_position - m_windowStart;
        if (offset >= m_window.size()) {
            m_window.resize(size_t(std::min(WindowBytes, remaining())));
            m_windowStart = m_position;
            m_file.read(m_windowStart, m_window);
            continue;
        }
        const uint64_t count = std::min(bytes, m_window.size() - offset);
        std::memcpy(next, m_window.data() + offset, size_t(count));
        next += count;
        bytes -= count;
        m_position += count;
    }
}

} // namespace deepscope
