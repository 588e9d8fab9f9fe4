// Carries out the statements of a template.
#pragma once

#include "jinja/evaluator.h"
#include "jinja/scope.h"
#include "jinja/syntax.h"
#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

class Renderer {
public:
    Renderer(Workspace &workspace, ScopePtr global) : m_workspace(workspace), m_global(std::move(global)) {}

    // The text of the block. Throws Error(File) with the line.
    std::string render(const Block &block);

private:
    enum class Flow { On, Break, Continue };

    Flow run(const Block &block, const ScopePtr &scope);
    Flow run(const Data &data, const ScopePtr &scope);
    Flow run(const Output &output, const ScopePtr &scope);
    Flow run(const If &statement, const ScopePtr &scope);
    Flow run(const For &loop, const ScopePtr &scope);
    Flow run(const Set &set, const ScopePtr &scope);
    Flow run(const With &with, const ScopePtr &scope);
    Flow run(const FilterBlock &block, const ScopePtr &scope);
    Flow run(const Macro &macro, const ScopePtr &scope);
    Flow run(const CallBlock &block, const ScopePtr &scope);
    Flow run(const Generation &generation, const ScopePtr &scope);
    Flow run(const Break &, const ScopePtr &) { return Flow::Break; }
    Flow run(const Continue &, const ScopePtr &) { return Flow::Continue; }

    Value evaluated(const ExpressionPtr &expression, const ScopePtr &scope);
    // What the block writes, and whether it ran to its end.
    std::pair<std::string, Flow> capture(const Block &block, const ScopePtr &scope);
    Value filtered(std::string text, const std::vector<FilterCall> &filters, const ScopePtr &scope);
    void assign(const Target &target, const Value &value, const ScopePtr &scope);
    void write(const std::string &text);

    // Of loops.
    std::vector<Value> loopItems(const For &loop, const Value &all, const ScopePtr &scope);
    Flow turns(const For &loop, const Value &all, const ScopePtr &scope, int64_t depth);
    Dict *loopState(const For &loop, const ScopePtr &scope, int64_t depth);

    // Of macros.
    const Callable *callableOf(const Macro &macro, const ScopePtr &scope);
    Value call(const Macro &macro, const ScopePtr &scope, Arguments &arguments);

    Workspace &m_workspace;
    ScopePtr m_global;
    std::string m_text;
};

} // namespace deepscope::jinja
