#include "jinja/characters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"

#include <algorithm>
#include <charconv>

namespace deepscope::jinja {

namespace {

Value undefinedElement(const Value &index)
{
    if (index.isText())
        return {Undefined{index.as<Text>()}};
    return undefined(isWhole(index) ? "element " + std::to_string(wholeOf(index)) : "an element");
}

int64_t boundOf(Workspace &workspace, const Value *value, int64_t otherwise)
{
    if (!value || value->holds<None>())
        return otherwise;
    if (!isWhole(*value))
        workspace.fail("the bound of a slice is " + kindOf(*value) + ".");
    return wholeOf(*value);
}

// What a slice takes of so many elements, by Python's rules.
List::Bounds slicedBounds(Workspace &workspace, int64_t size, const SliceBounds &bounds)
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
    return {start, stop, step};
}

std::vector<size_t> placesIn(Workspace &workspace, const List::Bounds &bounds)
{
    constexpr int64_t most = int64_t(1) << 40; // a step beyond the size ends after the first place, whatever it is
    const int64_t step = std::clamp(bounds.step, -most, most);
    std::vector<size_t> places;
    for (int64_t at = bounds.start; step > 0 ? at < bounds.stop : at > bounds.stop; at += step) {
        workspace.reserve(sizeof(size_t));
        places.push_back(size_t(at));
    }
    workspace.step(places.size());
    return places;
}

const Value *attributeOfObject(const Value &value, const std::string &name)
{
    const Dict *attributes = value.holds<Dict *>()             ? value.as<Dict *>()
                             : value.holds<const Callable *>() ? value.as<const Callable *>()->attributes
                                                               : nullptr;
    return attributes ? attributes->find(name) : nullptr;
}

// grouper and list, as the filter groupby names them.
const Value *partOfGroup(const Value &value, const std::string &name)
{
    if (!value.holds<List *>() || value.as<List *>()->form != List::Form::Group)
        return nullptr;
    const std::vector<Value> &parts = value.as<List *>()->items;
    return name == "grouper" ? &parts[0] : name == "list" ? &parts[1] : nullptr;
}

// The place in something of that size; nothing where it is beyond.
std::optional<size_t> placeOf(const Value &index, size_t size)
{
    const int64_t number = wholeOf(index), place = number < 0 ? number + int64_t(size) : number;
    return place < 0 || place >= int64_t(size) ? std::nullopt : std::optional(size_t(place));
}

} // namespace

void requireDefined(Workspace &workspace, const Value &value)
{
    if (value.holds<Undefined>())
        workspace.fail("\"" + value.as<Undefined>().shownName() + "\" is not defined.");
}

const Value *entryOf(Workspace &workspace, const Dict &dict, const Value &key)
{
    workspace.step(dict.entries.size() / 16);
    return dict.find(key);
}

void setEntry(Workspace &workspace, Dict &dict, const Value &key, const Value &value)
{
    if (!key.isText() && !isNumber(key) && !key.holds<None>())
        workspace.fail("the key of a dictionary is " + kindOf(key) +
                       "; only texts, numbers, true, false and none are supported.");
    workspace.step(dict.entries.size() / 16);
    workspace.reserve(2 * sizeof(Value));
    dict.set(key, value);
}

Value attributeOf(Workspace &workspace, const Value &value, const std::string &name)
{
    requireDefined(workspace, value);
    if (hasMethod(value, name))
        return boundMethod(workspace, value, name);
    if (value.holds<Dict *>())
        workspace.step(value.as<Dict *>()->entries.size() / 16);
    if (const Value *found = attributeOfObject(value, name))
        return *found;
    if (const Value *part = partOfGroup(value, name))
        return *part;
    workspace.reserve(name.size());
    return undefined(name);
}

