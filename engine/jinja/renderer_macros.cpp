// {% macro %} and {% call %}.
#include "jinja/operators.h"
#include "jinja/printing.h"
#include "jinja/renderer.h"

namespace deepscope::jinja {

Renderer::Flow Renderer::run(const Macro &macro, const ScopePtr &scope)
{
    scope->set(macro.name, {callableOf(macro, scope)});
    return Flow::On;
}

Renderer::Flow Renderer::run(const CallBlock &block, const ScopePtr &scope)
{
    const auto &call = std::get<Call>(block.call->form);
    const Value caller = {callableOf(block.caller, scope)};
    write(shown(m_workspace, Evaluator(m_workspace, *scope).call(call, std::pair("caller", caller))));
    return Flow::On;
}

const Callable *Renderer::callableOf(const Macro &macro, const ScopePtr &scope)
{
    constexpr size_t kept = 1024; // its attributes, and the names around it
    m_workspace.reserve(kept);
    const bool isBody = macro.name.empty(); // of a {% call %}
    const std::string shownName = isBody ? "<Macro anonymous>" : "<Macro '" + macro.name + "'>";
    Dict *attributes = m_workspace.dict(Dict::Form::Object);
    std::vector<Value> names;
    for (const auto &[name, otherwise] : macro.parameters)
        names.push_back(m_workspace.text(name));
    attributes->set("name", isBody ? Value{None{}} : m_workspace.text(macro.name));
    attributes->set("arguments", {m_workspace.tuple(std::move(names))});
    attributes->set("catch_kwargs", {macro.usesKwargs});
    attributes->set("catch_varargs", {macro.usesVarargs});
    attributes->set("caller", {macro.usesCaller});
    return m_workspace.add(
        {isBody ? "caller" : macro.name,
         [this, &macro, scope](Workspace &, Arguments &arguments) { return call(macro, scope, arguments); }, shownName,
         attributes});
}

Value Renderer::call(const Macro &macro, const ScopePtr &scope, Arguments &arguments)
{
    const Workspace::Level level(m_workspace);
    const auto inner = std::make_shared<Scope>(scope);
    for (const auto &[name, otherwise] : macro.parameters) {
        m_workspace.step();
        m_workspace.reserve(name.size() + 128); // what is made within may keep the scope
        std::optional<Value> given = arguments.next(name);
        if (!given && otherwise)
            given = evaluated(otherwise, inner);
        inner->set(name, given.value_or(undefined(name)));
    }
    if (macro.usesCaller)
        inner->set("caller", arguments.takeNamed("caller").value_or(undefined("caller")));
    if (macro.usesKwargs) {
        Dict *rest = m_workspace.dict();
        for (const auto &[name, value] : arguments.restNamed())
            setEntry(m_workspace, *rest, m_workspace.text(name), value);
        inner->set("kwargs", {rest});
    }
    if (macro.usesVarargs)
        inner->set("varargs", {m_workspace.tuple(arguments.restPositional())});
    arguments.finish();
    return m_workspace.text(capture(macro.body, inner).first);
}

} // namespace deepscope::jinja
