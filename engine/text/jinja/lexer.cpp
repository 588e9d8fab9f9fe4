#include "text/jinja/lexer.h"

#include "text/jinja/text_literal.h"
#include "text/jinja/workspace.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

constexpr std::string_view Blanks = " \t\n\r\v\f";

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
        else
            readCode(kind == '{');
        m_lineStarts = m_source[m_at - 1] == '\n';
    }

    // lstrip_blocks: the blanks in front of a tag that is the first on its line.
    void stripBefore(std::string &data, char kind, char sign) const
    {
        if (sign == '-') {
            data.resize(data.find_last_not_of(Blanks) + 1);
        } else if (sign != '+' && kind != '{') {
            const size_t lineStart = data.rfind('\n') + 1;
            if ((lineStart > 0 || m_lineStarts) && data.find_first_not_of(Blanks, lineStart) == std::string::npos)
                data.resize(lineStart);
        }
    }

    // Behind }} nothing, behind %} and #} one line end (trim_blocks), behind -}} and the like all blanks.
    void skipAfter(bool output, char sign)
    {
        if (sign == '-')
            advance(std::min(m_source.find_first_not_of(Blanks, m_at), m_source.size()));
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
            advance(std::min(m_source.find_first_not_of(Blanks, m_at), m_source.size()));
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
        if (at(end) != (output ? '}' : '%') || at(end + 1) != '}')
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

    void readNumber()
    {
        size_t end = digitsFrom(m_at);
        bool whole = true;
        if (at(end) == '.' && isDigit(at(end + 1))) {
            end = digitsFrom(end + 1);
            whole = false;
        }
        const size_t sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0;
        if ((at(end) == 'e' || at(end) == 'E') && isDigit(at(end + 1 + sign))) {
            end = digitsFrom(end + 1 + sign);
            whole = false;
        }
        std::string digits = m_source.substr(m_at, end - m_at);
        std::erase(digits, '_');
        add(whole ? Token::Kind::Integer : Token::Kind::Float, std::move(digits));
        advance(end);
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
