// '%s' % x. Source: docs.python.org/3/library/stdtypes.html, "printf-style String Formatting"
#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <cmath>

namespace deepscope::jinja {

namespace {

// The values in the order in which the places take them.
class PlacedValues {
public:
    PlacedValues(Workspace &workspace, const Value &values) : m_workspace(workspace), m_all(values)
    {
        if (isTuple(values))
            m_list = values.as<List *>()->items;
        else
            m_list = {values};
    }

    Value next()
    {
        if (m_at >= m_list.size())
            m_workspace.fail("a text is formatted with % and has more places than there are values.");
        return m_list[m_at++];
    }

    Value named(const std::string &name) const
    {
        const Value *found =
            isMapping(m_all) ? entryOf(m_workspace, *m_all.as<Dict *>(), m_workspace.text(name)) : nullptr;
        if (!found)
            m_workspace.fail("a text is formatted with %(" + name + ") and there is no such value.");
        return *found;
    }

    // Python does not mind what is left of one value in which it could look something up.
    void finish() const
    {
        const bool isList = m_all.holds<List *>() && !isTuple(m_all) && m_all.as<List *>()->form < List::Form::Keys;
        const bool lookedUp = isList || isMapping(m_all) || m_all.holds<Undefined>();
        if (m_at < m_list.size() && !lookedUp)
            m_workspace.fail("a text is formatted with % and has fewer places than there are values.");
    }

private:
    Workspace &m_workspace;
    Value m_all;
    std::vector<Value> m_list;
    size_t m_at = 0;
};

class PercentFormatter {
public:
    PercentFormatter(Workspace &workspace, const std::string &text, const Value &values)
        : m_workspace(workspace), m_text(text), m_values(workspace, values)
    {
    }

    std::string run()
    {
        std::string result;
        bool named = false;
        while (m_at < m_text.size()) {
            const size_t place = std::min(m_text.find('%', m_at), m_text.size());
            result.append(m_text, m_at, place - m_at);
            m_at = place + 1;
            if (place == m_text.size())
                break;
            m_workspace.step();
            m_named.reset();
            const std::string part = formatPlace();
            named = named || m_named;
            m_workspace.reserve(part.size());
            result += part;
        }
        if (!named)
            m_values.finish();
        return result;
    }

private:
    char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    Value nextValue() { return m_named ? *m_named : m_values.next(); }

    [[noreturn]] void failFor(char type, const Value &value) const
    {
        m_workspace.fail(std::string("a text is formatted with %") + type + " and given " + kindOf(value) + ".");
    }

    void readName()
    {
        if (here() != '(')
            return;
        const size_t begin = m_at + 1;
        for (int open = 1; open > 0;) {
            ++m_at;
            if (m_at >= m_text.size())
                m_workspace.fail("a text is formatted with %( that has no end.");
            open += here() == '(' ? 1 : here() == ')' ? -1 : 0;
        }
        m_named = m_values.named(m_text.substr(begin, m_at - begin));
        ++m_at;
    }

    void readFlags(FormatSpec &spec)
    {
        bool zero = false;
        for (; here() != '\0' && std::string_view("-+ #0").find(here()) != std::string_view::npos; ++m_at) {
            const char flag = here();
            zero = zero || flag == '0';
            spec.alternate = spec.alternate || flag == '#';
            if (flag == '-')
                spec.align = '<';
            if (flag == '+' || (flag == ' ' && spec.sign != '+'))
                spec.sign = flag;
        }
        m_zeros = zero && spec.align == '\0';
    }

    // A number, or * for the next value.
    std::optional<int64_t> readNumber()
    {
        if (here() == '*') {
            ++m_at;
            const Value value = m_values.next();
            if (!isWhole(value))
                failFor('*', value);
            return wholeOf(value);
        }
        constexpr int64_t most = 1'000'000'000; // more is more than any text may have
        std::optional<int64_t> number;
        for (; here() >= '0' && here() <= '9'; ++m_at)
            number = std::min(most, number.value_or(0) * 10 + (here() - '0'));
        return number;
    }

    std::string formatPlace()
    {
        FormatSpec spec;
        readName();
        readFlags(spec);
        spec.width = readNumber().value_or(0);
        if (spec.width < 0) { // from *
            spec.align = '<';
            spec.width = -std::max<int64_t>(spec.width, -1'000'000'000);
        }
        if (here() == '.') {
            ++m_at;
            spec.precision = std::max<int64_t>(readNumber().value_or(0), 0);
        }
        while (here() == 'h' || here() == 'l' || here() == 'L')
            ++m_at;
        if (m_at >= m_text.size())
            m_workspace.fail("a text is formatted with % and ends within a place.");
        const char type = m_text[m_at++];
        if (type == '%')
            return "%";
        return formatted(nextValue(), type, spec);
    }

    std::string formatted(const Value &value, char type, FormatSpec &spec)
    {
        switch (type) {
        case 's':
        case 'r':
        case 'a': {
            const std::string text = type == 's' ? shown(m_workspace, value) : quoted(m_workspace, value, type == 'a');
            return padded(m_workspace, cut(text, spec.precision), spec, '>');
        }
        case 'c':
            return padded(m_workspace, character(value), spec, '>');
        case 'd':
        case 'i':
        case 'u':
        case 'x':
        case 'X':
        case 'o':
            return formattedWhole(value, type, spec);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
            if (!isNumber(value))
                failFor(type, value);
            spec.type = type;
            fillWithZeros(spec);
            return formattedNumber(m_workspace, value, spec);
        default:
            m_workspace.fail(std::string("a text is formatted with %") + type + ", which there is not.");
        }
    }

    void fillWithZeros(FormatSpec &spec) const
    {
        if (m_zeros) {
            spec.fill = "0";
            spec.align = '=';
        }
    }

    std::string formattedWhole(Value value, char type, FormatSpec &spec)
    {
        const bool decimal = type == 'd' || type == 'i' || type == 'u';
        if (decimal && value.holds<double>()) {
            if (!(std::abs(value.as<double>()) < 9.2e18))
                m_workspace.fail("a whole number becomes too large.");
            value = {int64_t(value.as<double>())};
        }
        if (!isWhole(value))
            failFor(type, value);
        spec.type = decimal ? 'd' : type;
        spec.leastDigits = std::max<int64_t>(spec.precision, 0);
        fillWithZeros(spec);
        return formattedNumber(m_workspace, value, spec);
    }

    std::string character(const Value &value) const
    {
        if (value.isText() && countCharacters(value.text()) == 1)
            return value.text();
        if (!isWhole(value) || wholeOf(value) < 0 || wholeOf(value) > 0x10FFFF)
            failFor('c', value);
        std::string text;
        appendCharacter(text, uint32_t(wholeOf(value)));
        return text;
    }

    static std::string cut(const std::string &text, int64_t most)
    {
        if (most < 0)
            return text;
        size_t end = 0;
        for (int64_t i = 0; i < most && end < text.size(); ++i)
            end += firstCharacter(std::string_view(text).substr(end)).bytes.size();
        return text.substr(0, end);
    }

    Workspace &m_workspace;
    const std::string &m_text;
    PlacedValues m_values;
    std::optional<Value> m_named; // what the place asked for by name
    bool m_zeros = false;
    size_t m_at = 0;
};

} // namespace

Value formattedByPercent(Workspace &workspace, const std::string &text, const Value &values)
{
    workspace.read(text.size());
    return workspace.text(PercentFormatter(workspace, text, values).run());
}

} // namespace deepscope::jinja
