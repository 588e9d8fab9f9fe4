// Carries out the statements of a template.
#pragma once

#include "text/jinja/scope.h"
#include "text/jinja/syntax.h"
#include "text/jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

class Renderer {
public:
    // `global` is what macros see besides their arguments.
    Renderer(Workspace &workspace, Scope &global) : m_workspace(workspace), m_global(global) {}

    // The text of the block. Throws Error(File) with the line.
    std::string render(const Block &block);

private:
    enum class Flow { On, Break, Continue };

    Flow run(const Block &block, Scope &scope);
    Flow run(const Data &data, Scope &scope);
    Flow run(const Output &output, Scope &scope);
    Flow run(const If &statement, Scope &scope);
    Flow run(const For &loop, Scope &scope);
    Flow run(const Set &set, Scope &scope);
    Flow run(const With &with, Scope &scope);
    Flow run(const Macro &macro, Scope &scope);
    Flow run(const Generation &generation, Scope &scope);
    Flow run(const Break &, Scope &) { return Flow::Break; }
    Flow run(const Continue &, Scope &) { return Flow::Continue; }

    std::string capture(const Block &block, Scope &scope);
    std::vector<Value> loopItems(const For &loop, Scope &scope);
    void assign(const Target &target, const Value &value, Scope &scope);
    void write(const std::string &text);
    Value call(const Macro &macro, Arguments &arguments);

    Workspace &m_workspace;
    Scope &m_global;
    std::string m_text;
};

} // namespace deepscope::jinja
