#include "jinja/parser.h"

#include "jinja/expression_parser.h"

#include <algorithm>
#include <set>

namespace deepscope::jinja {

namespace {

constexpr int MostBlocksNested = 60;
using Ends = std::initializer_list<std::string_view>;
constexpr std::string_view ClosingTags[] = {"elif",     "else",    "endif",     "endfor",  "endset",
                                            "endmacro", "endwith", "endfilter", "endcall", "endgeneration"};

class Parser {
public:
    explicit Parser(std::string_view source) : m_tokens(tokenize(source)), m_expressions(m_tokens) {}

    Block run()
    {
        Block block = parseBlock({});
        if (!m_tokens.at(Token::Kind::End))
            m_tokens.fail("{% " + m_tokens.peek(1).text + " %} belongs to nothing.");
        return block;
    }

private:
    // Up to a tag with one of these names, which is left standing, or to the end of the template.
    Block parseBlock(Ends ends)
    {
        if (++m_nesting > MostBlocksNested)
            m_tokens.fail("blocks are nested too deeply.");
        Block block;
        while (!m_tokens.at(Token::Kind::End) && !atTag(ends) && !atTag(ClosingTags))
            block.push_back(parseStatement());
        --m_nesting;
        return block;
    }

    // A block that `name` opened: its tag's end, the statements, and the closing tag.
    Block parseBody(const char *closing)
    {
        endTag();
        Block body = parseBlock({closing});
        closeTag(closing);
        return body;
    }

    template <typename Names>
    bool atTag(const Names &names) const
    {
        const Token &name = m_tokens.peek(1);
        return m_tokens.at(Token::Kind::TagBegin) && name.kind == Token::Kind::Name &&
               std::ranges::find(names, name.text) != std::end(names);
    }

    void endTag() { m_tokens.expect(Token::Kind::TagEnd, "%}"); }

    bool takeTag(std::string_view name) // without its end
    {
        if (!atTag(Ends{name}))
            return false;
        m_tokens.next();
        m_tokens.next();
        return true;
    }

    void closeTag(std::string_view name)
    {
        if (!takeTag(name))
            m_tokens.fail("{% " + std::string(name) + " %} is missing.");
        endTag();
    }

    Statement parseStatement()
    {
        const int line = m_tokens.line();
        if (m_tokens.at(Token::Kind::Data))
            return {line, Data{m_tokens.next().text}};
        if (m_tokens.at(Token::Kind::OutputBegin)) {
            m_tokens.next();
            Output output{m_expressions.parseTuple()};
            m_tokens.expect(Token::Kind::OutputEnd, "}}");
            return {line, std::move(output)};
        }
        m_tokens.expect(Token::Kind::TagBegin, "{%");
        return parseTag(line, m_tokens.expectName());
    }

    Statement parseTag(int line, const std::string &name)
    {
        if (name == "if")
            return {line, parseIf()};
        if (name == "for")
            return {line, parseFor()};
        if (name == "set")
            return {line, parseSet()};
        if (name == "macro")
            return {line, parseMacro()};
        if (name == "with")
            return {line, parseWith()};
        if (name == "filter")
            return {line, parseFilterBlock()};
        if (name == "call")
            return {line, parseCallBlock()};
        if (name == "print")
            return {line, parsePrint()};
        if (name == "generation")
            return {line, Generation{parseFunctionBody("endgeneration")}};
        if (name == "break" || name == "continue")
            return parseJump(line, name == "break");
        m_tokens.fail("the tag {% " + name + " %} is not supported.");
    }

    If parseIf()
    {
        If statement;
        do {
            ExpressionPtr test = m_expressions.parseTuple();
            endTag();
            statement.branches.emplace_back(std::move(test), parseBlock({"elif", "else", "endif"}));
        } while (takeTag("elif"));
        if (takeTag("else")) {
            endTag();
            statement.otherwise = parseBlock({"endif"});
        }
        closeTag("endif");
        return statement;
    }

    static bool gives(const Target &target, std::string_view name)
    {
        return target.name == name ||
               std::ranges::any_of(target.parts, [name](const Target &part) { return gives(part, name); });
    }

    For parseFor()
    {
        For loop;
        loop.target = m_expressions.parseTarget();
        if (gives(loop.target, "loop"))
            m_tokens.fail("\"loop\" is what a {% for %} tells of itself; another name is needed.");
        m_tokens.expectName("in");
        loop.items = m_expressions.parseWithoutIf();
        if (m_tokens.takeName("if"))
            loop.condition = m_expressions.parse();
        loop.isRecursive = m_tokens.takeName("recursive");
        endTag();
        const std::set<std::string> outside = m_expressions.exchangeNamesRead();
        ++m_loops;
        loop.body = parseBlock({"else", "endfor"});
        --m_loops;
        const std::set<std::string> inside = m_expressions.exchangeNamesRead(outside);
        m_expressions.addNamesRead(inside);
        loop.usesLoop = loop.isRecursive || inside.contains("loop");
        if (takeTag("else")) {
            endTag();
            loop.otherwise = parseBlock({"endfor"});
        }
        closeTag("endfor");
        return loop;
    }

