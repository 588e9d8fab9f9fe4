#include "text/jinja/value_tests.h"

#include "text/jinja/characters.h"
#include "text/jinja/operators.h"

#include <map>

namespace deepscope::jinja {

namespace {

using TestFunction = bool (*)(Workspace &workspace, const Value &value, Arguments &arguments);

bool isMapping(const Value &value) { return value.holds<Dict *>() && !value.as<Dict *>()->isNamespace; }
bool isSequence(const Value &value)
{
    return value.isText() || value.holds<List *>() || isMapping(value) || value.holds<Undefined>();
}

template <typename T>
bool is(Workspace &, const Value &value, Arguments &)
{
    return value.holds<T>();
}

bool isDefined(Workspace &, const Value &value, Arguments &) { return !value.holds<Undefined>(); }
bool isMappingTest(Workspace &, const Value &value, Arguments &) { return isMapping(value); }
bool isSequenceTest(Workspace &, const Value &value, Arguments &) { return isSequence(value); }
bool isNumberTest(Workspace &, const Value &value, Arguments &) { return isNumber(value); }

template <bool wanted>
bool isFlag(Workspace &, const Value &value, Arguments &)
{
    return value.holds<bool>() && value.as<bool>() == wanted;
}

int64_t wholeIn(Workspace &workspace, const Value &value, const Arguments &arguments)
{
    if (!value.holds<int64_t>())
        workspace.fail("the test \"" + arguments.callee() + "\" is given " + kindOf(value) + ".");
    return value.as<int64_t>();
}

bool isOdd(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return wholeIn(workspace, value, arguments) % 2 != 0;
}

bool isEven(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return wholeIn(workspace, value, arguments) % 2 == 0;
}

bool isDivisible(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const int64_t divisor = wholeIn(workspace, arguments.require("num"), arguments);
    if (divisor == 0)
        workspace.fail("a number is divided by zero.");
    return divisor == -1 || wholeIn(workspace, value, arguments) % divisor == 0;
}

bool isLower(Workspace &, const Value &value, Arguments &)
{
    return value.isText() && lowered(value.text()) == value.text() && raised(value.text()) != value.text();
}

bool isUpper(Workspace &, const Value &value, Arguments &)
{
    return value.isText() && raised(value.text()) == value.text() && lowered(value.text()) != value.text();
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
        {"defined", isDefined},
        {"undefined", is<Undefined>},
        {"none", is<None>},
        {"string", is<Text>},
        {"boolean", is<bool>},
        {"integer", is<int64_t>},
        {"float", is<double>},
        {"number", isNumberTest},
        {"mapping", isMappingTest},
        {"iterable", isSequenceTest},
        {"sequence", isSequenceTest},
        {"callable", is<const Callable *>},
        {"true", isFlag<true>},
        {"false", isFlag<false>},
        {"odd", isOdd},
        {"even", isEven},
        {"divisibleby", isDivisible},
        {"lower", isLower},
        {"upper", isUpper},
        {"sameas", isSame},
    };
    return functions;
}

} // namespace

bool applyTest(Workspace &workspace, const std::string &name, const Value &value, Arguments &arguments)
{
    bool passes = false;
    if (const auto comparison = comparisons().find(name); comparison != comparisons().end()) {
        passes = compare(workspace, comparison->second, value, arguments.require("other"));
    } else {
        const auto test = tests().find(name);
        if (test == tests().end())
            workspace.fail("the test \"is " + name + "\" is not supported.");
        if (value.isText())
            workspace.read(value.text().size());
        passes = test->second(workspace, value, arguments);
    }
    arguments.finish();
    return passes;
}

} // namespace deepscope::jinja
