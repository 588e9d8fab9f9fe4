// Parses expressions. From loose to tight: if-else, or, and, not, comparisons, + -, ~, * / // %, **, sign, filters and
// tests, then what follows a value directly: .name [index] (call).
#pragma once

#include "text/jinja/syntax_height.h"
#include "text/jinja/token_stream.h"

#include <initializer_list>

namespace deepscope::jinja {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream &tokens) : m_tokens(tokens) {}

    // Each throws Error(File) for what is no expression.
    ExpressionPtr parse();                 // one value
    ExpressionPtr parseTuple();            // also `a, b`, which is a list
    ExpressionPtr parseWithoutIf();        // what a `for` runs over: an `if` after it is the statement's
    std::vector<std::string> parseNames(); // a, b

private:
    using Next = ExpressionPtr (ExpressionParser::*)();

    ExpressionPtr parseConditional();
    ExpressionPtr parseOr();
    ExpressionPtr parseAnd();
    ExpressionPtr parseNot();
    ExpressionPtr parseComparison();
    ExpressionPtr parseSum();
    ExpressionPtr parseJoined();
    ExpressionPtr parseProduct();
    ExpressionPtr parsePower();
    ExpressionPtr parseFiltered();
    ExpressionPtr parseSigned();
    ExpressionPtr parsePrimary();
    ExpressionPtr parseNumber();
    ExpressionPtr parseName();
    ExpressionPtr parseParenthesis();
    ExpressionPtr parseList();
    ExpressionPtr parseDict();

    ExpressionPtr parseBinary(std::initializer_list<std::string_view> symbols, Next next);
    std::string takeComparison(); // empty where none follows
    ExpressionPtr withPostfix(ExpressionPtr value);
    ExpressionPtr withFilters(ExpressionPtr value);
    ExpressionPtr withAttribute(ExpressionPtr value);
    ExpressionPtr withSubscript(ExpressionPtr value);
    ExpressionPtr withTest(ExpressionPtr value);
    CallArguments parseArguments();
    CallArguments parseTestArguments();
    std::string parseDottedName();

    template <typename Form>
    ExpressionPtr make(int line, Form form)
    {
        constexpr int mostHigh = 200;
        auto expression = std::make_unique<Expression>();
        expression->line = line;
        expression->height = 1 + heightOfParts(form);
        expression->form = std::move(form);
        if (expression->height > mostHigh)
            m_tokens.fail("an expression is too long or nested too deeply.");
        return expression;
    }

    TokenStream &m_tokens;
    int m_nesting = 0;
};

} // namespace deepscope::jinja
