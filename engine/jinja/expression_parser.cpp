#include "jinja/expression_parser.h"

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
    ListDisplay tuple{{}, true};
    tuple.items.push_back(std::move(first));
    while (m_tokens.takeOperator(",") && !m_tokens.at(Token::Kind::TagEnd) && !m_tokens.at(Token::Kind::OutputEnd))
        tuple.items.push_back(parse());
    return make(line, std::move(tuple));
}

ExpressionPtr ExpressionParser::parseJoinedTexts()
{
    ExpressionPtr value = parse();
    while (m_tokens.atOperator(",")) {
        const int line = m_tokens.next().line;
        value = make(line, Binary{"~", std::move(value), parse()});
    }
    return value;
}

// `a, b` behind `in`, too.
ExpressionPtr ExpressionParser::parseWithoutIf()
{
    const int line = m_tokens.line();
    ExpressionPtr first = parseOr();
    if (!m_tokens.atOperator(","))
        return first;
    ListDisplay tuple{{}, true};
    tuple.items.push_back(std::move(first));
    while (m_tokens.takeOperator(",") && !m_tokens.at(Token::Kind::TagEnd) && !m_tokens.atName("if") &&
           !m_tokens.atName("recursive"))
        tuple.items.push_back(parseOr());
    return make(line, std::move(tuple));
}

std::string ExpressionParser::parseParameter()
{
    std::string name = m_tokens.expectName();
    constexpr std::string_view fixed[] = {"true", "True", "false", "False", "none", "None"};
    if (std::ranges::find(fixed, name) != std::end(fixed))
        m_tokens.fail("\"" + name + "\" cannot be given a value.");
    return name;
}

Target ExpressionParser::parseTargetPart()
{
    if (!m_tokens.takeOperator("("))
        return {parseParameter(), "", {}};
    if (++m_nesting > MostNested)
        m_tokens.fail("names are nested too deeply.");
    Target target = parseTarget();
    --m_nesting;
    m_tokens.expectOperator(")");
    return target;
}

Target ExpressionParser::parseTarget()
{
    Target first = parseTargetPart();
    if (!m_tokens.atOperator(","))
        return first;
    Target all;
    all.parts.push_back(std::move(first));
    while (m_tokens.takeOperator(",") && (m_tokens.at(Token::Kind::Name) || m_tokens.atOperator("(")) &&
           !m_tokens.atName("in"))
        all.parts.push_back(parseTargetPart());
    return all;
}

Target ExpressionParser::parseSetTarget()
{
    const Token &after = m_tokens.peek(1);
    if (after.kind != Token::Kind::Operator || after.text != ".")
        return parseTarget();
    Target target{m_tokens.expectName(), "", {}};
    m_tokens.expectOperator(".");
    target.attribute = m_tokens.expectName();
    return target;
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
    return withPostfix(make(line, Signed{negative, std::move(operand)}));
}

} // namespace deepscope::jinja