    Set parseSet()
    {
        Set set{m_expressions.parseSetTarget(), nullptr, {}, {}};
        if (m_tokens.takeOperator("=")) {
            set.value = m_expressions.parseTuple();
            endTag();
            return set;
        }
        if (!m_tokens.at(Token::Kind::TagEnd) && !m_tokens.atOperator("|"))
            m_tokens.failExpecting("\"=\"");
        while (m_tokens.takeOperator("|"))
            set.filters.push_back(m_expressions.parseFilterCall());
        set.body = parseBody("endset");
        return set;
    }

    FilterBlock parseFilterBlock()
    {
        FilterBlock block;
        do
            block.filters.push_back(m_expressions.parseFilterCall());
        while (m_tokens.takeOperator("|"));
        block.body = parseBody("endfilter");
        return block;
    }

    CallBlock parseCallBlock()
    {
        CallBlock block;
        if (m_tokens.takeOperator("("))
            block.caller.parameters = parseParameters();
        block.call = m_expressions.parse();
        if (!std::holds_alternative<Call>(block.call->form))
            m_tokens.fail("{% call %} needs the call of a macro.");
        readMacroBody(block.caller, "endcall");
        return block;
    }

    Output parsePrint()
    {
        Output output{m_expressions.parseJoinedTexts()};
        endTag();
        return output;
    }

    With parseWith()
    {
        With with;
        while (!m_tokens.at(Token::Kind::TagEnd)) {
            Target target = m_expressions.parseTarget();
            m_tokens.expectOperator("=");
            with.values.emplace_back(std::move(target), m_expressions.parse());
            if (!m_tokens.takeOperator(","))
                break;
        }
        with.body = parseBody("endwith");
        return with;
    }

    Macro parseMacro()
    {
        Macro macro;
        macro.name = m_expressions.parseParameter();
        m_tokens.expectOperator("(");
        macro.parameters = parseParameters();
        readMacroBody(macro, "endmacro");
        return macro;
    }

    // Behind the bracket, up to its end.
    std::vector<std::pair<std::string, ExpressionPtr>> parseParameters()
    {
        std::vector<std::pair<std::string, ExpressionPtr>> parameters;
        while (!m_tokens.atOperator(")")) {
            if (!parameters.empty())
                m_tokens.expectOperator(",");
            if (parameters.size() >= MostNamed)
                m_tokens.fail("a macro has more than " + std::to_string(MostNamed) + " parameters.");
            std::string name = m_expressions.parseParameter();
            ExpressionPtr otherwise = m_tokens.takeOperator("=") ? m_expressions.parse() : nullptr;
            if (!otherwise && !parameters.empty() && parameters.back().second)
                m_tokens.fail("a parameter without a default follows one with a default.");
            if (std::ranges::find(parameters, name, &std::pair<std::string, ExpressionPtr>::first) != parameters.end())
                m_tokens.fail("two parameters are called \"" + name + "\".");
            parameters.emplace_back(std::move(name), std::move(otherwise));
        }
        m_tokens.expectOperator(")");
        return parameters;
    }

    // What the body reads decides on what else the macro takes.
    void readMacroBody(Macro &macro, const char *closing)
    {
        const std::set<std::string> outside = m_expressions.exchangeNamesRead();
        macro.body = parseFunctionBody(closing);
        const std::set<std::string> inside = m_expressions.exchangeNamesRead(outside);
        m_expressions.addNamesRead(inside);
        const auto takes = [&](const char *name) {
            return inside.contains(name) &&
                   std::ranges::find(macro.parameters, name, &std::pair<std::string, ExpressionPtr>::first) ==
                       macro.parameters.end();
        };
        macro.usesCaller = takes("caller");
        macro.usesVarargs = takes("varargs");
        macro.usesKwargs = takes("kwargs");
    }

    // A loop around it is not its own.
    Block parseFunctionBody(const char *closing)
    {
        const int loops = std::exchange(m_loops, 0);
        Block body = parseBody(closing);
        m_loops = loops;
        return body;
    }

    Statement parseJump(int line, bool isBreak)
    {
        if (m_loops == 0)
            m_tokens.fail(isBreak ? "{% break %} stands outside of a loop."
                                  : "{% continue %} stands outside of a loop.");
        endTag();
        if (isBreak)
            return {line, Break{}};
        return {line, Continue{}};
    }

    TokenStream m_tokens;
    ExpressionParser m_expressions;
    int m_nesting = 0;
    int m_loops = 0;
};

} // namespace

Block parseTemplate(std::string_view source) { return Parser(source).run(); }

} // namespace deepscope::jinja
