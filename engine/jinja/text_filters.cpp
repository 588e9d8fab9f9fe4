#include "jinja/characters.h"
#include "jinja/filters.h"
#include "jinja/formatting.h"
#include "jinja/letters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

Value trimFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::string text = shown(workspace, input);
    const std::optional<std::string> removed = arguments.textOrNone("chars");
    workspace.read(text.size() * (removed ? 1 + removed->size() / 8 : 1));
    return workspace.text(std::string(stripped(text, Side::Both, removed ? &*removed : nullptr)));
}

template <std::string (*change)(std::string_view)>
Value changeFilter(Workspace &workspace, const Value &input, Arguments &)
{
    const std::string text = shown(workspace, input);
    workspace.read(text.size() * 8);
    return workspace.text(change(text));
}

// The letters behind blanks, hyphens and opening brackets. Unlike the method of that name it does not mind an
// apostrophe.
std::string titledWords(std::string_view rest)
{
    constexpr std::string_view begins = "-({[<";
    std::string result;
    bool starts = true;
    while (!rest.empty()) {
        const Character character = firstCharacter(rest);
        rest.remove_prefix(character.bytes.size());
        result += starts ? raised(character.bytes) : lowered(character.bytes);
        starts = isBlank(character.code) || begins.find(character.bytes) != std::string_view::npos;
    }
    return result;
}

Value replaceFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value old = arguments.require("old"), with = arguments.require("new");
    NamedValues count;
    if (const std::optional<Value> given = arguments.next("count"); given && !given->holds<None>())
        count.emplace_back("count", *given);
    Arguments texts(workspace, "replace",
                    {workspace.text(shown(workspace, old)), workspace.text(shown(workspace, with))}, count);
    return replaced(workspace, shown(workspace, input), texts);
}

Value stringFilter(Workspace &workspace, const Value &input, Arguments &)
{
    return input.isText() ? input : workspace.text(shown(workspace, input));
}

Value formatFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    std::vector<Value> positional = arguments.restPositional();
    const NamedValues named = arguments.restNamed();
    if (!positional.empty() && !named.empty())
        workspace.fail("format is given values with names and without.");
    const std::string text = shown(workspace, input);
    if (named.empty())
        return formattedByPercent(workspace, text, {workspace.tuple(std::move(positional))});
    Dict *values = workspace.dict();
    for (const auto &[name, value] : named)
        setEntry(workspace, *values, workspace.text(name), value);
    return formattedByPercent(workspace, text, {values});
}

Value centerFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    return centered(workspace, shown(workspace, input), arguments.integer("width").value_or(80));
}

Value indentFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    constexpr int64_t mostWidth = 1000;
    const Value width = arguments.next("width").value_or(Value{int64_t(4)});
    if (!input.isText() || (!width.isText() && !isWhole(width)))
        workspace.fail("indent is given " + kindOf(input.isText() ? width : input) + ".");
    if (!width.isText() && wholeOf(width) > mostWidth)
        workspace.fail("indent indents by at most 1000.");
    const std::string begin =
        width.isText() ? width.text() : std::string(size_t(std::max<int64_t>(wholeOf(width), 0)), ' ');
    const bool first = arguments.flag("first"), blank = arguments.flag("blank");
    const std::string text = input.text() + '\n';
    std::string result;
    bool isFirst = true;
    for (const std::string_view line : linesOf(workspace, text)) {
        workspace.reserve(begin.size() + line.size());
        if (!isFirst)
            result += '\n';
        if (isFirst ? first : blank || !line.empty())
            result += begin;
        result += line;
        isFirst = false;
    }
    return workspace.text(std::move(result));
}

bool isWordPart(uint32_t code) { return code == '_' || isAlphanumeric(code); }

Value wordCount(Workspace &workspace, const Value &input, Arguments &)
{
    const std::string text = shown(workspace, input);
    workspace.read(text.size() * 8);
    int64_t words = 0;
    bool within = false;
    for (std::string_view rest = text; !rest.empty();) {
        const Character character = firstCharacter(rest);
        rest.remove_prefix(character.bytes.size());
        const bool part = isWordPart(character.code);
        words += part && !within ? 1 : 0;
        within = part;
    }
    return {words};
}

