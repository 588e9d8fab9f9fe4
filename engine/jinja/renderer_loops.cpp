// {% for %}, and what it tells of itself as `loop`.
#include "jinja/operators.h"
#include "jinja/renderer.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

// What a template asks of `loop`, brought up to date for each turn.
void updateLoop(Dict &loop, const std::vector<Value> &items, size_t index)
{
    const auto number = [](size_t value) { return Value{int64_t(value)}; };
    const auto neighbour = [&](bool exists, size_t place) {
        return exists ? items[place] : undefined("the loop's neighbour");
    };
    loop.set("index0", number(index));
    loop.set("index", number(index + 1));
    loop.set("revindex0", number(items.size() - index - 1));
    loop.set("revindex", number(items.size() - index));
    loop.set("first", {index == 0});
    loop.set("last", {index + 1 == items.size()});
    loop.set("length", number(items.size()));
    loop.set("previtem", neighbour(index > 0, index - 1));
    loop.set("nextitem", neighbour(index + 1 < items.size(), index + 1));
}

Value cycled(Workspace &workspace, const Dict &loop, Arguments &arguments)
{
    const std::vector<Value> values = arguments.restPositional();
    if (values.empty())
        workspace.fail("loop.cycle is given nothing to go round.");
    return values[size_t(wholeOf(*loop.find("index0"))) % values.size()];
}

// Whether the values are others than at the call before.
Value hasChanged(Workspace &workspace, std::optional<std::vector<Value>> &last, Arguments &arguments)
{
    std::vector<Value> values = arguments.restPositional();
    workspace.reserve(values.size() * sizeof(Value));
    const bool same =
        last && last->size() == values.size() &&
        std::ranges::equal(*last, values, [&](const Value &a, const Value &b) { return equal(workspace, a, b); });
    last = std::move(values);
    return {!same};
}

} // namespace

std::vector<Value> Renderer::loopItems(const For &loop, const Value &all, const ScopePtr &scope)
{
    std::vector<Value> items = itemsOf(m_workspace, all);
    if (!loop.condition)
        return items;
    std::vector<Value> kept;
    for (const Value &item : items) {
        m_workspace.step();
        const auto inner = std::make_shared<Scope>(scope);
        assign(loop.target, item, inner);
        if (isTrue(evaluated(loop.condition, inner)))
            kept.push_back(item);
    }
    return kept;
}

Dict *Renderer::loopState(const For &loop, const ScopePtr &scope, int64_t depth)
{
    Dict *state = m_workspace.dict(Dict::Form::Object);
    state->set("depth0", {depth});
    state->set("depth", {depth + 1});
    state->set("cycle", m_workspace.callable("cycle", [state](Workspace &workspace, Arguments &arguments) {
        return cycled(workspace, *state, arguments);
    }));
    const auto last = std::make_shared<std::optional<std::vector<Value>>>();
    state->set("changed", m_workspace.callable("changed", [last](Workspace &workspace, Arguments &arguments) {
        return hasChanged(workspace, *last, arguments);
    }));
    const auto again = [this, &loop, scope, depth](Workspace &workspace, Arguments &arguments) -> Value {
        if (!loop.isRecursive)
            workspace.fail("loop is called in a {% for %} that does not say \"recursive\".");
        const Workspace::Level level(workspace);
        const Value all = arguments.require("iterable");
        std::string outer = std::exchange(m_text, {});
        turns(loop, all, scope, depth + 1);
        return workspace.text(std::exchange(m_text, std::move(outer)));
    };
    state->call = m_workspace.add({"loop", again, "<loop>", nullptr});
    return state;
}

Renderer::Flow Renderer::run(const For &loop, const ScopePtr &scope)
{
    return turns(loop, evaluated(loop.items, scope), scope, 0);
}

Renderer::Flow Renderer::turns(const For &loop, const Value &all, const ScopePtr &scope, int64_t depth)
{
    const std::vector<Value> items = loopItems(loop, all, scope);
    bool anyEnded = false; // as Jinja has it, a turn that jumps does not count
    Dict *state = loop.usesLoop && !items.empty() ? loopState(loop, scope, depth) : nullptr;
    for (size_t i = 0; i < items.size(); ++i) {
        m_workspace.step();
        const auto inner = std::make_shared<Scope>(scope); // what a turn sets is gone with it
        if (state) {
            updateLoop(*state, items, i);
            inner->set("loop", {state});
        }
        assign(loop.target, items[i], inner);
        const Flow flow = run(loop.body, inner);
        anyEnded = anyEnded || flow == Flow::On;
        if (flow == Flow::Break)
            break;
    }
    return anyEnded || loop.otherwise.empty() ? Flow::On : run(loop.otherwise, std::make_shared<Scope>(scope));
}

} // namespace deepscope::jinja
