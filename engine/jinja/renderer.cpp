#include "jinja/renderer.h"

#include "jinja/operators.h"
#include "jinja/printing.h"

#include <utility>

namespace deepscope::jinja {

std::string Renderer::render(const Block &block)
{
    run(block, m_global);
    return std::move(m_text);
}

Value Renderer::evaluated(const ExpressionPtr &expression, const ScopePtr &scope)
{
    return Evaluator(m_workspace, *scope)(*expression);
}

Renderer::Flow Renderer::run(const Block &block, const ScopePtr &scope)
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

std::pair<std::string, Renderer::Flow> Renderer::capture(const Block &block, const ScopePtr &scope)
{
    std::string outer = std::exchange(m_text, {});
    const Flow flow = run(block, scope);
    return {std::exchange(m_text, std::move(outer)), flow};
}

Value Renderer::filtered(std::string text, const std::vector<FilterCall> &filters, const ScopePtr &scope)
{
    Value value = m_workspace.text(std::move(text));
    for (const FilterCall &filter : filters)
        value = Evaluator(m_workspace, *scope).filtered(value, filter);
    return value;
}

Renderer::Flow Renderer::run(const Data &data, const ScopePtr &)
{
    write(data.text);
    return Flow::On;
}

Renderer::Flow Renderer::run(const Output &output, const ScopePtr &scope)
{
    write(shown(m_workspace, evaluated(output.value, scope)));
    return Flow::On;
}

Renderer::Flow Renderer::run(const If &statement, const ScopePtr &scope)
{
    for (const auto &[test, block] : statement.branches)
        if (isTrue(evaluated(test, scope)))
            return run(block, scope);
    return run(statement.otherwise, scope);
}

Renderer::Flow Renderer::run(const Set &set, const ScopePtr &scope)
{
    if (set.value) {
        assign(set.target, evaluated(set.value, scope), scope);
        return Flow::On;
    }
    auto [text, flow] = capture(set.body, std::make_shared<Scope>(scope));
    if (flow == Flow::On)
        assign(set.target, filtered(std::move(text), set.filters, scope), scope);
    return flow;
}

Renderer::Flow Renderer::run(const With &with, const ScopePtr &scope)
{
    const auto inner = std::make_shared<Scope>(scope);
    for (const auto &[target, value] : with.values)
        assign(target, evaluated(value, scope), inner);
    return run(with.body, inner);
}

// A jump out of it leaves nothing of its text.
Renderer::Flow Renderer::run(const FilterBlock &block, const ScopePtr &scope)
{
    const auto inner = std::make_shared<Scope>(scope);
    auto [text, flow] = capture(block.body, inner);
    if (flow != Flow::On)
        return flow;
    const Value value = filtered(std::move(text), block.filters, inner);
    if (!value.isText())
        m_workspace.fail("the filter of a {% filter %} block makes " + kindOf(value) + " of its text.");
    write(value.text());
    return Flow::On;
}

Renderer::Flow Renderer::run(const Generation &generation, const ScopePtr &scope)
{
    return run(generation.body, std::make_shared<Scope>(scope));
}

void Renderer::assign(const Target &target, const Value &value, const ScopePtr &scope)
{
    if (!target.attribute.empty()) {
        const Value *space = scope->find(target.name);
        if (!space || !space->holds<Dict *>() || space->as<Dict *>()->form != Dict::Form::Namespace)
            m_workspace.fail("\"" + target.name + "\" is no namespace, so nothing in it can be set.");
        setEntry(m_workspace, *space->as<Dict *>(), m_workspace.text(target.attribute), value);
        return;
    }
    if (target.parts.empty()) {
        scope->set(target.name, value);
        return;
    }
    const std::vector<Value> parts = itemsOf(m_workspace, value);
    if (parts.size() != target.parts.size())
        m_workspace.fail(std::to_string(target.parts.size()) + " names are given " + std::to_string(parts.size()) +
                         " values.");
    for (size_t i = 0; i < parts.size(); ++i)
        assign(target.parts[i], parts[i], scope);
}

} // namespace deepscope::jinja
