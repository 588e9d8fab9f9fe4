#include "text/jinja/methods.h"
#include "text/jinja/operators.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

std::vector<Value> &itemsIn(const Value &value) { return value.as<List *>()->items; }

Value append(Workspace &workspace, const Value &value, Arguments &arguments)
{
    workspace.reserve(sizeof(Value));
    itemsIn(value).push_back(arguments.require("object"));
    return {None{}};
}

Value pop(Workspace &workspace, const Value &value, Arguments &arguments)
{
    std::vector<Value> &items = itemsIn(value);
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
    const std::vector<Value> &items = itemsIn(value);
    for (size_t i = 0; i < items.size(); ++i)
        if (equal(workspace, items[i], wanted))
            return {int64_t(i)};
    workspace.fail("index looks for a value that the list does not have.");
}

Value countOf(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value wanted = arguments.require("value");
    return {int64_t(
        std::ranges::count_if(itemsIn(value), [&](const Value &item) { return equal(workspace, item, wanted); }))};
}

Value get(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value key = arguments.require("key");
    const Value otherwise = arguments.next("default").value_or(Value{None{}});
    const Value found = elementOf(workspace, value, key);
    return found.holds<Undefined>() ? otherwise : found;
}

Value keys(Workspace &workspace, const Value &value, Arguments &)
{
    return {workspace.list(itemsOf(workspace, value))};
}

Value values(Workspace &workspace, const Value &value, Arguments &)
{
    std::vector<Value> list;
    for (const auto &[key, entry] : value.as<Dict *>()->entries)
        list.push_back(entry);
    workspace.step(list.size());
    return {workspace.list(std::move(list))};
}

Value items(Workspace &workspace, const Value &value, Arguments &)
{
    std::vector<Value> pairs;
    for (const auto &[key, entry] : value.as<Dict *>()->entries) {
        workspace.step();
        pairs.push_back({workspace.list({workspace.text(key), entry})});
    }
    return {workspace.list(std::move(pairs))};
}

Method findIn(const std::map<std::string, Method> &methods, const std::string &name)
{
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace

Method findContainerMethod(const Value &value, const std::string &name)
{
    static const std::map<std::string, Method> ofLists = {
        {"append", append}, {"pop", pop}, {"index", indexOf}, {"count", countOf}};
    static const std::map<std::string, Method> ofDicts = {
        {"get", get}, {"keys", keys}, {"values", values}, {"items", items}};
    if (value.holds<List *>())
        return findIn(ofLists, name);
    if (value.holds<Dict *>() && !value.as<Dict *>()->isNamespace)
        return findIn(ofDicts, name);
    return nullptr;
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

} // namespace deepscope::jinja
