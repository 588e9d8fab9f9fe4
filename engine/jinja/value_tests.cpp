#include "jinja/value_tests.h"

#include "jinja/filters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <map>

namespace deepscope::jinja {

namespace {

using TestFunction = bool (*)(Workspace &workspace, const Value &value, Arguments &arguments);

template <typename T>
bool isOfType(Workspace &, const Value &value, Arguments &)
{
    return value.holds<T>();
}

bool isDefined(Workspace &, const Value &value, Arguments &) { return !value.holds<Undefined>(); }
bool isMappingTest(Workspace &, const Value &value, Arguments &) { return isMapping(value); }
bool isNumberTest(Workspace &, const Value &value, Arguments &) { return isNumber(value); }
bool isEscaped(Workspace &, const Value &, Arguments &) { return false; }

bool isIterable(Workspace &, const Value &value, Arguments &)
{
    return value.isText() || value.holds<List *>() || isMapping(value) || value.holds<Undefined>() ||
           value.holds<Stream *>();
}

// What has a length and elements.
bool isSequenceTest(Workspace &, const Value &value, Arguments &)
{
    const bool isView = value.holds<List *>() && value.as<List *>()->form >= List::Form::Keys;
    return value.isText() || (value.holds<List *>() && !isView) || isMapping(value) || value.holds<Undefined>();
}

bool isCallable(Workspace &, const Value &value, Arguments &)
{
    return value.holds<const Callable *>() || (value.holds<Dict *>() && value.as<Dict *>()->call) ||
           value.holds<Undefined>(); // which says that it is not defined, where it is called
}

template <bool wanted>
bool isFlag(Workspace &, const Value &value, Arguments &)
{
    return value.holds<bool>() && value.as<bool>() == wanted;
}

template <int rest>
bool isRestOfTwo(Workspace &workspace, const Value &value, Arguments &)
{
    return equal(workspace, calculate(workspace, "%", value, {int64_t(2)}), {int64_t(rest)});
}

bool isDivisible(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return equal(workspace, calculate(workspace, "%", value, arguments.require("num")), {int64_t(0)});
}

template <bool upper>
bool isInCaseTest(Workspace &workspace, const Value &value, Arguments &)
{
    const std::string text = shown(workspace, value);
    workspace.read(text.size() * 8);
    return isInCase(text, upper);
}

// The very same thing, which for simple values is an equal one of the same kind.
bool isSame(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value other = arguments.require("other");
    if (value.is.index() != other.is.index())
        return false;
    if (value.holds<List *>())
        return value.as<List *>() == other.as<List *>();
    if (value.holds<Dict *>())
        return value.as<Dict *>() == other.as<Dict *>();
    return equal(workspace, value, other);
}

template <bool (*isKnown)(const std::string &)>
bool isName(Workspace &workspace, const Value &value, Arguments &arguments)
{
    if (!isHashable(workspace, value))
        workspace.fail("the test \"" + arguments.callee() + "\" is given " + kindOf(value) + ".");
    return value.isText() && isKnown(value.text());
}

// The comparisons have names as tests.
const std::map<std::string, std::string> &comparisons()
{
    static const std::map<std::string, std::string> symbols = {
        {"eq", "=="}, {"equalto", "=="},    {"==", "=="}, {"ne", "!="}, {"lt", "<"},  {"lessthan", "<"},
        {"gt", ">"},  {"greaterthan", ">"}, {"le", "<="}, {"ge", ">="}, {"in", "in"}, {"!=", "!="},
        {"<", "<"},   {">", ">"},           {"<=", "<="}, {">=", ">="},
    };
    return symbols;
}

const std::map<std::string, TestFunction> &tests()
{
    static const std::map<std::string, TestFunction> functions = {
        {"defined", isDefined},        {"undefined", isOfType<Undefined>},
        {"none", isOfType<None>},      {"string", isOfType<Text>},
        {"boolean", isOfType<bool>},   {"integer", isOfType<int64_t>},
        {"float", isOfType<double>},   {"number", isNumberTest},
        {"mapping", isMappingTest},    {"iterable", isIterable},
        {"sequence", isSequenceTest},  {"callable", isCallable},
        {"true", isFlag<true>},        {"false", isFlag<false>},
        {"odd", isRestOfTwo<1>},       {"even", isRestOfTwo<0>},
        {"divisibleby", isDivisible},  {"lower", isInCaseTest<false>},
        {"upper", isInCaseTest<true>}, {"sameas", isSame},
        {"escaped", isEscaped},        {"filter", isName<hasFilter>},
        {"test", isName<hasTest>},
    };
    return functions;
}

} // namespace

bool hasTest(const std::string &name) { return comparisons().contains(name) || tests().contains(name); }

bool applyTest(Workspace &workspace, const std::string &name, const Value &value, Arguments &arguments)
{
    bool passes = false;
    if (const auto comparison = comparisons().find(name); comparison != comparisons().end()) {
        passes = compare(workspace, comparison->second, value, arguments.require("other"));
    } else {
        const auto test = tests().find(name);
        if (test == tests().end())
            workspace.fail("the test \"is " + name + "\" is not supported.");
        passes = test->second(workspace, value, arguments);
    }
    arguments.finish();
    return passes;
}

} // namespace deepscope::jinja
