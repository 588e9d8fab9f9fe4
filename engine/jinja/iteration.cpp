// How values are gone through.
#include "jinja/characters.h"
#include "jinja/operators.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

using Next = std::function<std::optional<Value>()>;

// The text is kept by the value.
Next charactersIn(Workspace &workspace, const Value &value)
{
    return [&workspace, value, at = size_t(0)]() mutable -> std::optional<Value> {
        if (at >= value.text().size())
            return std::nullopt;
        workspace.step();
        const Character character = firstCharacter(std::string_view(value.text()).substr(at));
        at += character.bytes.size();
        return workspace.text(std::string(character.bytes));
    };
}

Next itemsIn(Workspace &workspace, const List &list)
{
    return [&workspace, &list, at = size_t(0)]() mutable -> std::optional<Value> {
        if (at >= list.items.size())
            return std::nullopt;
        workspace.step();
        return list.items[at++];
    };
}

Next keysIn(Workspace &workspace, const Dict &dict)
{
    return [&workspace, &dict, at = size_t(0)]() mutable -> std::optional<Value> {
        if (at >= dict.entries.size())
            return std::nullopt;
        workspace.step();
        return dict.entries[at++].first;
    };
}

} // namespace

std::function<std::optional<Value>()> iterate(Workspace &workspace, const Value &value)
{
    if (value.holds<Undefined>())
        return []() -> std::optional<Value> { return std::nullopt; };
    if (value.isText())
        return charactersIn(workspace, value);
    if (value.holds<List *>())
        return itemsIn(workspace, *value.as<List *>());
    if (isMapping(value))
        return keysIn(workspace, *value.as<Dict *>());
    if (value.holds<Stream *>())
        return [stream = value.as<Stream *>()] { return stream->next(); };
    workspace.fail(kindOf(value) + " cannot be gone through.");
}

std::vector<Value> itemsOf(Workspace &workspace, const Value &value)
{
    if (value.holds<List *>()) {
        workspace.step(value.as<List *>()->items.size() / 16);
        workspace.reserve(value.as<List *>()->items.size() * sizeof(Value));
        return value.as<List *>()->items;
    }
    std::vector<Value> items;
    const Next next = iterate(workspace, value);
    for (std::optional<Value> item = next(); item; item = next()) {
        workspace.reserve(sizeof(Value));
        items.push_back(*std::move(item));
    }
    return items;
}

std::vector<Value> itemsFromEnd(Workspace &workspace, const Value &value)
{
    if (value.holds<Stream *>())
        workspace.fail(kindOf(value) + " can be gone through from its beginning only; \"|list\" makes a list of it.");
    std::vector<Value> items = itemsOf(workspace, value);
    std::ranges::reverse(items);
    return items;
}

size_t lengthOf(Workspace &workspace, const Value &value)
{
    if (value.isText()) {
        workspace.read(value.text().size() * 8);
        return countCharacters(value.text());
    }
    if (value.holds<List *>())
        return value.as<List *>()->items.size();
    if (isMapping(value))
        return value.as<Dict *>()->entries.size();
    if (value.holds<Dict *>())
        if (const Value *length = value.as<Dict *>()->find("length"); length && value.as<Dict *>()->call)
            return size_t(wholeOf(*length)); // of a loop
    if (value.holds<Undefined>())
        return 0;
    workspace.fail(kindOf(value) + " has no length.");
}

} // namespace deepscope::jinja
