#include "jinja/characters.h"
#include "jinja/filters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

Value lengthFilter(Workspace &workspace, const Value &input, Arguments &)
{
    return {int64_t(lengthOf(workspace, input))};
}

Value firstFilter(Workspace &workspace, const Value &input, Arguments &)
{
    return iterate(workspace, input)().value_or(undefined("the first element"));
}

Value lastFilter(Workspace &workspace, const Value &input, Arguments &)
{
    const std::vector<Value> items = itemsFromEnd(workspace, input);
    return items.empty() ? undefined("the last element") : items.front();
}

Value listFilter(Workspace &workspace, const Value &input, Arguments &)
{
    return {workspace.list(itemsOf(workspace, input))};
}

// One after another, as what gives them says.
Value streamOf(Workspace &workspace, std::vector<Value> items)
{
    return workspace.stream([items = std::move(items), at = size_t(0)]() mutable -> std::optional<Value> {
        return at < items.size() ? std::optional(items[at++]) : std::nullopt;
    });
}

Value itemsFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    if (input.holds<Undefined>())
        return streamOf(workspace, {});
    if (!isMapping(input))
        workspace.fail("items is given " + kindOf(input) + ".");
    return streamOf(workspace, itemsOf(workspace, callMethod(workspace, input, "items", arguments)));
}

Value joinFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::string separator = shown(workspace, arguments.next("d").value_or(workspace.text("")));
    const Value attribute = arguments.next("attribute").value_or(Value{None{}});
    std::string text;
    bool isFirst = true;
    const auto next = iterate(workspace, input);
    for (std::optional<Value> item = next(); item; item = next()) {
        const std::string part = shown(workspace, elementByPath(workspace, *item, attribute));
        workspace.reserve(separator.size() + part.size());
        text += (isFirst ? "" : separator) + part;
        isFirst = false;
    }
    return workspace.text(std::move(text));
}

Value reverseFilter(Workspace &workspace, const Value &input, Arguments &)
{
    if (input.holds<Stream *>()) {
        std::vector<Value> items = itemsOf(workspace, input);
        std::ranges::reverse(items);
        return {workspace.list(std::move(items))};
    }
    std::vector<Value> items = itemsFromEnd(workspace, input);
    if (!input.isText())
        return streamOf(workspace, std::move(items));
    std::string text;
    for (const Value &item : items)
        text += item.text();
    return workspace.text(std::move(text));
}

Value sumFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value attribute = arguments.next("attribute").value_or(Value{None{}});
    Value total = arguments.next("start").value_or(Value{int64_t(0)});
    if (total.isText())
        workspace.fail("sum adds numbers, not texts; \"|join\" puts texts together.");
    const auto next = iterate(workspace, input);
    for (std::optional<Value> item = next(); item; item = next())
        total = calculate(workspace, "+", total, elementByPath(workspace, *item, attribute));
    return total;
}

int64_t requireCount(Workspace &workspace, Arguments &arguments, const char *name)
{
    const std::optional<int64_t> count = arguments.integer(name);
    if (!count)
        workspace.fail(arguments.callee() + " needs a whole number as \"" + name + "\".");
    return *count;
}

void fillUp(Workspace &workspace, std::vector<Value> &items, const std::optional<Value> &fill, int64_t count)
{
    if (!fill || fill->holds<None>() || count <= int64_t(items.size()))
        return;
    workspace.step(uint64_t(count));
    workspace.reserve(uint64_t(count) * sizeof(Value));
    items.resize(size_t(count), *fill);
}

// Lists of so many items each.
Value batchFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const int64_t count = requireCount(workspace, arguments, "linecount");
    const std::optional<Value> fill = arguments.next("fill_with");
    std::vector<Value> lists, items;
    const auto next = iterate(workspace, input);
    for (std::optional<Value> item = next(); item; item = next()) {
        if (int64_t(items.size()) == count)
            lists.push_back({workspace.list(std::exchange(items, {}))});
        items.push_back(*item);
    }
    if (!items.empty()) {
        fillUp(workspace, items, fill, count);
        lists.push_back({workspace.list(std::move(items))});
    }
    return streamOf(workspace, std::move(lists));
}

// So many lists of about the same length.
Value sliceFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const int64_t count = requireCount(workspace, arguments, "slices");
    const std::optional<Value> fill = arguments.next("fill_with");
    const std::vector<Value> items = itemsOf(workspace, input);
    if (count == 0)
        workspace.fail("slice makes no slices of something.");
    std::vector<Value> lists;
    size_t at = 0;
    for (int64_t i = 0; i < count; ++i) {
        workspace.step();
        const bool more = uint64_t(i) < items.size() % size_t(count);
        const size_t end = at + items.size() / size_t(count) + (more ? 1 : 0);
        std::vector<Value> slice(items.begin() + std::ptrdiff_t(at), items.begin() + std::ptrdiff_t(end));
        if (!more)
            fillUp(workspace, slice, fill, int64_t(slice.size()) + 1);
        lists.push_back({workspace.list(std::move(slice))});
        at = end;
    }
    return streamOf(workspace, std::move(lists));
}

} // namespace

FilterFunction findSequenceFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"length", lengthFilter}, {"count", lengthFilter}, {"first", firstFilter},     {"last", lastFilter},
        {"list", listFilter},     {"items", itemsFilter},  {"join", joinFilter},       {"sum", sumFilter},
        {"batch", batchFilter},   {"slice", sliceFilter},  {"reverse", reverseFilter},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
