#include "jinja/characters.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

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
        else if (value.holds<List *>() && (value.as<List *>()->form == List::Form::List || isTuple(value)))
            writeList(*value.as<List *>());
        else if (isMapping(value))
            writeDict(*value.as<Dict *>());
        else if (value.holds<None>())
            add("null");
        else if (value.holds<bool>())
            add(value.as<bool>() ? "true" : "false");
        else if (value.holds<int64_t>())
            add(std::to_string(value.as<int64_t>()));
        else if (value.holds<double>())
            add(numberInJson(value.as<double>()));
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

    static std::string numberInJson(double number)
    {
        if (std::isfinite(number))
            return numberText(number);
        return std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
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
        std::string quoted = "\"";
        while (!text.empty()) {
            const Character character = firstCharacter(text);
            text.remove_prefix(character.bytes.size());
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
        if (!m_style.indent)
            return;
        m_workspace.reserve(m_style.indent->size() * m_level);
        add("\n" + repeated(*m_style.indent, m_level));
    }

    void separate(bool first)
    {
        if (!first)
            add(m_style.itemSeparator);
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

    // Keys become texts.
    std::string keyText(const Value &key) const
    {
        if (key.isText())
            return key.text();
        if (key.holds<None>())
            return "null";
        if (key.holds<bool>())
            return key.as<bool>() ? "true" : "false";
        return key.holds<double>() ? numberInJson(key.as<double>()) : std::to_string(key.as<int64_t>());
    }

    void writeDict(const Dict &dict)
    {
        std::vector<const std::pair<Value, Value> *> entries;
        m_workspace.step(dict.entries.size());
        for (const auto &entry : dict.entries)
            entries.push_back(&entry);
        if (m_style.sortKeys)
            std::ranges::stable_sort(entries, [this](const auto *a, const auto *b) {
                return compare(m_workspace, "<", a->first, b->first);
            });
        add("{");
        ++m_level;
        for (size_t i = 0; i < entries.size(); ++i) {
            separate(i == 0);
            writeText(keyText(entries[i]->first));
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
