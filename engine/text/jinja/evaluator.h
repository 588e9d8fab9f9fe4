// Evaluates expressions.
#pragma once

#include "text/jinja/scope.h"
#include "text/jinja/syntax.h"
#include "text/jinja/workspace.h"

namespace deepscope::jinja {

class Evaluator {
public:
    Evaluator(Workspace &workspace, const Scope &scope) : m_workspace(workspace), m_scope(scope) {}

    // Throws Error(File) with the line.
    Value operator()(const Expression &expression);

private:
    Value evaluate(const Literal &literal) { return literal.value; }
    Value evaluate(const Name &name);
    Value evaluate(const ListDisplay &list);
    Value evaluate(const DictDisplay &dict);
    Value evaluate(const Attribute &attribute);
    Value evaluate(const Subscript &subscript);
    Value evaluate(const Slice &slice);
    Value evaluate(const Call &call);
    Value evaluate(const Filter &filter);
    Value evaluate(const Test &test);
    Value evaluate(const Not &operation);
    Value evaluate(const Negative &operation);
    Value evaluate(const Logical &operation);
    Value evaluate(const Binary &operation);
    Value evaluate(const Comparison &comparison);
    Value evaluate(const Conditional &conditional);

    Arguments argumentsOf(const CallArguments &arguments, const std::string &callee);

    Workspace &m_workspace;
    const Scope &m_scope;
};

} // namespace deepscope::jinja
