// Evaluates expressions.
#pragma once

#include "jinja/scope.h"
#include "jinja/syntax.h"
#include "jinja/workspace.h"

namespace deepscope::jinja {

class Evaluator {
public:
    Evaluator(Workspace &workspace, const Scope &scope) : m_workspace(workspace), m_scope(scope) {}

    // Throws Error(File) with the line.
    Value operator()(const Expression &expression);
    // The same with one more named argument.
    Value call(const Call &call, std::optional<std::pair<std::string, Value>> extra);
    Value filtered(const Value &input, const FilterCall &filter);

private:
    Value evaluate(const Literal &literal) { return literal.value; }
    Value evaluate(const Name &name);
    Value evaluate(const ListDisplay &list);
    Value evaluate(const DictDisplay &dict);
    Value evaluate(const Attribute &attribute);
    Value evaluate(const Subscript &subscript);
    Value evaluate(const Slice &slice);
    Value evaluate(const Call &form) { return call(form, std::nullopt); }
    Value evaluate(const Filter &filter) { return filtered((*this)(*filter.input), filter.call); }
    Value evaluate(const Test &test);
    Value evaluate(const Not &operation);
    Value evaluate(const Signed &operation);
    Value evaluate(const Logical &operation);
    Value evaluate(const Binary &operation);
    Value evaluate(const Comparison &comparison);
    Value evaluate(const Conditional &conditional);

    Arguments argumentsOf(const CallArguments &arguments, const std::string &callee, NamedValues named = {});

    Workspace &m_workspace;
    const Scope &m_scope;
};

} // namespace deepscope::jinja
