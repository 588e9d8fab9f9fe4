// Filters that go through what they are given while somebody goes through their results.
#include "jinja/filters.h"
#include "jinja/operators.h"
#include "jinja/value_tests.h"

#include <map>

namespace deepscope::jinja {

namespace {

using Next = std::function<std::optional<Value>()>;
using Change = std::function<Value(const Value &)>;
using Passes = std::function<bool(const Value &)>;

// Begins with its first item: nothing is wrong with what nobody goes through. What is empty or false has no items.
Value laterStream(Workspace &workspace, const Value &input, std::function<std::optional<Value>(const Next &)> step)
{
    Next source;
    return workspace.stream([&workspace, input, step, source]() mutable -> std::optional<Value> {
        const Workspace::Level level(workspace); // one may go through another
        if (!isTrue(input))
            return std::nullopt;
        if (!source)
            source = iterate(workspace, input);
        return step(source);
    });
}

Change changeByAttribute(Workspace &workspace, Arguments &arguments)
{
    const std::optional<Value> given = arguments.takeNamed("attribute");
    const Value otherwise = arguments.takeNamed("default").value_or(Value{None{}});
    if (!given)
        workspace.fail("map needs an attribute or the name of a filter.");
    return [&workspace, attribute = *given, otherwise](const Value &item) {
        return elementByPath(workspace, item, attribute, otherwise);
    };
}

void reserveArguments(Workspace &workspace, const std::vector<Value> &given, const NamedValues &named)
{
    workspace.step(given.size() + named.size());
    workspace.reserve(given.size() * sizeof(Value) + named.size() * sizeof(NamedValues::value_type));
}

Change changeByFilter(Workspace &workspace, std::vector<Value> given, NamedValues named)
{
    if (given.empty() || !given.front().isText())
        workspace.fail("map needs an attribute or the name of a filter.");
    const std::string name = given.front().text();
    given.erase(given.begin());
    return [&workspace, name, given, named](const Value &item) {
        reserveArguments(workspace, given, named); // a stream within keeps them
        Arguments rest(workspace, name, given, named);
        return applyFilter(workspace, name, item, rest);
    };
}

Value mapFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    std::vector<Value> positional = arguments.restPositional();
    const Change change = positional.empty() ? changeByAttribute(workspace, arguments)
                                             : changeByFilter(workspace, std::move(positional), arguments.restNamed());
    return laterStream(workspace, input, [&workspace, change](const Next &next) -> std::optional<Value> {
        const std::optional<Value> item = next();
        workspace.step();
        return item ? std::optional(change(*item)) : std::nullopt;
    });
}

// A test with its arguments; without one whether the value is true.
Passes passesOf(Workspace &workspace, const std::optional<Value> &test, std::vector<Value> given, NamedValues named)
{
    if (!test)
        return [](const Value &value) { return isTrue(value); };
    if (!test->isText())
        workspace.fail("the name of a test is " + kindOf(*test) + ".");
    return [&workspace, name = test->text(), given, named](const Value &value) {
        reserveArguments(workspace, given, named);
        Arguments arguments(workspace, name, given, named);
        return applyTest(workspace, name, value, arguments);
    };
}

// Keeps the items whose value (or whose attribute's) passes a test, or fails it.
template <bool keepPassing, bool byAttribute>
Value selectFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value attribute = byAttribute ? arguments.require("attribute") : Value{None{}};
    std::vector<Value> given = arguments.restPositional();
    std::optional<Value> test;
    if (!given.empty()) {
        test = given.front();
        given.erase(given.begin());
    }
    const Passes passes = passesOf(workspace, test, std::move(given), arguments.restNamed());
    return laterStream(workspace, input, [&workspace, attribute, passes](const Next &next) -> std::optional<Value> {
        std::optional<Value> item = next();
        for (; item; item = next()) {
            workspace.step();
            if (passes(elementByPath(workspace, *item, attribute)) == keepPassing)
                break;
        }
        return item;
    });
}

// The first of each that are equal.
Value uniqueFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool caseSensitive = arguments.flag("case_sensitive");
    const Value attribute = arguments.next("attribute").value_or(Value{None{}});
    const Next next = iterate(workspace, input);
    std::vector<Value> seen;
    return workspace.stream([&workspace, next, caseSensitive, attribute, seen]() mutable -> std::optional<Value> {
        const Workspace::Level level(workspace);
        for (std::optional<Value> item = next(); item; item = next()) {
            const Value key = withoutCase(workspace, elementByPath(workspace, *item, attribute), caseSensitive);
            if (!isHashable(workspace, key))
                workspace.fail("unique looks for equal ones among " + kindOf(key) + " and others.");
            bool isNew = true;
            for (const Value &other : seen)
                isNew = isNew && !equal(workspace, other, key);
            if (!isNew)
                continue;
            workspace.reserve(sizeof(Value));
            seen.push_back(key);
            return item;
        }
        return std::nullopt;
    });
}

} // namespace

FilterFunction findSelectionFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"map", mapFilter},
        {"select", selectFilter<true, false>},
        {"reject", selectFilter<false, false>},
        {"selectattr", selectFilter<true, true>},
        {"rejectattr", selectFilter<false, true>},
        {"unique", uniqueFilter},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
