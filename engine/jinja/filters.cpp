#include "jinja/filters.h"

#include "jinja/letters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <map>

namespace deepscope::jinja {

namespace {

Value defaultFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value value = arguments.next("default_value").value_or(workspace.text(""));
    const bool alsoForFalse = arguments.flag("boolean");
    return input.holds<Undefined>() || (alsoForFalse && !isTrue(input)) ? value : input;
}

Value attributeFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::string name = arguments.requireText("name");
    return isMapping(input) && !hasMethod(input, name) ? undefined(name) : attributeOf(workspace, input, name);
}

// How many blanks, or what else, each level begins with.
std::optional<std::string> indentOf(Workspace &workspace, const std::optional<Value> &indent)
{
    constexpr int64_t mostIndent = 16;
    if (!indent || indent->holds<None>())
        return std::nullopt;
    if (indent->isText() && indent->text().size() <= size_t(mostIndent))
        return indent->text();
    if (!isWhole(*indent) || wholeOf(*indent) > mostIndent)
        workspace.fail("tojson indents by at most 16.");
    return std::string(size_t(std::max<int64_t>(wholeOf(*indent), 0)), ' ');
}

// As Hugging Face's transformers brings it: nothing is escaped for HTML.
Value jsonFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    JsonStyle style;
    style.asciiOnly = arguments.flag("ensure_ascii");
    style.indent = indentOf(workspace, arguments.next("indent"));
    if (style.indent)
        style.itemSeparator = ",";
    if (const std::optional<Value> separators = arguments.next("separators"); separators && isTrue(*separators)) {
        const std::vector<Value> both = itemsOf(workspace, *separators);
        if (both.size() != 2 || !both[0].isText() || !both[1].isText())
            workspace.fail("tojson takes two texts as separators.");
        style.itemSeparator = both[0].text();
        style.keySeparator = both[1].text();
    }
    style.sortKeys = arguments.flag("sort_keys");
    return workspace.text(toJson(workspace, input, style));
}

FilterFunction findValueFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"d", defaultFilter}, {"default", defaultFilter}, {"attr", attributeFilter}, {"tojson", jsonFilter}};
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

FilterFunction findFilter(const std::string &name)
{
    for (const auto find :
         {findValueFilter, findTextFilter, findNumberFilter, findSequenceFilter, findSelectionFilter, findOrderFilter})
        if (const FilterFunction filter = find(name))
            return filter;
    return nullptr;
}

} // namespace

Value withoutCase(Workspace &workspace, const Value &value, bool caseSensitive)
{
    if (!value.isText() || caseSensitive)
        return value;
    workspace.read(value.text().size() * 8);
    return workspace.text(lowered(value.text()));
}

bool hasFilter(const std::string &name) { return findFilter(name) != nullptr; }

Value applyFilter(Workspace &workspace, const std::string &name, const Value &input, Arguments &arguments)
{
    const FilterFunction filter = findFilter(name);
    if (!filter)
        workspace.fail("the filter \"" + name + "\" is not supported.");
    const Workspace::Level level(workspace); // `map` may apply `map`
    const Value result = filter(workspace, input, arguments);
    arguments.finish();
    return result;
}

} // namespace deepscope::jinja
