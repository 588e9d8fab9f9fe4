#include "text/jinja/evaluator.h"

#include "text/jinja/filters.h"
#include "text/jinja/methods.h"
#include "text/jinja/operators.h"
#include "text/jinja/value_tests.h"

namespace deepscope::jinja {

Value Evaluator::operator()(const Expression &expression)
{
    const Workspace::Level level(m_workspace);
    m_workspace.atLine(expression.line);
    m_workspace.step();
    return std::visit([this](const auto &form) { return evaluate(form); }, expression.form);
}

Value Evaluator::evaluate(const Name &name)
{
    const Value *value = m_scope.find(name.name);
    if (value)
        return *value;
    m_workspace.reserve(name.name.size());
    return undefined(name.name);
}

Value Evaluator::evaluate(const ListDisplay &list)
{
    std::vector<Value> items;
    for (const ExpressionPtr &item : list.items)
        items.push_back((*this)(*item));
    return {m_workspace.list(std::move(items))};
}

Value Evaluator::evaluate(const DictDisplay &display)
{
    Dict *dict = m_workspace.dict();
    for (const auto &[keyPart, valuePart] : display.entries) {
        const Value key = (*this)(*keyPart);
        if (!key.isText())
            m_workspace.fail("the key of a dictionary is " + kindOf(key) + "; only texts are supported.");
        m_workspace.step(dict->entries.size() / 16);
        m_workspace.reserve(key.text().size() + sizeof(Value));
        dict->set(key.text(), (*this)(*valuePart));
    }
    return {dict};
}

Value Evaluator::evaluate(const Attribute &attribute)
{
    return attributeOf(m_workspace, (*this)(*attribute.of), attribute.name);
}

Value Evaluator::evaluate(const Subscript &subscript)
{
    const Value value = (*this)(*subscript.of);
    return elementOf(m_workspace, value, (*this)(*subscript.index));
}

Value Evaluator::evaluate(const Slice &slice)
{
    const Value value = (*this)(*slice.of);
    const auto bound = [this](const ExpressionPtr &part) { return part ? (*this)(*part) : Value{None{}}; };
    const Value start = bound(slice.start), stop = bound(slice.stop), step = bound(slice.step);
    return sliceOf(m_workspace, value, {&start, &stop, &step});
}

Arguments Evaluator::argumentsOf(const CallArguments &arguments, const std::string &callee)
{
    std::vector<Value> positional;
    for (const ExpressionPtr &argument : arguments.positional)
        positional.push_back((*this)(*argument));
    NamedValues named;
    for (const auto &[name, argument] : arguments.named)
        named.emplace_back(name, (*this)(*argument));
    return Arguments(m_workspace, callee, std::move(positional), std::move(named));
}

Value Evaluator::evaluate(const Call &call)
{
    Value callee;
    std::string name = "the call";
    if (const auto *attribute = std::get_if<Attribute>(&call.callee->form)) {
        const Value object = (*this)(*attribute->of);
        name = attribute->name;
        if (hasMethod(object, name)) {
            Arguments arguments = argumentsOf(call.arguments, name);
            return callMethod(m_workspace, object, name, arguments);
        }
        callee = attributeOf(m_workspace, object, name);
        if (callee.holds<Undefined>())
            m_workspace.fail(kindOf(object) + " has no method \"" + name + "\" that is supported.");
    } else {
        callee = (*this)(*call.callee);
    }
    if (callee.holds<Undefined>())
        m_workspace.fail("the function \"" + callee.as<Undefined>().shownName() + "\" is not supported.");
    if (!callee.holds<const Callable *>())
        m_workspace.fail(kindOf(callee) + " is called like a function.");
    const Callable &function = *callee.as<const Callable *>();
    Arguments arguments = argumentsOf(call.arguments, function.name);
    const int line = m_workspace.line();
    Value result = function.call(m_workspace, arguments);
    m_workspace.atLine(line);
    arguments.finish();
    return result;
}

Value Evaluator::evaluate(const Filter &filter)
{
    const Value input = (*this)(*filter.input);
    Arguments arguments = argumentsOf(filter.arguments, filter.name);
    return applyFilter(m_workspace, filter.name, input, arguments);
}

Value Evaluator::evaluate(const Test &test)
{
    const Value value = (*this)(*test.input);
    Arguments arguments = argumentsOf(test.arguments, test.name);
    return {applyTest(m_workspace, test.name, value, arguments)};
}

Value Evaluator::evaluate(const Not &operation) { return {!isTrue((*this)(*operation.operand))}; }

Value Evaluator::evaluate(const Negative &operation) { return negated(m_workspace, (*this)(*operation.operand)); }

// As in Python, the value that decided.
Value Evaluator::evaluate(const Logical &operation)
{
    const Value left = (*this)(*operation.left);
    return isTrue(left) == operation.isAnd ? (*this)(*operation.right) : left;
}

Value Evaluator::evaluate(const Binary &operation)
{
    const Value left = (*this)(*operation.left);
    return calculate(m_workspace, operation.symbol, left, (*this)(*operation.right));
}

Value Evaluator::evaluate(const Comparison &comparison)
{
    Value left = (*this)(*comparison.first);
    for (const auto &[symbol, part] : comparison.rest) {
        Value right = (*this)(*part);
        if (!compare(m_workspace, symbol, left, right))
            return {false};
        left = std::move(right);
    }
    return {true};
}

Value Evaluator::evaluate(const Conditional &conditional)
{
    if (isTrue((*this)(*conditional.test)))
        return (*this)(*conditional.then);
    return conditional.otherwise ? (*this)(*conditional.otherwise) : undefined("the other case of an \"if\"");
}

} // namespace deepscope::jinja
