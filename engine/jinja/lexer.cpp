#include "jinja/lexer.h"

#include "jinja/characters.h"
#include "jinja/text_literal.h"
#include "jinja/workspace.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || uint8_t(c) >= 0x80; }

// Line ends become \n, and one at the very end is dropped.
std::string withPlainLineEnds(std::string_view source)
{
    std::string text;
    text.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r')
            text += source[i];
        else if (i + 1 == source.size() || source[i + 1] != '\n')
            text += '\n';
    }
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

class Lexer {
public:
    explicit Lexer(std::string source) : m_source(std::move(source)) {}

    std::vector<Token> run()
    {
        while (m_at < m_source.size())
            readData();
        add(Token::Kind::End, "");
        return std::move(m_tokens);
    }

private:
    char at(size_t index) const { return index < m_source.size() ? m_source[index] : '\0'; }
    void add(Token::Kind kind, std::string text) { m_tokens.push_back({kind, std::move(text), m_line}); }

    void advance(size_t to)
    {
        m_line += int(std::count(m_source.begin() + std::ptrdiff_t(m_at), m_source.begin() + std::ptrdiff_t(to), '\n'));
        m_at = to;
    }

    size_t nextDelimiter() const
    {
        for (size_t open = m_source.find('{', m_at); open != std::string::npos; open = m_source.find('{', open + 1))
            if (const char next = at(open + 1); next == '{' || next == '%' || next == '#')
                return open;
        return m_source.size();
    }

    void readData()
    {
        const size_t open = nextDelimiter();
        std::string data = m_source.substr(m_at, open - m_at);
        if (open < m_source.size())
            stripBefore(data, at(open + 1), at(open + 2));
        if (!data.empty())
            add(Token::Kind::Data, std::move(data));
        advance(open);
        if (open == m_source.size())
            return;
        const char kind = at(open + 1), sign = at(open + 2);
        advance(open + (sign == '-' || sign == '+' ? 3 : 2));
        if (kind == '#')
            skipComment();
        else if (kind == '%' && nameAt(m_at, "-") == "raw")
            readRaw();
        else
            readCode(kind == '{');
        m_lineStarts = m_source[m_at - 1] == '\n';
    }

    // The name of a tag that has nothing but its name and, maybe, one of `signs` at its end; otherwise empty.
    std::string_view nameAt(size_t from, std::string_view signs) const
    {
        from += blanksAt(m_source, from);
        size_t end = from;
        while (isNameStart(at(end)))
            ++end;
        const size_t behind = end + blanksAt(m_source, end);
        const bool alone =
            isEnd(behind, false) || (signs.find(at(behind)) != std::string_view::npos && isEnd(behind + 1, false));
        return alone ? std::string_view(m_source).substr(from, end - from) : std::string_view();
    }

    static bool isSign(char c) { return c == '-' || c == '+'; }
    bool isEnd(size_t from, bool output) const { return at(from) == (output ? '}' : '%') && at(from + 1) == '}'; }
    void skipBlanks() { advance(m_at + blanksAt(m_source, m_at)); }

    // Behind the name of a tag that has nothing else; `trims`: trim_blocks holds for it.
    void skipToEndOfTag(size_t nameLength, bool trims)
    {
        skipBlanks();
        advance(m_at + nameLength);
        skipBlanks();
        const char sign = isSign(at(m_at)) ? at(m_at) : '\0';
        advance(m_at + (sign ? 3 : 2));
        if (sign == '-' || trims)
            skipAfter(false, sign);
    }

    // {% raw %} to {% endraw %}: text, whatever stands in it.
    void readRaw()
    {
        const int begin = m_line;
        skipToEndOfTag(3, false);
        m_lineStarts = m_source[m_at - 1] == '\n';
        for (size_t open = m_source.find("{%", m_at); open != std::string::npos; open = m_source.find("{%", open + 1)) {
            const char sign = at(open + 2);
            const size_t name = open + (isSign(sign) ? 3 : 2);
            if (nameAt(name, "-+") != "endraw")
                continue;
            std::string data = m_source.substr(m_at, open - m_at);
            stripBefore(data, '%', sign);
            if (!data.empty())
                add(Token::Kind::Data, std::move(data));
            advance(name);
            skipToEndOfTag(6, true);
            return;
        }
        failAtLine(begin, "{% raw %} has no {% endraw %}.");
    }

    // lstrip_blocks: the blanks in front of a tag that is the first on its line.
    void stripBefore(std::string &data, char kind, char sign) const
    {
        if (sign == '-') {
            data.resize(stripped(data, Side::Right).size());
        } else if (sign != '+' && kind != '{') {
            const size_t lineStart = data.rfind('\n') + 1;
            if ((lineStart > 0 || m_lineStarts) && blanksAt(data, lineStart) == data.size() - lineStart)
                data.resize(lineStart);
        }
    }

    // Behind }} nothing, behind %} and #} one line end (trim_blocks), behind -}} and the like all blanks.
    void skipAfter(bool output, char sign)
    {
        if (sign == '-')
            skipBlanks();
        else if (sign != '+' && !output && at(m_at) == '\n')
            advance(m_at + 1);
    }

    void skipComment()
    {
        const size_t end = m_source.find("#}", m_at);
        if (end == std::string::npos)
            failAtLine(m_line, "a comment {# has no end #}.");
        const char sign = end > m_at ? m_source[end - 1] : '\0';
        advance(end + 2);
        skipAfter(false, sign);
    }

