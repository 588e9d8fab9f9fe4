#include "text/jinja/printing.h"

#include <charconv>
#include <cmath>

namespace deepscope::jinja {

namespace {

class Printer {
public:
    explicit Printer(Workspace &workspace) : m_workspace(workspace) {}

    void print(const Value &value) // as Python's repr()
    {
        const Workspace::Level level(m_workspace);
        m_workspace.step();
        if (value.isText())
            printQuoted(value.text());
        else if (value.holds<List *>())
            printList(*value.as<List *>());
        else if (value.holds<Dict *>())
            printDict(*value.as<Dict *>());
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
            return "<function " + value.as<const Callable *>()->name + ">";
        return "";
    }

    std::string take() { return std::move(m_text); }

private:
    void add(std::string_view text)
    {
        m_workspace.reserve(text.size());
        m_text += text;
    }

    void printQuoted(const std::string &text)
    {
        const bool doubled = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
        const char quote = doubled ? '"' : '\'';
        std::string quoted(1, quote);
        for (const char c : text) {
            if (c == '\n')
                quoted += "\\n";
            else if (c == '\t')
                quoted += "\\t";
            else if (c == '\r')
                quoted += "\\r";
            else if (c == '\\' || c == quote)
                quoted += {'\\', c};
            else
                quoted += c;
        }
        add(quoted + quote);
    }

    void printList(const List &list)
    {
        add("[");
        for (size_t i = 0; i < list.items.size(); ++i) {
            add(i > 0 ? ", " : "");
            print(list.items[i]);
        }
        add("]");
    }

    void printDict(const Dict &dict)
    {
        add(dict.isNamespace ? "<Namespace {" : "{");
        for (size_t i = 0; i < dict.entries.size(); ++i) {
            add(i > 0 ? ", " : "");
            printQuoted(dict.entries[i].first);
            add(": ");
            print(dict.entries[i].second);
        }
        add(dict.isNamespace ? "}>" : "}");
    }

    Workspace &m_workspace;
    std::string m_text;
};

} // namespace

std::string shown(Workspace &workspace, const Value &value)
{
    if (value.isText())
        return value.text();
    if (!value.holds<List *>() && !value.holds<Dict *>())
        return Printer::simple(value);
    Printer printer(workspace);
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
