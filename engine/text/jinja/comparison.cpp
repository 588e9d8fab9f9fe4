#include "text/jinja/operators.h"

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
        workspace.step(right.entries.size() / 16);
        const Value *other = right.find(key);
        if (!other || !equal(workspace, value, *other))
            return false;
    }
    return true;
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
        return left.as<List *>() == right.as<List *>() ||
               equalLists(workspace, *left.as<List *>(), *right.as<List *>());
    if (left.holds<Dict *>()) {
        const Dict *a = left.as<Dict *>(), *b = right.as<Dict *>();
        return a == b || (!a->isNamespace && !b->isNamespace && equalDicts(workspace, *a, *b));
    }
    if (left.holds<const Callable *>())
        return left.as<const Callable *>() == right.as<const Callable *>();
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
    if (container.holds<List *>())
        return std::ranges::any_of(container.as<List *>()->items,
                                   [&](const Value &each) { return equal(workspace, each, item); });
    if (container.holds<Dict *>()) {
        workspace.step(container.as<Dict *>()->entries.size() / 16);
        return item.isText() && container.as<Dict *>()->find(item.text());
    }
    if (container.holds<Undefined>())
        return false;
    workspace.fail("\"in\" looks into " + kindOf(container) + ".");
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
    std::partial_ordering order = std::partial_ordering::unordered;
    if (left.isText() && right.isText()) {
        workspace.read(std::min(left.text().size(), right.text().size()));
        order = left.text() <=> right.text();
    } else if (left.holds<int64_t>() && right.holds<int64_t>()) {
        order = left.as<int64_t>() <=> right.as<int64_t>();
    } else if (isNumber(left) && isNumber(right)) {
        order = realOf(left) <=> realOf(right);
    } else {
        requireDefined(workspace, left);
        requireDefined(workspace, right);
        workspace.fail("\"" + symbol + "\" compares " + kindOf(left) + " and " + kindOf(right) + ".");
    }
    if (symbol == "<")
        return order < 0;
    if (symbol == "<=")
        return order <= 0;
    return symbol == ">" ? order > 0 : order >= 0;
}

} // namespace deepscope::jinja
