#include "jinja/printing.h"

#include "jinja/characters.h"
#include "jinja/letters.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace deepscope::jinja {

namespace {

std::string hexEscape(uint32_t code)
{
    char text[16];
    if (code < 0x100)
        std::snprintf(text, sizeof text, "\\x%02x", unsigned(code));
    else if (code < 0x10000)
        std::snprintf(text, sizeof text, "\\u%04x", unsigned(code));
    else
        std::snprintf(text, sizeof text, "\\U%08x", unsigned(code));
    return text;
}

class Printer {
public:
    Printer(Workspace &workspace, bool asciiOnly) : m_workspace(workspace), m_asciiOnly(asciiOnly) {}

    void print(const Value &value) // as Python's repr()
    {
        const Workspace::Level level(m_workspace);
        m_workspace.step();
        if (value.isText())
            printQuoted(value.text());
        else if (value.holds<List *>())
            printList(*value.as<List *>());
        else if (value.holds<Dict *>() && value.as<Dict *>()->form != Dict::Form::Object)
            printDict(*value.as<Dict *>());
        else if (value.holds<Undefined>())
            add("Undefined");
        else
            add(simple(value));
    }

    static std::string simple(const Value &value)
    {
        if (value.holds<None>())
            return "None";
        if (value.holds<bool>())
            return value.as<bool>() ? "True" : "False";
        if (value.holds<int64_t>())
            return std::to_string(value.as<int64_t>());
        if (value.holds<double>())
            return numberText(value.as<double>());
        if (value.holds<const Callable *>())
            return value.as<const Callable *>()->shown;
        if (value.holds<Stream *>())
            return "<generator object>";
        return value.holds<Dict *>() ? "<object>" : "";
    }

    std::string take() { return std::move(m_text); }

private:
    void add(std::string_view text)
    {
        m_workspace.reserve(text.size());
        m_text += text;
    }

    std::string escaped(const Character &character, char quote) const
    {
        constexpr std::string_view letters = "\n\t\r", names = "ntr";
        const char c = character.bytes[0];
        if (const size_t at = letters.find(c); at != std::string_view::npos)
            return {'\\', names[at]};
        if (c == '\\' || c == quote)
            return {'\\', c};
        if (character.code == 0xFFFD && character.bytes.size() == 1)
            return std::string(character.bytes); // no UTF-8, which Python would not have
        if (!has(Property::Printable, character.code) || (m_asciiOnly && character.code >= 0x80))
            return hexEscape(character.code);
        return std::string(character.bytes);
    }

    void printQuoted(const std::string &text)
    {
        m_workspace.read(text.size() * 8);
        const bool doubled = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
        const char quote = doubled ? '"' : '\'';
        std::string result(1, quote);
        for (std::string_view rest = text; !rest.empty();) {
            const Character character = firstCharacter(rest);
            rest.remove_prefix(character.bytes.size());
            result += escaped(character, quote);
        }
        add(result + quote);
    }

    void printRange(const List::Bounds &bounds)
    {
        add("range(" + std::to_string(bounds.start) + ", " + std::to_string(bounds.stop) +
            (bounds.step == 1 ? "" : ", " + std::to_string(bounds.step)) + ")");
    }

    void printList(const List &list)
    {
        if (list.range)
            return printRange(*list.range);
        // In the order of List::Form.
        constexpr std::string_view begins[] = {"[", "(", "(", "[", "dict_keys([", "dict_values([", "dict_items(["};
        constexpr std::string_view ends[] = {"]", ")", ")", "]", "])", "])", "])"};
        add(begins[size_t(list.form)]);
        for (size_t i = 0; i < list.items.size(); ++i) {
            add(i > 0 ? ", " : "");
            print(list.items[i]);
        }
        add(list.isTuple() && list.items.size() == 1 ? "," : "");
        add(ends[size_t(list.form)]);
    }

    void printDict(const Dict &dict)
    {
        add(dict.isMapping() ? "{" : "<Namespace {");
        for (size_t i = 0; i < dict.entries.size(); ++i) {
            add(i > 0 ? ", " : "");
            print(dict.entries[i].first);
            add(": ");
            print(dict.entries[i].second);
        }
        add(dict.isMapping() ? "}" : "}>");
    }

    Workspace &m_workspace;
    bool m_asciiOnly;
    std::string m_text;
};

} // namespace

std::string shown(Workspace &workspace, const Value &value)
{
    if (value.isText())
        return value.text();
    if (!value.holds<List *>() && !value.holds<Dict *>())
        return Printer::simple(value);
    return quoted(workspace, value);
}

std::string quoted(Workspace &workspace, const Value &value, bool asciiOnly)
{
    Printer printer(workspace, asciiOnly);
    printer.print(value);
    return printer.take();
}

std::string numberText(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    const double size = std::abs(number);
    const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
    char text[64] = {};
    const auto end = std::to_chars(text, text + sizeof text, number,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific);
    const std::string digits(text, end.ptr);
    return plain && digits.find('.') == std::string::npos ? digits + ".0" : digits;
}

} // namespace deepscope::jinja
