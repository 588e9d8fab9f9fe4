#include "text/jinja/filters.h"
#include "text/jinja/methods.h"
#include "text/jinja/operators.h"
#include "text/jinja/printing.h"
#include "text/jinja/value_tests.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

Value length(Workspace &workspace, const Value &input, Arguments &) { return {int64_t(lengthOf(workspace, input))}; }

Value first(Workspace &workspace, const Value &input, Arguments &)
{
    const std::vector<Value> items = itemsOf(workspace, input);
    return items.empty() ? undefined("the first element") : items.front();
}

Value last(Workspace &workspace, const Value &input, Arguments &)
{
    const std::vector<Value> items = itemsOf(workspace, input);
    return items.empty() ? undefined("the last element") : items.back();
}

Value list(Workspace &workspace, const Value &input, Arguments &)
{
    return {workspace.list(itemsOf(workspace, input))};
}

Value items(Workspace &workspace, const Value &input, Arguments &arguments)
{
    if (input.holds<Undefined>())
        return {workspace.list()};
    if (!input.holds<Dict *>())
        workspace.fail("items is given " + kindOf(input) + ".");
    return callMethod(workspace, input, "items", arguments);
}

// a.b.c, where whole numbers are indices.
Value attributeByPath(Workspace &workspace, Value value, const Value &path)
{
    if (!path.isText())
        return elementOf(workspace, value, path);
    std::string_view rest = path.text();
    while (true) {
        const size_t end = std::min(rest.find('.'), rest.size());
        value = attributeOf(workspace, value, std::string(rest.substr(0, end)));
        if (end == rest.size())
            return value;
        workspace.step();
        rest.remove_prefix(end + 1);
    }
}

Value join(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::string separator = shown(workspace, arguments.next("d").value_or(workspace.text("")));
    const std::optional<Value> attribute = arguments.next("attribute");
    std::string text;
    bool isFirst = true;
    for (const Value &item : itemsOf(workspace, input)) {
        const std::string part = shown(workspace, attribute ? attributeByPath(workspace, item, *attribute) : item);
        workspace.reserve(separator.size() + part.size());
        text += (isFirst ? "" : separator) + part;
        isFirst = false;
    }
    return workspace.text(std::move(text));
}

Value map(Workspace &workspace, const Value &input, Arguments &arguments)
{
    std::vector<Value> results;
    const std::vector<Value> all = itemsOf(workspace, input);
    NamedValues named = arguments.restNamed();
    const std::vector<Value> positional = arguments.restPositional();
    const bool byAttribute = positional.empty() && !named.empty() && named.front().first == "attribute";
    if (!byAttribute && (positional.empty() || !positional.front().isText()))
        workspace.fail("map needs an attribute or the name of a filter.");
    for (const Value &item : all) {
        workspace.step();
        if (byAttribute) {
            const Value found = attributeByPath(workspace, item, named.front().second);
            const bool replace = found.holds<Undefined>() && named.size() > 1 && named[1].first == "default";
            results.push_back(replace ? named[1].second : found);
        } else {
            Arguments rest(workspace, positional.front().text(), {positional.begin() + 1, positional.end()}, named);
            results.push_back(applyFilter(workspace, positional.front().text(), item, rest));
        }
    }
    return {workspace.list(std::move(results))};
}

// Keeps the items whose value (or whose attribute's) passes a test, or fails it.
template <bool keepPassing, bool byAttribute>
Value select(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::optional<Value> attribute = byAttribute ? std::optional(arguments.require("attribute")) : std::nullopt;
    const std::optional<std::string> test = arguments.text("test");
    const std::vector<Value> wanted = arguments.restPositional();
    std::vector<Value> kept;
    for (const Value &item : itemsOf(workspace, input)) {
        workspace.step();
        const Value value = attribute ? attributeByPath(workspace, item, *attribute) : item;
        bool passes = isTrue(value);
        if (test) {
            Arguments given(workspace, *test, wanted, {});
            passes = applyTest(workspace, *test, value, given);
        }
        if (passes == keepPassing)
            kept.push_back(item);
    }
    return {workspace.list(std::move(kept))};
}

Value reverse(Workspace &workspace, const Value &input, Arguments &)
{
    std::vector<Value> items = itemsOf(workspace, input);
    std::ranges::reverse(items);
    if (!input.isText())
        return {workspace.list(std::move(items))};
    std::string text;
    for (const Value &item : items)
        text += item.text();
    return workspace.text(std::move(text));
}

// Ignores case, unless it is told otherwise.
Value sort(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool reversed = arguments.flag("reverse"), caseSensitive = arguments.flag("case_sensitive");
    const std::optional<Value> attribute = arguments.next("attribute");
    std::vector<std::pair<Value, Value>> keyed; // key, item
    for (const Value &item : itemsOf(workspace, input)) {
        Value key = attribute ? attributeByPath(workspace, item, *attribute) : item;
        if (key.isText() && !caseSensitive) {
            Arguments none(workspace, "lower", {}, {});
            key = applyFilter(workspace, "lower", key, none);
        }
        keyed.emplace_back(std::move(key), item);
    }
    std::ranges::stable_sort(keyed, [&](const auto &a, const auto &b) {
        workspace.step();
        return reversed ? compare(workspace, "<", b.first, a.first) : compare(workspace, "<", a.first, b.first);
    });
    std::vector<Value> sorted;
    for (auto &[key, item] : keyed)
        sorted.push_back(std::move(item));
    return {workspace.list(std::move(sorted))};
}

Value unique(Workspace &workspace, const Value &input, Arguments &)
{
    std::vector<Value> kept;
    for (const Value &item : itemsOf(workspace, input))
        if (std::ranges::none_of(kept, [&](const Value &other) { return equal(workspace, item, other); }))
            kept.push_back(item);
    return {workspace.list(std::move(kept))};
}

Value sortedEntries(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value pairs = items(workspace, input, arguments);
    Arguments byKey(workspace, "sort", {}, {{"attribute", {int64_t(0)}}});
    return sort(workspace, pairs, byKey);
}

template <bool largest>
Value extreme(Workspace &workspace, const Value &input, Arguments &)
{
    const std::vector<Value> items = itemsOf(workspace, input);
    if (items.empty())
        return undefined("the extreme of nothing");
    Value best = items.front();
    for (const Value &item : items)
        if (compare(workspace, largest ? ">" : "<", item, best))
            best = item;
    return best;
}

Value sum(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::optional<Value> attribute = arguments.next("attribute");
    Value total = arguments.next("start").value_or(Value{int64_t(0)});
    for (const Value &item : itemsOf(workspace, input)) {
        workspace.step();
        total = calculate(workspace, "+", total,
                          attribute && !attribute->holds<None>() ? attributeByPath(workspace, item, *attribute) : item);
    }
    return total;
}

} // namespace

FilterFunction findSequenceFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"length", length},
        {"count", length},
        {"first", first},
        {"last", last},
        {"list", list},
        {"items", items},
        {"join", join},
        {"map", map},
        {"select", select<true, false>},
        {"reject", select<false, false>},
        {"selectattr", select<true, true>},
        {"rejectattr", select<false, true>},
        {"reverse", reverse},
        {"sort", sort},
        {"unique", unique},
        {"dictsort", sortedEntries},
        {"max", extreme<true>},
        {"min", extreme<false>},
        {"sum", sum},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
