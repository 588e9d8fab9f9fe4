#include "jinja/operators.h"

#include <algorithm>
#include <compare>

namespace deepscope::jinja {

namespace {

bool equalLists(Workspace &workspace, const List &left, const List &right)
{
    if (left.items.size() != right.items.size())
        return false;
    for (size_t i = 0; i < left.items.size(); ++i)
        if (!equal(workspace, left.items[i], right.items[i]))
            return false;
    return true;
}

bool equalDicts(Workspace &workspace, const Dict &left, const Dict &right)
{
    if (left.entries.size() != right.entries.size())
        return false;
    for (const auto &[key, value] : left.entries) {
        const Value *other = entryOf(workspace, right, key);
        if (!other || !equal(workspace, value, *other))
            return false;
    }
    return true;
}

bool isListOrTuple(const Value &value)
{
    return value.holds<List *>() && (value.as<List *>()->form == List::Form::List || value.as<List *>()->isTuple());
}

bool equalSequences(Workspace &workspace, const List &left, const List &right)
{
    if (&left == &right)
        return true;
    if (left.isTuple() != right.isTuple() || (!left.isTuple() && left.form != right.form) ||
        left.form == List::Form::Values)
        return false; // as in Python, what values() gives equals nothing but itself
    return equalLists(workspace, left, right);
}

std::partial_ordering ordered(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right);

// The first items that differ decide; where there are none, the length.
std::partial_ordering orderedLists(Workspace &workspace, const std::string &symbol, const List &left, const List &right)
{
    const Workspace::Level level(workspace);
    for (size_t i = 0; i < left.items.size() && i < right.items.size(); ++i)
        if (!equal(workspace, left.items[i], right.items[i]))
            return ordered(workspace, symbol, left.items[i], right.items[i]);
    return left.items.size() <=> right.items.size();
}

std::partial_ordering ordered(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right)
{
    if (left.isText() && right.isText()) {
        workspace.read(std::min(left.text().size(), right.text().size()));
        return left.text() <=> right.text();
    }
    if (isWhole(left) && isWhole(right))
        return wholeOf(left) <=> wholeOf(right);
    if (isNumber(left) && isNumber(right))
        return realOf(left) <=> realOf(right);
    if (isListOrTuple(left) && isListOrTuple(right) && isTuple(left) == isTuple(right))
        return orderedLists(workspace, symbol, *left.as<List *>(), *right.as<List *>());
    requireDefined(workspace, left);
    requireDefined(workspace, right);
    workspace.fail("\"" + symbol + "\" compares " + kindOf(left) + " and " + kindOf(right) + ".");
}

} // namespace

bool equal(Workspace &workspace, const Value &left, const Value &right)
{
    const Workspace::Level level(workspace);
    workspace.step();
    if (left.isText() && right.isText()) {
        workspace.read(std::min(left.text().size(), right.text().size()));
        return left.text() == right.text();
    }
    if (left.holds<int64_t>() && right.holds<int64_t>())
        return left.as<int64_t>() == right.as<int64_t>();
    if (isNumber(left) && isNumber(right))
        return realOf(left) == realOf(right);
    if (left.is.index() != right.is.index())
        return false;
    if (left.holds<List *>())
        return equalSequences(workspace, *left.as<List *>(), *right.as<List *>());
    if (left.holds<Dict *>()) {
        const Dict *a = left.as<Dict *>(), *b = right.as<Dict *>();
        return a == b || (a->isMapping() && b->isMapping() && equalDicts(workspace, *a, *b));
    }
    if (left.holds<const Callable *>())
        return left.as<const Callable *>() == right.as<const Callable *>();
    if (left.holds<Stream *>())
        return left.as<Stream *>() == right.as<Stream *>();
    return true; // none and none, undefined and undefined
}

bool contains(Workspace &workspace, const Value &container, const Value &item)
{
    if (container.isText()) {
        if (!item.isText())
            workspace.fail("\"in\" looks for " + kindOf(item) + " in a text.");
        workspace.search(container.text().size(), item.text().size());
        return container.text().find(item.text()) != std::string::npos;
    }
    const bool isKeys = container.holds<List *>() && container.as<List *>()->form == List::Form::Keys;
    if ((isKeys || isMapping(container)) && !isHashable(workspace, item))
        workspace.fail("\"in\" looks for " + kindOf(item) + " among the keys of a dictionary.");
    if (container.holds<List *>())
        return std::ranges::any_of(container.as<List *>()->items,
                                   [&](const Value &each) { return equal(workspace, each, item); });
    if (isMapping(container))
        return entryOf(workspace, *container.as<Dict *>(), item) != nullptr;
    if (container.holds<Undefined>())
        return false;
    if (container.holds<Stream *>()) {
        const auto &next = container.as<Stream *>()->next;
        for (std::optional<Value> each = next(); each; each = next())
            if (equal(workspace, *each, item))
                return true;
        return false;
    }
    workspace.fail("\"in\" looks into " + kindOf(container) + ".");
}

bool isHashable(Workspace &workspace, const Value &value)
{
    const Workspace::Level level(workspace);
    workspace.step();
    if (isTuple(value))
        return std::ranges::all_of(value.as<List *>()->items,
                                   [&](const Value &item) { return isHashable(workspace, item); });
    if (value.holds<List *>())
        return value.as<List *>()->form == List::Form::Range || value.as<List *>()->form == List::Form::Values;
    return !isMapping(value);
}

bool compare(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right)
{
    if (symbol == "==")
        return equal(workspace, left, right);
    if (symbol == "!=")
        return !equal(workspace, left, right);
    if (symbol == "in")
        return contains(workspace, right, left);
    if (symbol == "not in")
        return !contains(workspace, right, left);
    const std::partial_ordering order = ordered(workspace, symbol, left, right);
    if (symbol == "<")
        return order < 0;
    if (symbol == "<=")
        return order <= 0;
    return symbol == ">" ? order > 0 : order >= 0;
}

} // namespace deepscope::jinja
