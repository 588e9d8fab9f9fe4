#include "jinja/characters.h"
#include "jinja/methods.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

// Up to the next blank, or back to the last one.
size_t wordAt(std::string_view text)
{
    size_t end = 0;
    while (end < text.size()) {
        const Character next = firstCharacter(text.substr(end));
        if (isBlank(next.code))
            break;
        end += next.bytes.size();
    }
    return end;
}

size_t wordBefore(std::string_view text)
{
    while (!text.empty()) {
        const Character last = lastCharacter(text);
        if (isBlank(last.code))
            break;
        text.remove_suffix(last.bytes.size());
    }
    return text.size();
}

// At blanks, of which several count as one.
std::vector<Value> splitAtBlanks(Workspace &workspace, std::string_view text, int64_t most)
{
    std::vector<Value> parts;
    workspace.step(text.size() / 8);
    text = stripped(text, Side::Left);
    while (!text.empty()) {
        const size_t end = most >= 0 && int64_t(parts.size()) == most ? text.size() : wordAt(text);
        workspace.step();
        parts.push_back(workspace.text(std::string(text.substr(0, end))));
        text = stripped(text.substr(end), Side::Left);
    }
    return parts;
}

std::vector<Value> splitAtBlanksFromRight(Workspace &workspace, std::string_view text, int64_t most)
{
    std::vector<Value> parts;
    workspace.step(text.size() / 8);
    text = stripped(text, Side::Right);
    while (!text.empty()) {
        const size_t begin = most >= 0 && int64_t(parts.size()) == most ? 0 : wordBefore(text);
        workspace.step();
        parts.push_back(workspace.text(std::string(text.substr(begin))));
        text = stripped(text.substr(0, begin), Side::Right);
    }
    return parts;
}

std::vector<Value> splitAt(Workspace &workspace, std::string_view rest, const std::string &separator, int64_t most,
                           bool fromRight)
{
    workspace.search(rest.size(), separator.size());
    std::vector<Value> parts;
    while (most < 0 || int64_t(parts.size()) < most) {
        const size_t found = fromRight ? rest.rfind(separator) : rest.find(separator);
        if (found == std::string_view::npos)
            break;
        workspace.step();
        const std::string_view before = rest.substr(0, found), behind = rest.substr(found + separator.size());
        parts.push_back(workspace.text(std::string(fromRight ? behind : before)));
        rest = fromRight ? before : behind;
    }
    parts.push_back(workspace.text(std::string(rest)));
    return parts;
}

template <bool fromRight>
Value split(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::optional<std::string> separator = arguments.textOrNone("sep");
    const int64_t most = arguments.integer("maxsplit").value_or(-1);
    if (separator && separator->empty())
        workspace.fail(arguments.callee() + " looks for an empty text.");
    std::vector<Value> parts = separator   ? splitAt(workspace, value.text(), *separator, most, fromRight)
                               : fromRight ? splitAtBlanksFromRight(workspace, value.text(), most)
                                           : splitAtBlanks(workspace, value.text(), most);
    if (fromRight)
        std::ranges::reverse(parts);
    return {workspace.list(std::move(parts))};
}

Value splitLines(Workspace &workspace, const Value &value, Arguments &arguments)
{
    std::vector<Value> lines;
    for (const std::string_view line : linesOf(workspace, value.text(), arguments.flag("keepends")))
        lines.push_back(workspace.text(std::string(line)));
    return {workspace.list(std::move(lines))};
}

// In front of the separator, itself, behind it.
template <bool fromRight>
Value partition(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string separator = arguments.requireText("sep");
    if (separator.empty())
        workspace.fail(arguments.callee() + " looks for an empty text.");
    const std::string &text = value.text();
    workspace.search(text.size(), separator.size());
    const size_t found = fromRight ? text.rfind(separator) : text.find(separator);
    const Value nothing = workspace.text("");
    if (found == std::string::npos)
        return {
            workspace.tuple(fromRight ? std::vector{nothing, nothing, value} : std::vector{value, nothing, nothing})};
    return {workspace.tuple({workspace.text(text.substr(0, found)), workspace.text(separator),
                             workspace.text(text.substr(found + separator.size()))})};
}

bool isLineEnd(uint32_t code)
{
    return (code >= 0x0A && code <= 0x0D) || (code >= 0x1C && code <= 0x1E) || code == 0x85 || code == 0x2028 ||
           code == 0x2029;
}

} // namespace

std::vector<std::string_view> linesOf(Workspace &workspace, std::string_view text, bool keepEnds)
{
    std::vector<std::string_view> lines;
    workspace.read(text.size() * 8);
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
        const Character character = firstCharacter(text.substr(at));
        const size_t end = at;
        at += character.bytes.size();
        if (!isLineEnd(character.code))
            continue;
        if (character.code == '\r' && at < text.size() && text[at] == '\n')
            ++at;
        workspace.reserve(sizeof(std::string_view));
        lines.push_back(text.substr(begin, (keepEnds ? at : end) - begin));
        begin = at;
    }
    if (begin < text.size())
        lines.push_back(text.substr(begin));
    return lines;
}

Method findSplittingMethod(const std::string &name)
{
    static const std::map<std::string, Method> methods = {
        {"split", split<false>},         {"rsplit", split<true>},         {"splitlines", splitLines},
        {"partition", partition<false>}, {"rpartition", partition<true>},
    };
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