    void readCode(bool output)
    {
        const int begin = m_line;
        add(output ? Token::Kind::OutputBegin : Token::Kind::TagBegin, "");
        m_open = 0;
        while (true) {
            skipBlanks();
            if (m_at == m_source.size())
                failAtLine(begin, output ? "{{ has no end }}." : "{% has no end %}.");
            if (m_open == 0 && readEnd(output))
                return;
            readToken();
        }
    }

    bool readEnd(bool output)
    {
        const char sign = at(m_at) == '-' || (at(m_at) == '+' && !output) ? at(m_at) : '\0';
        const size_t end = m_at + (sign ? 1 : 0);
        if (!isEnd(end, output))
            return false;
        advance(end + 2);
        add(output ? Token::Kind::OutputEnd : Token::Kind::TagEnd, "");
        skipAfter(output, sign);
        return true;
    }

    void readToken()
    {
        const char c = at(m_at);
        if (c == '\'' || c == '"')
            readText();
        else if (isDigit(c))
            readNumber();
        else if (isNameStart(c))
            readName();
        else
            readOperator();
    }

    void readText()
    {
        const int begin = m_line;
        size_t end = m_at + 1;
        while (end < m_source.size() && m_source[end] != m_source[m_at])
            end += m_source[end] == '\\' ? 2 : 1;
        if (end >= m_source.size())
            failAtLine(begin, "a text in quotes has no end.");
        add(Token::Kind::Quoted, unescaped(std::string_view(m_source).substr(m_at + 1, end - m_at - 1)));
        advance(end + 1);
    }

    size_t digitsFrom(size_t from) const
    {
        while (isDigit(at(from)) || (at(from) == '_' && isDigit(at(from + 1))))
            ++from;
        return from;
    }

    // 0x1F, 0o17 and 0b11. False: it is another number.
    bool readNumberOfOtherBase()
    {
        const char letter = char(at(m_at + 1) | 0x20);
        const std::string_view digits = letter == 'x'   ? "0123456789abcdefABCDEF"
                                        : letter == 'o' ? "01234567"
                                        : letter == 'b' ? "01"
                                                        : "";
        const auto isOne = [&](char c) { return c != '\0' && digits.find(c) != std::string_view::npos; };
        size_t end = m_at + 2;
        while (isOne(at(end)) || (at(end) == '_' && isOne(at(end + 1))))
            ++end;
        if (at(m_at) != '0' || end == m_at + 2)
            return false;
        addNumber(end, true);
        return true;
    }

    void addNumber(size_t end, bool whole)
    {
        std::string digits = m_source.substr(m_at, end - m_at);
        std::erase(digits, '_');
        add(whole ? Token::Kind::Integer : Token::Kind::Float, std::move(digits));
        advance(end);
    }

    void readNumber()
    {
        if (readNumberOfOtherBase())
            return;
        size_t end = digitsFrom(m_at);
        bool whole = true;
        // In a.1.2 no real number follows the first point.
        const bool behindPoint = !m_tokens.empty() && m_tokens.back().kind == Token::Kind::Operator &&
                                 m_tokens.back().text == "." && m_source[m_at - 1] == '.';
        if (!behindPoint && at(end) == '.' && isDigit(at(end + 1))) {
            end = digitsFrom(end + 1);
            whole = false;
        }
        const size_t sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0;
        if (!behindPoint && (at(end) == 'e' || at(end) == 'E') && isDigit(at(end + 1 + sign))) {
            end = digitsFrom(end + 1 + sign);
            whole = false;
        }
        if (whole && end > m_at + 1 && at(m_at) == '0' && m_source.find_first_not_of("0_", m_at) < end)
            failAtLine(m_line,
                       "the number " + m_source.substr(m_at, std::min<size_t>(end - m_at, 40)) + " begins with 0.");
        addNumber(end, whole);
    }

    void readName()
    {
        size_t end = m_at;
        while (isNameStart(at(end)) || isDigit(at(end)))
            ++end;
        add(Token::Kind::Name, m_source.substr(m_at, end - m_at));
        advance(end);
    }

    void readOperator()
    {
        constexpr std::string_view pairs[] = {"**", "//", "==", "!=", "<=", ">="};
        constexpr std::string_view singles = "+-*/%~<>=()[]{}.,:|";
        const std::string_view two = std::string_view(m_source).substr(m_at, 2);
        const bool isPair = std::ranges::find(pairs, two) != std::end(pairs);
        const char c = two[0];
        if (!isPair && singles.find(c) == std::string_view::npos)
            failAtLine(m_line, "the character \"" + std::string(1, c) + "\" is not expected here.");
        if (c == '(' || c == '[' || c == '{')
            ++m_open;
        else if ((c == ')' || c == ']' || c == '}') && --m_open < 0)
            failAtLine(m_line, "\"" + std::string(1, c) + "\" closes nothing.");
        add(Token::Kind::Operator, std::string(two.substr(0, isPair ? 2 : 1)));
        advance(m_at + (isPair ? 2 : 1));
    }

    std::string m_source;
    size_t m_at = 0;
    int m_line = 1;
    int m_open = 0;           // brackets: an end within them is none
    bool m_lineStarts = true; // what was read last ended a line
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenize(std::string_view source) { return Lexer(withPlainLineEnds(source)).run(); }

} // namespace deepscope::jinja
