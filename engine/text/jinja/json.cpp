#include "text/jinja/characters.h"
#include "text/jinja/printing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace deepscope::jinja {

namespace {

class JsonWriter {
public:
    JsonWriter(Workspace &workspace, const JsonStyle &style) : m_workspace(workspace), m_style(style) {}

    void write(const Value &value)
    {
        const Workspace::Level level(m_workspace);
        m_workspace.step();
        if (value.isText())
            writeText(value.text());
        else if (value.holds<List *>())
            writeList(*value.as<List *>());
        else if (value.holds<Dict *>() && !value.as<Dict *>()->isNamespace)
            writeDict(*value.as<Dict *>());
        else if (value.holds<None>())
            add("null");
        else if (value.holds<bool>())
            add(value.as<bool>() ? "true" : "false");
        else if (value.holds<int64_t>())
            add(std::to_string(value.as<int64_t>()));
        else if (value.holds<double>())
            writeNumber(value.as<double>());
        else
            m_workspace.fail(kindOf(value) + " cannot be written as JSON.");
    }

    std::string take() { return std::move(m_text); }

private:
    void add(std::string_view text)
    {
        m_workspace.reserve(text.size());
        m_text += text;
    }

    void writeNumber(double number)
    {
        if (!std::isfinite(number))
            add(std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
        else
            add(numberText(number));
    }

    static std::string unicodeEscape(uint32_t unit)
    {
        char text[16];
        std::snprintf(text, sizeof text, "\\u%04x", unsigned(unit));
        return text;
    }

    static std::string escaped(uint32_t code)
    {
        switch (code) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        case '\b':
            return "\\b";
        case '\f':
            return "\\f";
        default:
            break;
        }
        if (code < 0x10000)
            return unicodeEscape(code);
        return unicodeEscape(0xD800 + ((code - 0x10000) >> 10)) + unicodeEscape(0xDC00 + ((code - 0x10000) & 0x3FF));
    }

    void writeText(std::string_view text)
    {
        m_workspace.reserve(text.size() * sizeof(Character));
        std::string quoted = "\"";
        for (const Character &character : charactersOf(text)) {
            const bool special = character.code < 0x20 || character.code == '"' || character.code == '\\';
            if (special || (m_style.asciiOnly && character.code >= 0x7F))
                quoted += escaped(character.code);
            else
                quoted += character.bytes;
        }
        add(quoted + '"');
    }

    void newLine()
    {
        if (m_style.indent >= 0)
            add("\n" + std::string(size_t(m_style.indent) * m_level, ' '));
    }

    // The comma of an indented list ends its line.
    void separate(bool first)
    {
        if (!first)
            add(m_style.indent >= 0 && m_style.itemSeparator == ", " ? "," : m_style.itemSeparator);
        newLine();
    }

    void writeList(const List &list)
    {
        add("[");
        ++m_level;
        for (size_t i = 0; i < list.items.size(); ++i) {
            separate(i == 0);
            write(list.items[i]);
        }
        --m_level;
        if (!list.items.empty())
            newLine();
        add("]");
    }

    void writeDict(const Dict &dict)
    {
        std::vector<const std::pair<std::string, Value> *> entries;
        m_workspace.step(dict.entries.size());
        for (const auto &entry : dict.entries)
            entries.push_back(&entry);
        if (m_style.sortKeys)
            std::ranges::sort(entries, {}, [](const auto *entry) -> const std::string & { return entry->first; });
        add("{");
        ++m_level;
        for (size_t i = 0; i < entries.size(); ++i) {
            separate(i == 0);
            writeText(entries[i]->first);
            add(m_style.keySeparator);
            write(entries[i]->second);
        }
        --m_level;
        if (!entries.empty())
            newLine();
        add("}");
    }

    Workspace &m_workspace;
    const JsonStyle &m_style;
    std::string m_text;
    size_t m_level = 0;
};

} // namespace

std::string toJson(Workspace &workspace, const Value &value, const JsonStyle &style)
{
    JsonWriter writer(workspace, style);
    writer.write(value);
    return writer.take();
}

} // namespace deepscope::jinja
