#include "api/utf8_stream.h"

#include "text/utf8.h"

namespace deepscope {

namespace {
constexpr std::string_view ReplacementCharacter = "\xEF\xBF\xBD";
}

std::string Utf8Stream::push(std::string_view bytes)
{
    m_pending += bytes;
    std::string_view rest = m_pending;
    std::string text;
    while (!rest.empty()) {
        const Utf8Sequence sequence = firstUtf8Sequence(rest);
        if (sequence.state == Utf8State::Incomplete)
            break;
        text += sequence.state == Utf8State::Valid ? rest.substr(0, sequence.bytes) : ReplacementCharacter;
        rest.remove_prefix(sequence.bytes);
    }
    m_pending = std::string(rest);
    return text;
}

std::string Utf8Stream::finish()
{
    const bool unfinished = holdsBack();
    m_pending.clear();
    return unfinished ? std::string(ReplacementCharacter) : std::string();
}

} // namespace deepscope
