#include "text/jinja/parser.h"

#include "text/jinja/expression_parser.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

constexpr int MostNested = 60;
using Ends = std::initializer_list<std::string_view>;
constexpr std::string_view ClosingTags[] = {"elif",   "else",     "endif",   "endfor",
                                            "endset", "endmacro", "endwith", "endgeneration"};

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
        if (++m_nesting > MostNested)
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
        if (name == "generation")
            return {line, Generation{parseBody("endgeneration")}};
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

    For parseFor()
    {
        For loop;
        loop.target.names = m_expressions.parseNames();
        m_tokens.expectName("in");
        loop.items = m_expressions.parseWithoutIf();
        if (m_tokens.takeName("if"))
            loop.condition = m_expressions.parse();
        if (m_tokens.atName("recursive"))
            m_tokens.fail("a recursive {% for %} is not supported.");
        endTag();
        ++m_loops;
        loop.body = parseBlock({"else", "endfor"});
        --m_loops;
        if (takeTag("else")) {
            endTag();
            loop.otherwise = parseBlock({"endfor"});
        }
        closeTag("endfor");
        return loop;
    }

    Target parseTarget()
    {
        Target target{m_expressions.parseNames(), ""};
        if (target.names.size() == 1 && m_tokens.takeOperator("."))
            target.attribute = m_tokens.expectName();
        return target;
    }

    Set parseSet()
    {
        Set set{parseTarget(), nullptr, {}};
        if (m_tokens.takeOperator("=")) {
            set.value = m_expressions.parseTuple();
            endTag();
            return set;
        }
        if (m_tokens.atOperator("|"))
            m_tokens.fail("a {% set %} block with a filter is not supported.");
        if (set.target.names.size() != 1)
            m_tokens.failExpecting("\"=\"");
        set.body = parseBody("endset");
        return set;
    }

    With parseWith()
    {
        With with;
        while (!m_tokens.at(Token::Kind::TagEnd)) {
            Target target{m_expressions.parseNames(), ""};
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
        Macro macro{m_tokens.expectName(), {}, {}};
        m_tokens.expectOperator("(");
        while (!m_tokens.atOperator(")")) {
            std::string name = m_tokens.expectName();
            macro.parameters.emplace_back(std::move(name),
                                          m_tokens.takeOperator("=") ? m_expressions.parse() : nullptr);
            if (!m_tokens.takeOperator(","))
                break;
        }
        m_tokens.expectOperator(")");
        const int loops = std::exchange(m_loops, 0); // a loop around a macro is not the macro's
        macro.body = parseBody("endmacro");
        m_loops = loops;
        return macro;
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
