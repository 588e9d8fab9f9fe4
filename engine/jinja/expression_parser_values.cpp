#include "jinja/expression_parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace deepscope::jinja {

namespace {

ExpressionPtr literal(int line, Value value)
{
    auto expression = std::make_unique<Expression>();
    expression->line = line;
    expression->form = Literal{std::move(value)};
    return expression;
}

// 12, 0x1F, 0o17, 0b11. Nothing: it is too large.
std::optional<int64_t> wholeNumber(std::string_view digits)
{
    const char letter = digits.size() > 2 && digits[0] == '0' ? char(digits[1] | 0x20) : '\0';
    const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    if (base != 10)
        digits.remove_prefix(2);
    int64_t number = 0;
    const auto problem = std::from_chars(digits.data(), digits.data() + digits.size(), number, base).ec;
    return problem == std::errc() ? std::optional(number) : std::nullopt;
}

Value textValue(std::string text) { return {std::make_shared<const std::string>(std::move(text))}; }

} // namespace

ExpressionPtr ExpressionParser::parsePrimary()
{
    const int line = m_tokens.line();
    switch (m_tokens.peek().kind) {
    case Token::Kind::Name:
        return parseName();
    case Token::Kind::Integer:
    case Token::Kind::Float:
        return parseNumber();
    case Token::Kind::Quoted: {
        std::string text;
        while (m_tokens.at(Token::Kind::Quoted)) // adjacent ones are one
            text += m_tokens.next().text;
        return literal(line, textValue(std::move(text)));
    }
    default:
        break;
    }
    if (m_tokens.takeOperator("("))
        return parseParenthesis();
    if (m_tokens.takeOperator("["))
        return parseList();
    if (m_tokens.takeOperator("{"))
        return parseDict();
    m_tokens.failExpecting("a value");
}

ExpressionPtr ExpressionParser::parseNumber()
{
    const Token token = m_tokens.next();
    if (token.kind == Token::Kind::Float) {
        double number = 0;
        const char *begin = token.text.data(), *end = begin + token.text.size();
        if (std::from_chars(begin, end, number).ec == std::errc::result_out_of_range)
            number = std::strtod(begin, nullptr); // infinite, or nothing
        return literal(token.line, {number});
    }
    const std::optional<int64_t> number = wholeNumber(token.text);
    if (!number)
        m_tokens.fail("the number " + token.text.substr(0, 40) + " is too large.");
    return literal(token.line, {*number});
}

ExpressionPtr ExpressionParser::parseName()
{
    constexpr std::string_view asked[] = {"loop", "caller", "varargs", "kwargs"};
    Token token = m_tokens.next();
    if (token.text == "true" || token.text == "True")
        return literal(token.line, {true});
    if (token.text == "false" || token.text == "False")
        return literal(token.line, {false});
    if (token.text == "none" || token.text == "None")
        return literal(token.line, {None{}});
    if (std::ranges::find(asked, token.text) != std::end(asked))
        m_namesRead.insert(token.text);
    return make(token.line, Name{std::move(token.text)});
}

ExpressionPtr ExpressionParser::parseParenthesis()
{
    const int line = m_tokens.line();
    if (m_tokens.takeOperator(")"))
        return make(line, ListDisplay{{}, true});
    ExpressionPtr first = parse();
    if (m_tokens.takeOperator(")"))
        return first;
    ListDisplay list{{}, true};
    list.items.push_back(std::move(first));
    while (m_tokens.takeOperator(",") && !m_tokens.atOperator(")"))
        list.items.push_back(parse());
    m_tokens.expectOperator(")");
    return make(line, std::move(list));
}

ExpressionPtr ExpressionParser::parseList()
{
    const int line = m_tokens.line();
    ListDisplay list;
    while (!m_tokens.atOperator("]")) {
        list.items.push_back(parse());
        if (!m_tokens.takeOperator(","))
            break;
    }
    m_tokens.expectOperator("]");
    return make(line, std::move(list));
}

ExpressionPtr ExpressionParser::parseDict()
{
    const int line = m_tokens.line();
    DictDisplay dict;
    while (!m_tokens.atOperator("}")) {
        ExpressionPtr key = parse();
        m_tokens.expectOperator(":");
        dict.entries.emplace_back(std::move(key), parse());
        if (!m_tokens.takeOperator(","))
            break;
    }
    m_tokens.expectOperator("}");
    return make(line, std::move(dict));
}

ExpressionPtr ExpressionParser::withPostfix(ExpressionPtr value)
{
    while (true) {
        if (m_tokens.atOperator(".")) {
            value = withAttribute(std::move(value));
        } else if (m_tokens.atOperator("[")) {
            value = withSubscript(std::move(value));
        } else if (m_tokens.atOperator("(")) {
            const int line = m_tokens.line();
            value = make(line, Call{std::move(value), parseArguments()});
        } else {
            return value;
        }
    }
}

