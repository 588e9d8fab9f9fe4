// The text of a stretch of tokens as it streams in, and which characters came from which token.
#pragma once

#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace deepscope {

// UTF-16 positions [begin, end) of a text.
struct CharacterRange {
    int begin = 0;
    int end = 0;
    bool empty() const { return begin >= end; }
    friend bool operator==(const CharacterRange &, const CharacterRange &) = default;
};

// Tokens may hold parts of UTF-8 sequences: a character appears when its last byte has come, and belongs to every token
// that brought a byte of it. Bytes that are no text appear as <0xE2>.
class TokenSpans {
public:
    void append(uint32_t token, std::string_view bytes);     // token ids must rise
    void appendText(const QString &text) { m_text += text; } // of no token
    void finish(); // bytes still waiting for the rest of their character appear

    const QString &text() const { return m_text; }
    int tokenAt(int position) const;              // -1: none
    CharacterRange rangeOf(uint32_t token) const; // empty for a token without text
    std::vector<uint32_t> tokens() const;
    TokenSpans part(CharacterRange range) const; // these characters and their tokens

private:
    struct Span {
        uint32_t token;
        CharacterRange range;
    };
    struct Byte {
        char value;
        size_t span;
    };

    void take(bool finished);
    void emitText(const QString &text, size_t bytes);

    QString m_text;
    std::vector<Span> m_spans;   // ascending tokens and positions
    std::vector<Byte> m_waiting; // the start of a character
};

} // namespace deepscope
