// What stands behind the colon in {:>8.2f}. Source: docs.python.org/3/library/string.html, "Format Specification
// Mini-Language"
#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/printing.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

constexpr int64_t MostInSpec = 1'000'000'000; // more than any text may have

bool isAlign(std::string_view character)
{
    return character.size() == 1 && std::string_view("<>=^").find(character[0]) != std::string_view::npos;
}

class SpecReader {
public:
    SpecReader(Workspace &workspace, std::string_view text) : m_workspace(workspace), m_all(text), m_rest(text) {}

    // `usualAlign` is that of the kind of value.
    FormatSpec run(char usualAlign)
    {
        FormatSpec spec;
        readAlign(spec);
        if (const char sign = take("+- "))
            spec.sign = sign;
        spec.alternate = take("#") != '\0';
        if (take("0") && m_fillIsUsual) {
            spec.fill = "0";
            if (!spec.align && usualAlign == '>')
                spec.align = '=';
        }
        spec.width = number().value_or(0);
        spec.grouping = take(",_");
        if (take(".")) {
            const std::optional<int64_t> precision = number();
            if (!precision)
                fail();
            spec.precision = *precision;
        }
        if (!m_rest.empty()) {
            spec.type = m_rest[0];
            m_rest.remove_prefix(1);
        }
        if (!m_rest.empty())
            fail();
        return spec;
    }

    [[noreturn]] void fail() const
    {
        m_workspace.fail("a text is formatted with \"" + std::string(m_all) + "\", which does not fit the value.");
    }

private:
    void readAlign(FormatSpec &spec)
    {
        if (m_rest.empty())
            return;
        const std::string_view first = firstCharacter(m_rest).bytes, rest = m_rest.substr(first.size());
        if (isAlign(rest.substr(0, 1))) {
            spec.fill = std::string(first);
            m_fillIsUsual = false;
            spec.align = rest[0];
            m_rest = rest.substr(1);
        } else if (isAlign(first)) {
            spec.align = first[0];
            m_rest = rest;
        }
    }

    char take(std::string_view any)
    {
        if (m_rest.empty() || any.find(m_rest[0]) == std::string_view::npos)
            return '\0';
        const char taken = m_rest[0];
        m_rest.remove_prefix(1);
        return taken;
    }

    std::optional<int64_t> number()
    {
        std::optional<int64_t> number;
        while (const char digit = take("0123456789"))
            number = std::min(MostInSpec, number.value_or(0) * 10 + (digit - '0'));
        return number;
    }

    Workspace &m_workspace;
    std::string_view m_all, m_rest;
    bool m_fillIsUsual = true;
};

std::string formattedText(Workspace &workspace, const std::string &text, std::string_view format)
{
    SpecReader reader(workspace, format);
    const FormatSpec spec = reader.run('<');
    if ((spec.type && spec.type != 's') || spec.sign || spec.alternate || spec.grouping || spec.align == '=')
        reader.fail();
    std::string_view cut = text;
    if (spec.precision >= 0) {
        size_t end = 0;
        for (int64_t i = 0; i < spec.precision && end < cut.size(); ++i)
            end += firstCharacter(cut.substr(end)).bytes.size();
        cut = cut.substr(0, end);
    }
    return padded(workspace, std::string(cut), spec, '<');
}

std::string formattedAsNumber(Workspace &workspace, const Value &value, std::string_view format)
{
    SpecReader reader(workspace, format);
    FormatSpec spec = reader.run('>');
    constexpr std::string_view ofReals = "eEfFgGn%", ofWhole = "bcdnoxX";
    const bool realType = spec.type && ofReals.find(spec.type) != std::string_view::npos;
    const bool wholeType = spec.type && !value.holds<double>() && ofWhole.find(spec.type) != std::string_view::npos;
    const bool asReal = value.holds<double>() || (realType && !wholeType);
    if (spec.type && !realType && !wholeType)
        reader.fail();
    if (!asReal && spec.precision >= 0)
        reader.fail();
    if (spec.grouping == ',' && spec.type && std::string_view("bcnoxX").find(spec.type) != std::string_view::npos)
        reader.fail();
    if (spec.grouping && (spec.type == 'n' || spec.type == 'c'))
        reader.fail();
    if (spec.type == 'c') {
        if (spec.sign || spec.alternate || wholeOf(value) < 0 || wholeOf(value) > 0x10FFFF)
            reader.fail();
        std::string character;
        appendCharacter(character, uint32_t(wholeOf(value)));
        return padded(workspace, std::move(character), spec, '<');
    }
    if (spec.type == 'n')
        spec.type = value.holds<double>() ? 'g' : 'd';
    return formattedNumber(workspace, value, spec);
}

} // namespace

std::string formattedValue(Workspace &workspace, const Value &value, const std::string &format)
{
    if (format.empty())
        return shown(workspace, value);
    if (value.isText())
        return formattedText(workspace, value.text(), format);
    if (isNumber(value))
        return formattedAsNumber(workspace, value, format);
    workspace.fail("a text is formatted with \"" + format + "\" and given " + kindOf(value) + ".");
}

} // namespace deepscope::jinja