ExpressionPtr ExpressionParser::withAttribute(ExpressionPtr value)
{
    const int line = m_tokens.next().line;
    if (m_tokens.at(Token::Kind::Integer))
        return make(line, Subscript{std::move(value), parseNumber()});
    return make(line, Attribute{std::move(value), m_tokens.expectName()});
}

ExpressionPtr ExpressionParser::withSubscript(ExpressionPtr value)
{
    const int line = m_tokens.next().line;
    const auto part = [this]() -> ExpressionPtr {
        return m_tokens.atOperator(":") || m_tokens.atOperator("]") ? nullptr : parse();
    };
    ExpressionPtr first = part();
    if (first && m_tokens.takeOperator("]"))
        return make(line, Subscript{std::move(value), std::move(first)});
    m_tokens.expectOperator(":");
    Slice slice{std::move(value), std::move(first), part(), nullptr};
    if (m_tokens.takeOperator(":"))
        slice.step = part();
    m_tokens.expectOperator("]");
    return make(line, std::move(slice));
}

CallArguments ExpressionParser::parseArguments()
{
    CallArguments arguments;
    m_tokens.expectOperator("(");
    while (!m_tokens.atOperator(")")) {
        parseArgument(arguments);
        if (!m_tokens.takeOperator(","))
            break;
    }
    m_tokens.expectOperator(")");
    return arguments;
}

void ExpressionParser::parseArgument(CallArguments &arguments)
{
    const auto place = [&](bool allowed) {
        if (!allowed)
            m_tokens.fail("the arguments of a call are not in the order: plain ones, ones with names, *, **.");
    };
    const bool plain = !arguments.spread && !arguments.spreadNamed;
    const Token &after = m_tokens.peek(1);
    if (m_tokens.takeOperator("*")) {
        place(plain);
        arguments.spread = parse();
    } else if (m_tokens.takeOperator("**")) {
        place(!arguments.spreadNamed);
        arguments.spreadNamed = parse();
    } else if (m_tokens.at(Token::Kind::Name) && after.kind == Token::Kind::Operator && after.text == "=") {
        place(!arguments.spreadNamed);
        std::string name = m_tokens.expectName();
        if (arguments.named.size() >= MostNamed)
            m_tokens.fail("a call names more than " + std::to_string(MostNamed) + " arguments.");
        if (std::ranges::find(arguments.named, name, &std::pair<std::string, ExpressionPtr>::first) !=
            arguments.named.end())
            m_tokens.fail("the argument \"" + name + "\" is given twice.");
        m_tokens.expectOperator("=");
        arguments.named.emplace_back(std::move(name), parse());
    } else {
        place(plain && arguments.named.empty());
        arguments.positional.push_back(parse());
    }
}

FilterCall ExpressionParser::parseFilterCall()
{
    FilterCall call{m_tokens.line(), parseDottedName(), {}};
    if (m_tokens.atOperator("("))
        call.arguments = parseArguments();
    return call;
}

std::string ExpressionParser::parseDottedName()
{
    std::string name = m_tokens.expectName();
    while (m_tokens.takeOperator("."))
        name += "." + m_tokens.expectName();
    return name;
}

ExpressionPtr ExpressionParser::withFilters(ExpressionPtr value)
{
    while (true) {
        const int line = m_tokens.line();
        if (m_tokens.takeOperator("|")) {
            value = make(line, Filter{std::move(value), parseFilterCall()});
        } else if (m_tokens.takeName("is")) {
            value = withTest(std::move(value));
        } else if (m_tokens.atOperator("(")) {
            value = make(line, Call{std::move(value), parseArguments()});
        } else {
            return value;
        }
    }
}

ExpressionPtr ExpressionParser::withTest(ExpressionPtr value)
{
    const int line = m_tokens.line();
    const bool negated = m_tokens.takeName("not");
    Test test{std::move(value), parseDottedName(), {}};
    test.arguments = m_tokens.atOperator("(") ? parseArguments() : parseTestArguments();
    ExpressionPtr tested = make(line, std::move(test));
    return negated ? make(line, Not{std::move(tested)}) : std::move(tested);
}

// One argument may follow without brackets: `x is divisibleby 3`.
CallArguments ExpressionParser::parseTestArguments()
{
    constexpr std::string_view notValues[] = {"else", "or", "and", "is", "if", "in", "not"};
    CallArguments arguments;
    const Token &token = m_tokens.peek();
    const bool value =
        (token.kind == Token::Kind::Name && std::ranges::find(notValues, token.text) == std::end(notValues)) ||
        token.kind == Token::Kind::Quoted || token.kind == Token::Kind::Integer || token.kind == Token::Kind::Float ||
        m_tokens.atOperator("[") || m_tokens.atOperator("{");
    if (value)
        arguments.positional.push_back(withPostfix(parsePrimary()));
    return arguments;
}

} // namespace deepscope::jinja
