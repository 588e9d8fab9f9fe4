#include "jinja/token_stream.h"

#include "jinja/workspace.h"

#include <algorithm>

namespace deepscope::jinja {

const Token &TokenStream::peek(size_t ahead) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }

Token TokenStream::next()
{
    Token token = peek();
    if (m_at + 1 < m_tokens.size())
        ++m_at;
    return token;
}

bool TokenStream::atOperator(std::string_view symbol) const
{
    return at(Token::Kind::Operator) && peek().text == symbol;
}

bool TokenStream::atName(std::string_view name) const { return at(Token::Kind::Name) && peek().text == name; }

bool TokenStream::takeOperator(std::string_view symbol)
{
    const bool found = atOperator(symbol);
    if (found)
        next();
    return found;
}

bool TokenStream::takeName(std::string_view name)
{
    const bool found = atName(name);
    if (found)
        next();
    return found;
}

void TokenStream::expectOperator(std::string_view symbol)
{
    if (!takeOperator(symbol))
        failExpecting("\"" + std::string(symbol) + "\"");
}

void TokenStream::expectName(std::string_view name)
{
    if (!takeName(name))
        failExpecting("\"" + std::string(name) + "\"");
}

std::string TokenStream::expectName()
{
    if (!at(Token::Kind::Name))
        failExpecting("a name");
    return next().text;
}

void TokenStream::expect(Token::Kind kind, const char *what)
{
    if (!at(kind))
        failExpecting(what);
    next();
}

void TokenStream::fail(const std::string &sentence) const { failAtLine(line(), sentence); }

void TokenStream::failExpecting(const std::string &what) const
{
    switch (peek().kind) {
    case Token::Kind::End:
        fail(what + " is missing at the end.");
    case Token::Kind::OutputEnd:
        fail(what + " is missing before }}.");
    case Token::Kind::TagEnd:
        fail(what + " is missing before %}.");
    case Token::Kind::Data:
    case Token::Kind::OutputBegin:
    case Token::Kind::TagBegin:
        fail(what + " is missing.");
    default:
        fail(what + " is expected, not \"" + peek().text.substr(0, 40) + "\".");
    }
}

} // namespace deepscope::jinja