Value elementOf(Workspace &workspace, const Value &value, const Value &index)
{
    requireDefined(workspace, value);
    if (isMapping(value))
        if (const Value *found = entryOf(workspace, *value.as<Dict *>(), index))
            return *found;
    if (index.isText())
        return attributeOf(workspace, value, index.text());
    const bool isView = value.holds<List *>() && value.as<List *>()->form >= List::Form::Keys;
    if (!isWhole(index) || isView || (!value.holds<List *>() && !value.isText()))
        return undefinedElement(index);
    const std::optional<size_t> place = placeOf(index, lengthOf(workspace, value));
    if (!place)
        return undefinedElement(index);
    if (value.holds<List *>())
        return value.as<List *>()->items[*place];
    std::string_view rest = value.text();
    for (size_t i = 0; i < *place; ++i)
        rest.remove_prefix(firstCharacter(rest).bytes.size());
    return workspace.text(std::string(firstCharacter(rest).bytes));
}

Value elementByPath(Workspace &workspace, Value value, const Value &path, const Value &otherwise)
{
    const auto found = [&](const Value &part) {
        const Value element = elementOf(workspace, value, part);
        return element.holds<Undefined>() && !otherwise.holds<None>() ? otherwise : element;
    };
    if (path.holds<None>())
        return value;
    if (!path.isText())
        return found(path);
    std::string_view rest = path.text();
    while (true) {
        workspace.step();
        const std::string part(rest.substr(0, rest.find('.')));
        int64_t number = 0;
        const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number);
        const bool isNumber = problem == std::errc() && end == part.data() + part.size() && part[0] != '-';
        value = found(isNumber ? Value{number} : workspace.text(part));
        if (part.size() == rest.size())
            return value;
        rest.remove_prefix(part.size() + 1);
    }
}

Value rangeOf(Workspace &workspace, const List::Bounds &bounds)
{
    constexpr size_t most = 100'000; // as in Jinja's sandbox
    const auto [start, stop, step] = bounds;
    if (step == 0)
        workspace.fail("range has the step 0.");
    List *list = workspace.list({}, List::Form::Range);
    list->range = std::make_shared<const List::Bounds>(bounds);
    for (int64_t number = start; step > 0 ? number < stop : number > stop;) {
        workspace.step();
        workspace.reserve(sizeof(Value));
        list->items.push_back({number});
        if (list->items.size() > most)
            workspace.fail("range makes more than 100000 numbers.");
        const uint64_t left = step > 0 ? uint64_t(stop) - uint64_t(number) : uint64_t(number) - uint64_t(stop);
        if (left <= (step > 0 ? uint64_t(step) : 0 - uint64_t(step)))
            break; // the next one is beyond, and may not be a number
        number += step;
    }
    return {list};
}

Value sliceOf(Workspace &workspace, const Value &value, const SliceBounds &bounds)
{
    requireDefined(workspace, value);
    const bool isView = value.holds<List *>() && value.as<List *>()->form >= List::Form::Keys;
    if (isView || (!value.isText() && !value.holds<List *>()))
        workspace.fail(kindOf(value) + " cannot be sliced.");
    const List::Bounds taken = slicedBounds(workspace, int64_t(lengthOf(workspace, value)), bounds);
    if (value.isText()) {
        workspace.reserve(value.text().size() * sizeof(Character));
        const std::vector<Character> characters = charactersOf(value.text());
        std::string text;
        for (const size_t place : placesIn(workspace, taken))
            text += characters[place].bytes;
        return workspace.text(std::move(text));
    }
    const List &list = *value.as<List *>();
    if (list.range) {
        const List::Bounds &all = *list.range;
        const auto times = [&](int64_t a, int64_t b) { return calculate(workspace, "*", {a}, {b}); };
        const auto place = [&](int64_t at) {
            return wholeOf(calculate(workspace, "+", {all.start}, times(at, all.step)));
        };
        return rangeOf(workspace, {place(taken.start), place(taken.stop), wholeOf(times(all.step, taken.step))});
    }
    std::vector<Value> items;
    for (const size_t place : placesIn(workspace, taken))
        items.push_back(list.items[place]);
    return {workspace.list(std::move(items), list.isTuple() ? List::Form::Tuple : List::Form::List)};
}

} // namespace deepscope::jinja