Value truncateFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const int64_t length = arguments.integer("length").value_or(255);
    const bool killWords = arguments.flag("killwords");
    const std::string end = arguments.text("end").value_or("...");
    const int64_t leeway = arguments.integerOrNone("leeway").value_or(5);
    const int64_t endLength = int64_t(countCharacters(end));
    if (length < endLength || leeway < 0)
        workspace.fail("truncate is given a length below that of what it puts at the end.");
    if (int64_t(lengthOf(workspace, input)) - leeway <= length)
        return input;
    if (!input.isText())
        workspace.fail("truncate is given " + kindOf(input) + ".");
    size_t bytes = 0;
    for (int64_t i = 0; i < length - endLength; ++i)
        bytes += firstCharacter(std::string_view(input.text()).substr(bytes)).bytes.size();
    std::string text = input.text().substr(0, bytes);
    if (!killWords)
        text.resize(std::min(text.rfind(' '), text.size()));
    return workspace.text(text + end);
}

// For HTML. Jinja's knows afterwards what is escaped; here it is a text like others.
Value escapeFilter(Workspace &workspace, const Value &input, Arguments &)
{
    std::string result;
    for (const char c : shown(workspace, input)) {
        const std::string_view escape = c == '&'    ? "&amp;"
                                        : c == '<'  ? "&lt;"
                                        : c == '>'  ? "&gt;"
                                        : c == '\'' ? "&#39;"
                                        : c == '"'  ? "&#34;"
                                                    : "";
        workspace.reserve(escape.size());
        result += escape.empty() ? std::string_view(&c, 1) : escape;
    }
    return workspace.text(std::move(result));
}

// `inQuery`: a blank is +, and a slash is escaped, too.
std::string urlEncoded(Workspace &workspace, const std::string &text, bool inQuery)
{
    constexpr std::string_view kept = "_.-~", hexadecimal = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        workspace.reserve(3);
        if (plain || kept.find(c) != std::string_view::npos || (!inQuery && c == '/'))
            result += c;
        else if (inQuery && c == ' ')
            result += '+';
        else
            result += {'%', hexadecimal[uint8_t(c) >> 4], hexadecimal[uint8_t(c) & 15]};
    }
    return result;
}

// A text, or the pairs of a query.
Value urlEncodeFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool isPairs = isMapping(input) || input.holds<List *>() || input.holds<Stream *>();
    if (!isPairs)
        return workspace.text(urlEncoded(workspace, shown(workspace, input), false));
    std::string result;
    const Value pairs = isMapping(input) ? callMethod(workspace, input, "items", arguments) : input;
    for (const Value &pair : itemsOf(workspace, pairs)) {
        const std::vector<Value> both = itemsOf(workspace, pair);
        if (both.size() != 2)
            workspace.fail("urlencode is given " + std::to_string(both.size()) + " values for a pair.");
        result += (result.empty() ? "" : "&") + urlEncoded(workspace, shown(workspace, both[0]), true) + "=" +
                  urlEncoded(workspace, shown(workspace, both[1]), true);
    }
    return workspace.text(std::move(result));
}

} // namespace

FilterFunction findTextFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"trim", trimFilter},
        {"lower", changeFilter<lowered>},
        {"upper", changeFilter<raised>},
        {"title", changeFilter<titledWords>},
        {"capitalize", changeFilter<capitalized>},
        {"replace", replaceFilter},
        {"string", stringFilter},
        {"safe", stringFilter},
        {"format", formatFilter},
        {"center", centerFilter},
        {"indent", indentFilter},
        {"wordcount", wordCount},
        {"truncate", truncateFilter},
        {"e", escapeFilter},
        {"escape", escapeFilter},
        {"forceescape", escapeFilter},
        {"urlencode", urlEncodeFilter},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
