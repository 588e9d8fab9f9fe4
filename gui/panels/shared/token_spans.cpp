#include "panels/shared/token_spans.h"

#include <algorithm>

namespace deepscope {

namespace {

// Bytes of the UTF-8 sequence that starts with this byte; 0 = no sequence starts so.
size_t sequenceLength(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

QString byteName(char byte)
{
    return QStringLiteral("<0x%1>").arg(QString::number(static_cast<unsigned char>(byte), 16).toUpper(), 2, u'0');
}

} // namespace

void TokenSpans::append(uint32_t token, std::string_view bytes)
{
    const int end = static_cast<int>(m_text.size());
    m_spans.push_back({token, {end, end}});
    for (const char byte : bytes)
        m_waiting.push_back({byte, m_spans.size() - 1});
    take(false);
}

void TokenSpans::finish() { take(true); }

// Moves whole characters from the waiting bytes to the text.
void TokenSpans::take(bool finished)
{
    while (!m_waiting.empty()) {
        const size_t length = sequenceLength(static_cast<unsigned char>(m_waiting.front().value));
        size_t present = 1;
        const auto continues = [&](const Byte &byte) {
            return (static_cast<unsigned char>(byte.value) & 0xC0) == 0x80;
        };
        while (present < length && present < m_waiting.size() && continues(m_waiting[present]))
            ++present;
        if (length != 0 && present < length && present == m_waiting.size() && !finished)
            return;
        QString character;
        if (present == length) {
            char bytes[4] = {};
            std::transform(m_waiting.begin(), m_waiting.begin() + static_cast<long>(length), bytes,
                           [](const Byte &byte) { return byte.value; });
            character = QString::fromUtf8(bytes, static_cast<qsizetype>(length));
            if (character.contains(QChar::ReplacementCharacter) && std::string_view(bytes, length) != "\xEF\xBF\xBD")
                character.clear(); // overlong or a surrogate: bytes, not text
        }
        if (character.isEmpty())
            emitText(byteName(m_waiting.front().value), 1);
        else
            emitText(character, length);
    }
}

// The first `bytes` waiting bytes become `text`; every token that brought one of them covers it.
void TokenSpans::emitText(const QString &text, size_t bytes)
{
    const int begin = static_cast<int>(m_text.size());
    m_text += text;
    const int end = static_cast<int>(m_text.size());
    for (size_t i = 0; i < bytes; ++i) {
        CharacterRange &range = m_spans[m_waiting[i].span].range;
        if (range.empty())
            range.begin = begin;
        range.end = end;
    }
    for (size_t later = m_waiting[bytes - 1].span + 1; later < m_spans.size(); ++later)
        if (m_spans[later].range.empty())
            m_spans[later].range = {end, end}; // positions stay ascending
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<long>(bytes));
}

int TokenSpans::tokenAt(int position) const
{
    const auto endsAfter = [](int value, const Span &span) { return value < span.range.end; };
    auto span = std::upper_bound(m_spans.begin(), m_spans.end(), position, endsAfter);
    while (span != m_spans.end() && span->range.empty())
        ++span;
    return span != m_spans.end() && span->range.begin <= position ? static_cast<int>(span->token) : -1;
}

CharacterRange TokenSpans::rangeOf(uint32_t token) const
{
    const auto before = [](const Span &span, uint32_t value) { return span.token < value; };
    const auto span = std::lower_bound(m_spans.begin(), m_spans.end(), token, before);
    return span != m_spans.end() && span->token == token ? span->range : CharacterRange{};
}

TokenSpans TokenSpans::part(CharacterRange range) const
{
    TokenSpans part;
    part.m_text = m_text.mid(range.begin, range.end - range.begin);
    for (const Span &span : m_spans) {
        const CharacterRange clipped{std::max(span.range.begin, range.begin), std::min(span.range.end, range.end)};
        if (!clipped.empty())
            part.m_spans.push_back({span.token, {clipped.begin - range.begin, clipped.end - range.begin}});
    }
    return part;
}

std::vector<uint32_t> TokenSpans::tokens() const
{
    std::vector<uint32_t> tokens;
    tokens.reserve(m_spans.size());
    for (const Span &span : m_spans)
        tokens.push_back(span.token);
    return tokens;
}

} // namespace deepscope
