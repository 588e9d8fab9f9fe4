#include "text/jinja/expression_parser.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

constexpr int MostNested = 50;

} // namespace

ExpressionPtr ExpressionParser::parse() { return parseConditional(); }

ExpressionPtr ExpressionParser::parseTuple()
{
    const int line = m_tokens.line();
    ExpressionPtr first = parse();
    if (!m_tokens.atOperator(","))
        return first;
    ListDisplay list;
    list.items.push_back(std::move(first));
    while (m_tokens.takeOperator(",") && !m_tokens.at(Token::Kind::TagEnd) && !m_tokens.at(Token::Kind::OutputEnd))
        list.items.push_back(parse());
    return make(line, std::move(list));
}

ExpressionPtr ExpressionParser::parseWithoutIf() { return parseOr(); }

std::vector<std::string> ExpressionParser::parseNames()
{
    const bool inParenthesis = m_tokens.takeOperator("(");
    std::vector<std::string> names;
    do
        names.push_back(m_tokens.expectName());
    while (m_tokens.takeOperator(","));
    if (inParenthesis)
        m_tokens.expectOperator(")");
    return names;
}

// The one place through which every nested expression goes.
ExpressionPtr ExpressionParser::parseConditional()
{
    if (++m_nesting > MostNested)
        m_tokens.fail("an expression is nested too deeply.");
    ExpressionPtr value = parseOr();
    while (m_tokens.atName("if")) {
        const int line = m_tokens.next().line;
        Conditional conditional{std::move(value), parseOr(), nullptr};
        if (m_tokens.takeName("else"))
            conditional.otherwise = parseConditional();
        value = make(line, std::move(conditional));
    }
    --m_nesting;
    return value;
}

ExpressionPtr ExpressionParser::parseOr()
{
    ExpressionPtr value = parseAnd();
    while (m_tokens.atName("or")) {
        const int line = m_tokens.next().line;
        value = make(line, Logical{false, std::move(value), parseAnd()});
    }
    return value;
}

ExpressionPtr ExpressionParser::parseAnd()
{
    ExpressionPtr value = parseNot();
    while (m_tokens.atName("and")) {
        const int line = m_tokens.next().line;
        value = make(line, Logical{true, std::move(value), parseNot()});
    }
    return value;
}

ExpressionPtr ExpressionParser::parseNot()
{
    if (!m_tokens.atName("not"))
        return parseComparison();
    const int line = m_tokens.next().line;
    if (++m_nesting > MostNested)
        m_tokens.fail("an expression is nested too deeply.");
    ExpressionPtr operand = parseNot();
    --m_nesting;
    return make(line, Not{std::move(operand)});
}

std::string ExpressionParser::takeComparison()
{
    constexpr std::string_view symbols[] = {"==", "!=", "<", "<=", ">", ">="};
    if (m_tokens.at(Token::Kind::Operator) && std::ranges::find(symbols, m_tokens.peek().text) != std::end(symbols))
        return m_tokens.next().text;
    if (m_tokens.takeName("in"))
        return "in";
    const Token &after = m_tokens.peek(1);
    if (!m_tokens.atName("not") || after.kind != Token::Kind::Name || after.text != "in")
        return "";
    m_tokens.next();
    m_tokens.next();
    return "not in";
}

ExpressionPtr ExpressionParser::parseComparison()
{
    const int line = m_tokens.line();
    ExpressionPtr first = parseSum();
    std::vector<std::pair<std::string, ExpressionPtr>> rest;
    for (std::string symbol = takeComparison(); !symbol.empty(); symbol = takeComparison())
        rest.emplace_back(std::move(symbol), parseSum());
    return rest.empty() ? std::move(first) : make(line, Comparison{std::move(first), std::move(rest)});
}

ExpressionPtr ExpressionParser::parseBinary(std::initializer_list<std::string_view> symbols, Next next)
{
    ExpressionPtr value = (this->*next)();
    while (m_tokens.at(Token::Kind::Operator) && std::ranges::find(symbols, m_tokens.peek().text) != symbols.end()) {
        Token symbol = m_tokens.next();
        value = make(symbol.line, Binary{std::move(symbol.text), std::move(value), (this->*next)()});
    }
    return value;
}

ExpressionPtr ExpressionParser::parseSum() { return parseBinary({"+", "-"}, &ExpressionParser::parseJoined); }
ExpressionPtr ExpressionParser::parseJoined() { return parseBinary({"~"}, &ExpressionParser::parseProduct); }
ExpressionPtr ExpressionParser::parseProduct()
{
    return parseBinary({"*", "/", "//", "%"}, &ExpressionParser::parsePower);
}
ExpressionPtr ExpressionParser::parsePower() { return parseBinary({"**"}, &ExpressionParser::parseFiltered); }

ExpressionPtr ExpressionParser::parseFiltered() { return withFilters(parseSigned()); }

ExpressionPtr ExpressionParser::parseSigned()
{
    const int line = m_tokens.line();
    const bool negative = m_tokens.atOperator("-");
    if (!negative && !m_tokens.atOperator("+"))
        return withPostfix(parsePrimary());
    m_tokens.next();
    if (++m_nesting > MostNested)
        m_tokens.fail("an expression is nested too deeply.");
    ExpressionPtr operand = parseSigned();
    --m_nesting;
    return negative ? make(line, Negative{std::move(operand)}) : std::move(operand);
}

} // namespace deepscope::jinja
