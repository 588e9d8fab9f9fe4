#include "text/jinja/characters.h"
#include "text/jinja/operators.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

std::vector<Value> charactersAsValues(Workspace &workspace, const std::string &text)
{
    std::vector<Value> values;
    workspace.reserve(text.size() * sizeof(Character));
    for (const Character &character : charactersOf(text)) {
        workspace.step();
        values.push_back(workspace.text(std::string(character.bytes)));
    }
    return values;
}

Value undefinedElement(const Value &index)
{
    if (index.isText())
        return {Undefined{index.as<Text>()}};
    return undefined(index.holds<int64_t>() ? "element " + std::to_string(index.as<int64_t>()) : "an element");
}

int64_t boundOf(Workspace &workspace, const Value *value, int64_t otherwise)
{
    if (!value || value->holds<None>())
        return otherwise;
    if (!value->holds<int64_t>())
        workspace.fail("the bound of a slice is " + kindOf(*value) + ".");
    return value->as<int64_t>();
}

// The places that a slice takes, by Python's rules.
std::vector<size_t> placesOf(Workspace &workspace, int64_t size, const SliceBounds &bounds)
{
    const int64_t step = boundOf(workspace, bounds.step, 1);
    if (step == 0)
        workspace.fail("a slice has the step 0.");
    const int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
    const auto place = [&](const Value *value, int64_t otherwise) {
        const int64_t bound = boundOf(workspace, value, otherwise);
        const bool given = value && !value->holds<None>();
        return given ? std::clamp(bound < 0 && bound >= -size ? bound + size : bound, low, high) : otherwise;
    };
    const int64_t start = place(bounds.start, step > 0 ? low : high), stop = place(bounds.stop, step > 0 ? high : low);
    // A step beyond the size ends after the first place, whatever it is.
    const int64_t stride = std::clamp(step, -size - 1, size + 1);
    workspace.reserve(uint64_t(size) * sizeof(size_t));
    std::vector<size_t> places;
    for (int64_t at = start; stride > 0 ? at < stop : at > stop; at += stride)
        places.push_back(size_t(at));
    workspace.step(places.size());
    return places;
}

} // namespace

void requireDefined(Workspace &workspace, const Value &value)
{
    if (value.holds<Undefined>())
        workspace.fail("\"" + value.as<Undefined>().shownName() + "\" is not defined.");
}

size_t lengthOf(Workspace &workspace, const Value &value)
{
    if (value.isText()) {
        workspace.read(value.text().size() * 8);
        return countCharacters(value.text());
    }
    if (value.holds<List *>())
        return value.as<List *>()->items.size();
    if (value.holds<Dict *>())
        return value.as<Dict *>()->entries.size();
    if (value.holds<Undefined>())
        return 0;
    workspace.fail(kindOf(value) + " has no length.");
}

std::vector<Value> itemsOf(Workspace &workspace, const Value &value)
{
    if (value.holds<Undefined>())
        return {};
    if (value.isText())
        return charactersAsValues(workspace, value.text());
    if (value.holds<List *>()) {
        workspace.reserve(value.as<List *>()->items.size() * sizeof(Value));
        return value.as<List *>()->items;
    }
    if (!value.holds<Dict *>())
        workspace.fail(kindOf(value) + " cannot be gone through.");
    std::vector<Value> keys;
    for (const auto &[key, entry] : value.as<Dict *>()->entries) {
        workspace.step();
        keys.push_back(workspace.text(key));
    }
    return keys;
}

Value attributeOf(Workspace &workspace, const Value &value, const std::string &name)
{
    requireDefined(workspace, value);
    if (value.holds<Dict *>()) {
        workspace.step(value.as<Dict *>()->entries.size() / 16);
        if (const Value *found = value.as<Dict *>()->find(name))
            return *found;
    }
    workspace.reserve(name.size());
    return undefined(name);
}

Value elementOf(Workspace &workspace, const Value &value, const Value &index)
{
    requireDefined(workspace, value);
    if (value.holds<Dict *>() && index.isText())
        return attributeOf(workspace, value, index.text());
    if (!index.holds<int64_t>() || (!value.holds<List *>() && !value.isText()))
        return undefinedElement(index);
    const int64_t size = int64_t(lengthOf(workspace, value));
    const int64_t place = index.as<int64_t>() < 0 ? index.as<int64_t>() + size : index.as<int64_t>();
    if (place < 0 || place >= size)
        return undefinedElement(index);
    if (value.holds<List *>())
        return value.as<List *>()->items[size_t(place)];
    workspace.reserve(value.text().size() * sizeof(Character));
    return workspace.text(std::string(charactersOf(value.text())[size_t(place)].bytes));
}

Value sliceOf(Workspace &workspace, const Value &value, const SliceBounds &bounds)
{
    requireDefined(workspace, value);
    if (!value.isText() && !value.holds<List *>())
        workspace.fail(kindOf(value) + " cannot be sliced.");
    const std::vector<size_t> places = placesOf(workspace, int64_t(lengthOf(workspace, value)), bounds);
    if (value.isText()) {
        workspace.reserve(value.text().size() * sizeof(Character));
        const std::vector<Character> characters = charactersOf(value.text());
        std::string text;
        for (const size_t place : places)
            text += characters[place].bytes;
        return workspace.text(std::move(text));
    }
    std::vector<Value> items;
    for (const size_t place : places)
        items.push_back(value.as<List *>()->items[place]);
    return {workspace.list(std::move(items))};
}

} // namespace deepscope::jinja
