#include "jinja/text_literal.h"

#include "jinja/characters.h"

#include <charconv>

namespace deepscope::jinja {

namespace {

struct Escape {
    char letter, meaning;
};
constexpr Escape Escapes[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'},  {'b', '\b'},  {'f', '\f'},
                              {'v', '\v'}, {'a', '\a'}, {'\\', '\\'}, {'\'', '\''}, {'"', '"'}};

// How many hexadecimal digits follow \x, \u and \U.
size_t digitsAfter(char letter) { return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0; }

class Unescaper {
public:
    explicit Unescaper(std::string_view literal) : m_literal(literal) {}

    std::string run()
    {
        while (m_at < m_literal.size()) {
            const char c = m_literal[m_at++];
            if (c == '\\' && m_at < m_literal.size())
                readEscape(m_literal[m_at++]);
            else
                m_text += c;
        }
        return std::move(m_text);
    }

private:
    void readEscape(char letter)
    {
        for (const Escape &escape : Escapes)
            if (escape.letter == letter) {
                m_text += escape.meaning;
                return;
            }
        if (letter == '\n')
            return; // the line goes on
        if (digitsAfter(letter) > 0 && readCode(digitsAfter(letter), 16))
            return;
        if (letter >= '0' && letter <= '7') {
            --m_at;
            size_t digits = 0;
            while (digits < 3 && m_at + digits < m_literal.size() && m_literal[m_at + digits] >= '0' &&
                   m_literal[m_at + digits] <= '7')
                ++digits;
            readCode(digits, 8);
            return;
        }
        m_text += {'\\', letter};
    }

    bool readCode(size_t digits, int base)
    {
        const std::string_view number = m_literal.substr(m_at, digits);
        uint32_t code = 0;
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), code, base);
        if (number.size() != digits || problem != std::errc() || end != number.data() + number.size())
            return false;
        m_at += digits;
        appendCharacter(m_text, code);
        return true;
    }

    std::string_view m_literal;
    size_t m_at = 0;
    std::string m_text;
};

} // namespace

std::string unescaped(std::string_view literal) { return Unescaper(literal).run(); }

} // namespace deepscope::jinja
