#include "text/jinja/renderer.h"

#include "text/jinja/evaluator.h"
#include "text/jinja/operators.h"
#include "text/jinja/printing.h"

#include <utility>

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

} // namespace

std::string Renderer::render(const Block &block)
{
    run(block, m_global);
    return std::move(m_text);
}

Renderer::Flow Renderer::run(const Block &block, Scope &scope)
{
    const Workspace::Level level(m_workspace);
    for (const Statement &statement : block) {
        m_workspace.atLine(statement.line);
        m_workspace.step();
        const Flow flow = std::visit([&](const auto &form) { return run(form, scope); }, statement.form);
        if (flow != Flow::On)
            return flow;
    }
    return Flow::On;
}

void Renderer::write(const std::string &text)
{
    m_workspace.reserve(text.size());
    m_text += text;
}

std::string Renderer::capture(const Block &block, Scope &scope)
{
    std::string outer = std::exchange(m_text, {});
    run(block, scope);
    return std::exchange(m_text, std::move(outer));
}

Renderer::Flow Renderer::run(const Data &data, Scope &)
{
    write(data.text);
    return Flow::On;
}

Renderer::Flow Renderer::run(const Output &output, Scope &scope)
{
    write(shown(m_workspace, Evaluator(m_workspace, scope)(*output.value)));
    return Flow::On;
}

Renderer::Flow Renderer::run(const If &statement, Scope &scope)
{
    for (const auto &[test, block] : statement.branches)
        if (isTrue(Evaluator(m_workspace, scope)(*test)))
            return run(block, scope);
    return run(statement.otherwise, scope);
}

std::vector<Value> Renderer::loopItems(const For &loop, Scope &scope)
{
    const Value all = Evaluator(m_workspace, scope)(*loop.items);
    std::vector<Value> items = itemsOf(m_workspace, all);
    if (!loop.condition)
        return items;
    std::vector<Value> kept;
    for (const Value &item : items) {
        Scope inner(&scope);
        assign(loop.target, item, inner);
        if (isTrue(Evaluator(m_workspace, inner)(*loop.condition)))
            kept.push_back(item);
    }
    return kept;
}

Renderer::Flow Renderer::run(const For &loop, Scope &scope)
{
    const std::vector<Value> items = loopItems(loop, scope);
    if (items.empty())
        return run(loop.otherwise, scope);
    Dict *state = m_workspace.dict();
    for (size_t i = 0; i < items.size(); ++i) {
        m_workspace.step();
        updateLoop(*state, items, i);
        Scope inner(&scope); // what a turn sets is gone with it
        inner.set("loop", {state});
        assign(loop.target, items[i], inner);
        if (run(loop.body, inner) == Flow::Break)
            break;
    }
    return Flow::On;
}

Renderer::Flow Renderer::run(const Set &set, Scope &scope)
{
    if (set.value) {
        assign(set.target, Evaluator(m_workspace, scope)(*set.value), scope);
        return Flow::On;
    }
    Scope inner(&scope);
    assign(set.target, m_workspace.text(capture(set.body, inner)), scope);
    return Flow::On;
}

Renderer::Flow Renderer::run(const With &with, Scope &scope)
{
    Scope inner(&scope);
    for (const auto &[target, value] : with.values)
        assign(target, Evaluator(m_workspace, scope)(*value), inner);
    return run(with.body, inner);
}

Renderer::Flow Renderer::run(const Macro &macro, Scope &scope)
{
    scope.set(macro.name, m_workspace.callable(macro.name, [this, &macro](Workspace &, Arguments &arguments) {
        return call(macro, arguments);
    }));
    return Flow::On;
}

Renderer::Flow Renderer::run(const Generation &generation, Scope &scope) { return run(generation.body, scope); }

Value Renderer::call(const Macro &macro, Arguments &arguments)
{
    const Workspace::Level level(m_workspace);
    Scope inner(&m_global);
    for (const auto &[name, otherwise] : macro.parameters) {
        std::optional<Value> given = arguments.next(name);
        if (!given && otherwise)
            given = Evaluator(m_workspace, inner)(*otherwise);
        inner.set(name, given.value_or(undefined(name)));
    }
    arguments.finish();
    return m_workspace.text(capture(macro.body, inner));
}

void Renderer::assign(const Target &target, const Value &value, Scope &scope)
{
    if (!target.attribute.empty()) {
        const Value *space = scope.find(target.names.front());
        if (!space || !space->holds<Dict *>() || !space->as<Dict *>()->isNamespace)
            m_workspace.fail("\"" + target.names.front() + "\" is no namespace, so nothing in it can be set.");
        space->as<Dict *>()->set(target.attribute, value);
        return;
    }
    if (target.names.size() == 1) {
        scope.set(target.names.front(), value);
        return;
    }
    const std::vector<Value> parts = itemsOf(m_workspace, value);
    if (parts.size() != target.names.size())
        m_workspace.fail(std::to_string(target.names.size()) + " names are given " + std::to_string(parts.size()) +
                         " values.");
    for (size_t i = 0; i < parts.size(); ++i)
        scope.set(target.names[i], parts[i]);
}

} // namespace deepscope::jinja
