// Filters that put things in an order.
#include "jinja/filters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

using Keyed = std::vector<std::pair<Value, Value>>; // what decides, what is put in order

// Equal ones keep their order, also in a reversed one.
std::vector<Value> sortedByKey(Workspace &workspace, Keyed keyed, bool reversed)
{
    std::ranges::stable_sort(keyed, [&](const auto &a, const auto &b) {
        workspace.step();
        return reversed ? compare(workspace, "<", b.first, a.first) : compare(workspace, "<", a.first, b.first);
    });
    std::vector<Value> sorted;
    for (auto &[key, item] : keyed)
        sorted.push_back(std::move(item));
    return sorted;
}

// Several attributes, where one decides as long as those before it are equal: "a,b".
std::vector<Value> pathsIn(Workspace &workspace, const Value &attribute)
{
    if (!attribute.isText())
        return {attribute};
    std::vector<Value> paths;
    for (std::string_view rest = attribute.text();;) {
        const size_t end = std::min(rest.find(','), rest.size());
        paths.push_back(workspace.text(std::string(rest.substr(0, end))));
        if (end == rest.size())
            return paths;
        rest.remove_prefix(end + 1);
    }
}

Value sortFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool reversed = arguments.flag("reverse"), caseSensitive = arguments.flag("case_sensitive");
    const std::vector<Value> paths = pathsIn(workspace, arguments.next("attribute").value_or(Value{None{}}));
    Keyed keyed;
    for (const Value &item : itemsOf(workspace, input)) {
        std::vector<Value> keys;
        for (const Value &path : paths)
            keys.push_back(withoutCase(workspace, elementByPath(workspace, item, path), caseSensitive));
        keyed.emplace_back(Value{workspace.list(std::move(keys))}, item);
    }
    return {workspace.list(sortedByKey(workspace, std::move(keyed), reversed))};
}

Value dictSortFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool caseSensitive = arguments.flag("case_sensitive");
    const std::string by = arguments.text("by").value_or("key");
    const bool reversed = arguments.flag("reverse");
    if (by != "key" && by != "value")
        workspace.fail("dictsort sorts by \"key\" or by \"value\".");
    requireDefined(workspace, input);
    if (!isMapping(input))
        workspace.fail("dictsort is given " + kindOf(input) + ".");
    Keyed keyed;
    for (const auto &[key, value] : input.as<Dict *>()->entries)
        keyed.emplace_back(withoutCase(workspace, by == "key" ? key : value, caseSensitive),
                           Value{workspace.tuple({key, value})});
    return {workspace.list(sortedByKey(workspace, std::move(keyed), reversed))};
}

Value groupFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value attribute = arguments.require("attribute");
    const Value otherwise = arguments.next("default").value_or(Value{None{}});
    const bool caseSensitive = arguments.flag("case_sensitive");
    const auto keyOf = [&](const Value &item) { return elementByPath(workspace, item, attribute, otherwise); };
    Keyed keyed;
    for (const Value &item : itemsOf(workspace, input))
        keyed.emplace_back(withoutCase(workspace, keyOf(item), caseSensitive), item);
    std::vector<Value> groups;
    std::optional<Value> last;
    List *members = nullptr;
    for (const Value &item : sortedByKey(workspace, std::move(keyed), false)) {
        const Value key = withoutCase(workspace, keyOf(item), caseSensitive);
        if (!last || !equal(workspace, *last, key)) {
            members = workspace.list();
            groups.push_back({workspace.list({keyOf(item), {members}}, List::Form::Group)});
            last = key;
        }
        workspace.reserve(sizeof(Value));
        members->items.push_back(item);
    }
    return {workspace.list(std::move(groups))};
}

template <bool largest>
Value extremeFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool caseSensitive = arguments.flag("case_sensitive");
    const Value attribute = arguments.next("attribute").value_or(Value{None{}});
    std::optional<Value> best, bestKey;
    const auto next = iterate(workspace, input);
    for (std::optional<Value> item = next(); item; item = next()) {
        const Value key = withoutCase(workspace, elementByPath(workspace, *item, attribute), caseSensitive);
        if (bestKey && !compare(workspace, largest ? ">" : "<", key, *bestKey))
            continue;
        best = item;
        bestKey = key;
    }
    return best.value_or(undefined("the extreme of nothing"));
}

} // namespace

FilterFunction findOrderFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"sort", sortFilter},         {"dictsort", dictSortFilter},  {"groupby", groupFilter},
        {"max", extremeFilter<true>}, {"min", extremeFilter<false>},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
