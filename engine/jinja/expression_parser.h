// Parses expressions. From loose to tight: if-else, or, and, not, comparisons, + -, ~, * / // %, **, sign, filters and
// tests, then what follows a value directly: .name [index] (call).
#pragma once

#include "jinja/syntax_height.h"
#include "jinja/token_stream.h"

#include <initializer_list>
#include <set>
#include <string>
#include <utility>

namespace deepscope::jinja {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream &tokens) : m_tokens(tokens) {}

    // Each throws Error(File) for what is no expression.
    ExpressionPtr parse();            // one value
    ExpressionPtr parseTuple();       // also `a, b`
    ExpressionPtr parseJoinedTexts(); // `a, b`, but written one behind the other
    ExpressionPtr parseWithoutIf();   // what a `for` runs over: an `if` after it is the statement's
    Target parseTarget();             // a, or a, (b, c)
    Target parseSetTarget();          // also a.b, of a namespace
    FilterCall parseFilterCall();     // name(...)
    std::string parseParameter();

    // The names that expressions read since the last exchange, as far as a statement around them asks for them: loop,
    // caller, varargs, kwargs.
    std::set<std::string> exchangeNamesRead(std::set<std::string> names = {})
    {
        return std::exchange(m_namesRead, std::move(names));
    }
    void addNamesRead(const std::set<std::string> &names) { m_namesRead.insert(names.begin(), names.end()); }

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
    void parseArgument(CallArguments &arguments);
    Target parseTargetPart();
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
    std::set<std::string> m_namesRead;
};

} // namespace deepscope::jinja
