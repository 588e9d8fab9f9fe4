#include "jinja/methods.h"
#include "jinja/operators.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

std::vector<Value> &listIn(const Value &value) { return value.as<List *>()->items; }

Value append(Workspace &workspace, const Value &value, Arguments &arguments)
{
    workspace.reserve(sizeof(Value));
    listIn(value).push_back(arguments.require("object"));
    return {None{}};
}

Value pop(Workspace &workspace, const Value &value, Arguments &arguments)
{
    std::vector<Value> &items = listIn(value);
    const int64_t size = int64_t(items.size()), index = arguments.integer("index").value_or(-1);
    const int64_t place = index < 0 ? index + size : index;
    if (place < 0 || place >= size)
        workspace.fail("pop takes an element that the list does not have.");
    workspace.step(uint64_t(size - place));
    Value taken = items[size_t(place)];
    items.erase(items.begin() + place);
    return taken;
}

Value indexOf(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value wanted = arguments.require("value");
    const std::vector<Value> &items = listIn(value);
    const auto place = [&](std::optional<int64_t> given, int64_t otherwise) {
        const int64_t bound = given.value_or(otherwise), size = int64_t(items.size());
        return size_t(std::clamp<int64_t>(bound < 0 ? std::max<int64_t>(bound, -size) + size : bound, 0, size));
    };
    const size_t start = place(arguments.integer("start"), 0);
    const size_t stop = place(arguments.integer("stop"), int64_t(items.size()));
    for (size_t i = start; i < stop; ++i)
        if (equal(workspace, items[i], wanted))
            return {int64_t(i)};
    workspace.fail("index looks for a value that is not there.");
}

Value countOf(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value wanted = arguments.require("value");
    return {int64_t(
        std::ranges::count_if(listIn(value), [&](const Value &item) { return equal(workspace, item, wanted); }))};
}

Value copyOfList(Workspace &workspace, const Value &value, Arguments &)
{
    return {workspace.list(itemsOf(workspace, value))};
}

Value get(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value key = arguments.require("key");
    const Value otherwise = arguments.next("default").value_or(Value{None{}});
    if (!isHashable(workspace, key))
        workspace.fail("get looks for " + kindOf(key) + " among the keys of a dictionary.");
    const Value *found = entryOf(workspace, *value.as<Dict *>(), key);
    return found ? *found : otherwise;
}

Value keys(Workspace &workspace, const Value &value, Arguments &)
{
    return {workspace.list(itemsOf(workspace, value), List::Form::Keys)};
}

Value values(Workspace &workspace, const Value &value, Arguments &)
{
    std::vector<Value> list;
    for (const auto &[key, entry] : value.as<Dict *>()->entries)
        list.push_back(entry);
    workspace.step(list.size());
    return {workspace.list(std::move(list), List::Form::Values)};
}

Value items(Workspace &workspace, const Value &value, Arguments &)
{
    std::vector<Value> pairs;
    for (const auto &[key, entry] : value.as<Dict *>()->entries) {
        workspace.step();
        pairs.push_back({workspace.tuple({key, entry})});
    }
    return {workspace.list(std::move(pairs), List::Form::Items)};
}

Value copyOfDict(Workspace &workspace, const Value &value, Arguments &)
{
    const Dict &from = *value.as<Dict *>();
    workspace.step(from.entries.size());
    workspace.reserve(from.entries.size() * 2 * sizeof(Value));
    Dict *copy = workspace.dict();
    copy->entries = from.entries;
    return {copy};
}

Method methodNamed(const std::map<std::string, Method> &methods, const std::string &name)
{
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace

// Of the methods that change their value Jinja's sandbox forbids most. Two are used by templates for less strict
// engines, and are here.
Method findContainerMethod(const Value &value, const std::string &name)
{
    static const std::map<std::string, Method> ofLists = {
        {"append", append}, {"pop", pop}, {"index", indexOf}, {"count", countOf}, {"copy", copyOfList}};
    static const std::map<std::string, Method> ofTuples = {{"index", indexOf}, {"count", countOf}};
    static const std::map<std::string, Method> ofDicts = {
        {"get", get}, {"keys", keys}, {"values", values}, {"items", items}, {"copy", copyOfDict}};
    if (value.holds<List *>()) {
        const List &list = *value.as<List *>();
        if (list.form == List::Form::List)
            return methodNamed(ofLists, name);
        return list.form < List::Form::Keys ? methodNamed(ofTuples, name) : nullptr;
    }
    return isMapping(value) ? methodNamed(ofDicts, name) : nullptr;
}

bool hasMethod(const Value &value, const std::string &name)
{
    return value.isText() ? findTextMethod(name) != nullptr : findContainerMethod(value, name) != nullptr;
}

Value callMethod(Workspace &workspace, const Value &value, const std::string &name, Arguments &arguments)
{
    const Method method = value.isText() ? findTextMethod(name) : findContainerMethod(value, name);
    const Value result = method(workspace, value, arguments);
    arguments.finish();
    return result;
}

Value boundMethod(Workspace &workspace, const Value &value, const std::string &name)
{
    return workspace.callable(name, [value, name](Workspace &space, Arguments &arguments) {
        return callMethod(space, value, name, arguments);
    });
}

} // namespace deepscope::jinja
