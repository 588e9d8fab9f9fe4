#include "model/gguf_cursor.h"

namespace deepscope {

std::string quotedName(std::string_view name)
{
    constexpr size_t Longest = 80;
    std::string text = "'";
    for (char c : name.substr(0, Longest))
        text += (uint8_t(c) < 0x20 || c == 0x7f) ? '?' : c;
    return text + (name.size() > Longest ? "...'" : "'");
}

std::string GgufCursor::readString()
{
    const uint64_t length = read<uint64_t>();
    requireRemaining(length);
    std::string text(reinterpret_cast<const char *>(m_data.data() + m_position), size_t(length));
    m_position += length;
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

void GgufCursor::fail(const std::string &sentence) const
{
    throw Error(ErrorKind::File, m_fileName + ": " + m_context + ": " + sentence + ".");
}

void GgufCursor::failAtEnd() const
{
    fail("the file ends here (" + std::to_string(m_data.size()) + " bytes); it is damaged or incomplete");
}

} // namespace deepscope
