// '{}'.format(x). Source: docs.python.org/3/library/string.html, "Format String Syntax"
#include "jinja/formatting.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <algorithm>
#include <charconv>

namespace deepscope::jinja {

namespace {

class BraceFormatter {
public:
    BraceFormatter(Workspace &workspace, const std::vector<Value> &positional, const NamedValues &named)
        : m_workspace(workspace), m_positional(positional), m_named(named)
    {
    }

    std::string run(std::string_view text, int deepest = 2)
    {
        if (deepest == 0)
            m_workspace.fail("a text is formatted with { } nested too deeply.");
        std::string result;
        while (!text.empty()) {
            const size_t place = std::min(text.find_first_of("{}"), text.size());
            result += text.substr(0, place);
            text.remove_prefix(place);
            if (text.empty())
                break;
            m_workspace.step();
            if (text.size() > 1 && text[0] == text[1]) {
                result += text[0];
                text.remove_prefix(2);
                continue;
            }
            const size_t end = endOfPlace(text);
            const std::string part = formatPlace(text.substr(1, end - 1), deepest);
            m_workspace.reserve(part.size());
            result += part;
            text.remove_prefix(end + 1);
        }
        return result;
    }

private:
    size_t endOfPlace(std::string_view text) const
    {
        int open = 0;
        for (size_t i = 0; i < text.size(); ++i) {
            open += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (open < 0)
                break;
            if (open == 0)
                return i;
        }
        m_workspace.fail("a text is formatted and has a single \"" + std::string(1, text[0]) + "\".");
    }

    std::string formatPlace(std::string_view place, int deepest)
    {
        // A ] may stand in front of what ends the name.
        size_t end = 0;
        for (bool inIndex = false; end < place.size(); ++end) {
            if (place[end] == '[')
                inIndex = true;
            else if (place[end] == ']')
                inIndex = false;
            else if (!inIndex && (place[end] == ':' || place[end] == '!'))
                break;
        }
        Value value = valueOf(place.substr(0, end));
        std::string_view rest = place.substr(end);
        if (rest.starts_with('!')) {
            const char conversion = rest.size() > 1 ? rest[1] : '\0';
            if ((rest.size() > 2 && rest[2] != ':') ||
                std::string_view("sra").find(conversion) == std::string_view::npos)
                m_workspace.fail("a text is formatted with an unknown conversion behind \"!\".");
            value = m_workspace.text(conversion == 's' ? shown(m_workspace, value)
                                                       : quoted(m_workspace, value, conversion == 'a'));
            rest.remove_prefix(2);
        }
        const std::string format = rest.empty() ? "" : run(rest.substr(1), deepest - 1);
        return formattedValue(m_workspace, value, format);
    }

    // name, 0, name.attribute, name[index]
    Value valueOf(std::string_view field)
    {
        const size_t end = std::min(field.find_first_of(".["), field.size());
        Value value = argument(field.substr(0, end), end == field.size());
        for (std::string_view rest = field.substr(end); !rest.empty();) {
            m_workspace.step();
            const bool index = rest[0] == '[';
            const size_t partEnd = index ? rest.find(']') : std::min(rest.find_first_of(".[", 1), rest.size());
            if (partEnd == std::string_view::npos || partEnd < 2 || (!index && rest[0] != '.'))
                m_workspace.fail("a text is formatted with the name \"" + std::string(field) + "\", which is none.");
            const std::string part(rest.substr(1, partEnd - 1));
            value = index ? elementOf(m_workspace, value, indexOf(part)) : attributeOf(m_workspace, value, part);
            rest.remove_prefix(partEnd + (index ? 1 : 0));
        }
        return value;
    }

    Value indexOf(const std::string &part) const
    {
        const std::optional<int64_t> number = numberOf(part);
        return number ? Value{*number} : m_workspace.text(part);
    }

    static std::optional<int64_t> numberOf(std::string_view text)
    {
        int64_t number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool all = !text.empty() && text[0] != '-' && problem == std::errc() && end == text.data() + text.size();
        return all ? std::optional(number) : std::nullopt;
    }

    Value argument(std::string_view name, bool alone)
    {
        std::optional<int64_t> number = numberOf(name);
        if (number && alone)
            countsItself(false);
        if (name.empty() && alone) {
            countsItself(true);
            number = m_next++;
        }
        if (number) {
            if (size_t(*number) < m_positional.size())
                return m_positional[size_t(*number)];
            m_workspace.fail("a text is formatted and has more places than there are values.");
        }
        m_workspace.step(1 + m_named.size() / 16);
        const auto found = std::ranges::find(m_named, name, &std::pair<std::string, Value>::first);
        if (found == m_named.end())
            m_workspace.fail("a text is formatted with {" + std::string(name) + "} and there is no such value.");
        return found->second;
    }

    void countsItself(bool itself)
    {
        if (m_countsItself.value_or(itself) != itself)
            m_workspace.fail("a text is formatted with both {} and {0}.");
        m_countsItself = itself;
    }

    Workspace &m_workspace;
    const std::vector<Value> &m_positional;
    const NamedValues &m_named;
    std::optional<bool> m_countsItself;
    int64_t m_next = 0;
};

} // namespace

Value formattedByBraces(Workspace &workspace, const std::string &text, const std::vector<Value> &positional,
                        const NamedValues &named)
{
    workspace.read(text.size());
    return workspace.text(BraceFormatter(workspace, positional, named).run(text));
}

} // namespace deepscope::jinja
