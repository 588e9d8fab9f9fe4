#include "jinja/evaluator.h"

#include "jinja/filters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"
#include "jinja/value_tests.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

void addNamed(Workspace &workspace, NamedValues &named, const Value &more)
{
    requireDefined(workspace, more);
    if (!isMapping(more))
        workspace.fail(kindOf(more) + " stands behind ** in a call.");
    for (const auto &[key, value] : more.as<Dict *>()->entries) {
        if (!key.isText())
            workspace.fail(kindOf(key) + " names an argument.");
        workspace.step(1 + named.size() / 16);
        if (std::ranges::find(named, key.text(), &std::pair<std::string, Value>::first) != named.end())
            workspace.fail("the argument \"" + key.text() + "\" is given twice.");
        workspace.reserve(key.text().size() + sizeof(Value));
        named.emplace_back(key.text(), value);
    }
}

} // namespace

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
    return {m_workspace.list(std::move(items), list.isTuple ? List::Form::Tuple : List::Form::List)};
}

Value Evaluator::evaluate(const DictDisplay &display)
{
    Dict *dict = m_workspace.dict();
    for (const auto &[keyPart, valuePart] : display.entries) {
        const Value key = (*this)(*keyPart);
        setEntry(m_workspace, *dict, key, (*this)(*valuePart));
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

Arguments Evaluator::argumentsOf(const CallArguments &arguments, const std::string &callee, NamedValues named)
{
    std::vector<Value> positional;
    for (const ExpressionPtr &argument : arguments.positional)
        positional.push_back((*this)(*argument));
    for (const auto &[name, argument] : arguments.named)
        named.emplace_back(name, (*this)(*argument));
    if (arguments.spread)
        for (Value &value : itemsOf(m_workspace, (*this)(*arguments.spread)))
            positional.push_back(std::move(value));
    if (arguments.spreadNamed)
        addNamed(m_workspace, named, (*this)(*arguments.spreadNamed));
    return Arguments(m_workspace, callee, std::move(positional), std::move(named));
}

Value Evaluator::call(const Call &call, std::optional<std::pair<std::string, Value>> extra)
{
    const auto given = [&](const std::string &callee) {
        return argumentsOf(call.arguments, callee, extra ? NamedValues{*extra} : NamedValues{});
    };
    Value callee;
    if (const auto *attribute = std::get_if<Attribute>(&call.callee->form)) {
        const Value object = (*this)(*attribute->of);
        if (hasMethod(object, attribute->name)) {
            Arguments arguments = given(attribute->name);
            return callMethod(m_workspace, object, attribute->name, arguments);
        }
        callee = attributeOf(m_workspace, object, attribute->name);
        if (callee.holds<Undefined>())
            m_workspace.fail(kindOf(object) + " has no method \"" + attribute->name + "\" that is supported.");
    } else {
        callee = (*this)(*call.callee);
    }
    if (callee.holds<Undefined>())
        m_workspace.fail("the function \"" + callee.as<Undefined>().shownName() + "\" is not supported.");
    const Callable *function = callee.holds<const Callable *>() ? callee.as<const Callable *>()
                               : callee.holds<Dict *>()         ? callee.as<Dict *>()->call
                                                                : nullptr;
    if (!function)
        m_workspace.fail(kindOf(callee) + " is called like a function.");
    Arguments arguments = given(function->name);
    const int line = m_workspace.line();
    Value result = function->call(m_workspace, arguments);
    m_workspace.atLine(line);
    arguments.finish();
    return result;
}

Value Evaluator::filtered(const Value &input, const FilterCall &filter)
{
    Arguments arguments = argumentsOf(filter.arguments, filter.name);
    m_workspace.atLine(filter.line);
    return applyFilter(m_workspace, filter.name, input, arguments);
}

Value Evaluator::evaluate(const Test &test)
{
    const Value value = (*this)(*test.input);
    Arguments arguments = argumentsOf(test.arguments, test.name);
    return {applyTest(m_workspace, test.name, value, arguments)};
}

Value Evaluator::evaluate(const Not &operation) { return {!isTrue((*this)(*operation.operand))}; }

Value Evaluator::evaluate(const Signed &operation)
{
    return withSign(m_workspace, operation.isNegative, (*this)(*operation.operand));
}

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
