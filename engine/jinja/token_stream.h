// The tokens of a template, read one after another by its parser.
#pragma once

#include "jinja/lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace deepscope::jinja {

class TokenStream {
public:
    explicit TokenStream(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    const Token &peek(size_t ahead = 0) const; // an End token behind the end
    Token next();
    bool at(Token::Kind kind) const { return peek().kind == kind; }
    bool atOperator(std::string_view symbol) const;
    bool atName(std::string_view name) const;
    bool takeOperator(std::string_view symbol); // false: it is something else and stays
    bool takeName(std::string_view name);
    void expectOperator(std::string_view symbol);
    void expectName(std::string_view name);
    std::string expectName(); // any
    void expect(Token::Kind kind, const char *what);

    int line() const { return peek().line; }
    [[noreturn]] void fail(const std::string &sentence) const; // Error(File) with the line
    [[noreturn]] void failExpecting(const std::string &what) const;

private:
    std::vector<Token> m_tokens; // the last is End
    size_t m_at = 0;
};

} // namespace deepscope::jinja
