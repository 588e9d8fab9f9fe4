#include "text/jinja/characters.h"
#include "text/jinja/methods.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

// At blanks, of which several count as one.
std::vector<Value> splitAtBlanks(Workspace &workspace, std::string_view text, int64_t most)
{
    std::vector<Value> parts;
    text = stripped(text, Side::Left);
    while (!text.empty()) {
        size_t end = 0;
        if (most >= 0 && int64_t(parts.size()) == most)
            end = text.size();
        else
            while (end < text.size() && stripped(text.substr(end, 4), Side::Left).size() == text.substr(end, 4).size())
                ++end;
        workspace.step(1 + end / 8);
        parts.push_back(workspace.text(std::string(text.substr(0, end))));
        text = stripped(text.substr(end), Side::Left);
    }
    return parts;
}

} // namespace

Value split(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::optional<std::string> separator = arguments.text("sep");
    const int64_t most = arguments.integer("maxsplit").value_or(-1);
    if (!separator)
        return {workspace.list(splitAtBlanks(workspace, value.text(), most))};
    if (separator->empty())
        workspace.fail("split looks for an empty text.");
    workspace.search(value.text().size(), separator->size());
    std::vector<Value> parts;
    size_t at = 0;
    for (size_t found; most < 0 || int64_t(parts.size()) < most; at = found + separator->size()) {
        found = value.text().find(*separator, at);
        if (found == std::string::npos)
            break;
        workspace.step();
        parts.push_back(workspace.text(value.text().substr(at, found - at)));
    }
    parts.push_back(workspace.text(value.text().substr(at)));
    return {workspace.list(std::move(parts))};
}

Value splitFromRight(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string separator = arguments.requireText("sep");
    const int64_t most = arguments.integer("maxsplit").value_or(-1);
    if (separator.empty())
        workspace.fail("rsplit looks for an empty text.");
    workspace.search(value.text().size(), separator.size());
    std::vector<Value> parts;
    std::string_view rest = value.text();
    while (most < 0 || int64_t(parts.size()) < most) {
        const size_t found = rest.rfind(separator);
        if (found == std::string_view::npos)
            break;
        workspace.step();
        parts.push_back(workspace.text(std::string(rest.substr(found + separator.size()))));
        rest = rest.substr(0, found);
    }
    parts.push_back(workspace.text(std::string(rest)));
    std::ranges::reverse(parts);
    return {workspace.list(std::move(parts))};
}

Value splitLines(Workspace &workspace, const Value &value, Arguments &)
{
    std::vector<Value> lines;
    std::string_view rest = value.text();
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        workspace.step();
        lines.push_back(workspace.text(std::string(line)));
    }
    return {workspace.list(std::move(lines))};
}

} // namespace deepscope::jinja
