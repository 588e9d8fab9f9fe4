#include "jinja/functions.h"

#include "api/error.h"
#include "jinja/operators.h"
#include "jinja/printing.h"

#include <ctime>
#include <memory>
#include <utility>

namespace deepscope::jinja {

namespace {

Value rangeFunction(Workspace &workspace, Arguments &arguments)
{
    const std::vector<Value> given = arguments.restPositional();
    std::vector<int64_t> numbers;
    for (const Value &value : given) {
        if (!isWhole(value))
            workspace.fail("range is given " + kindOf(value) + ".");
        numbers.push_back(wholeOf(value));
    }
    switch (numbers.size()) {
    case 1:
        return rangeOf(workspace, {0, numbers[0], 1});
    case 2:
        return rangeOf(workspace, {numbers[0], numbers[1], 1});
    case 3:
        return rangeOf(workspace, {numbers[0], numbers[1], numbers[2]});
    default:
        workspace.fail("range takes one to three whole numbers.");
    }
}

// From a dictionary or pairs.
void addEntries(Workspace &workspace, Dict &dict, const Value &given)
{
    requireDefined(workspace, given);
    if (isMapping(given)) {
        for (const auto &[key, value] : given.as<Dict *>()->entries)
            setEntry(workspace, dict, key, value);
        return;
    }
    for (const Value &pair : itemsOf(workspace, given)) {
        const std::vector<Value> both = itemsOf(workspace, pair);
        if (both.size() != 2)
            workspace.fail("dict is given " + std::to_string(both.size()) + " values for an entry.");
        setEntry(workspace, dict, both[0], both[1]);
    }
}

template <Dict::Form form>
Value newDict(Workspace &workspace, Arguments &arguments)
{
    Dict *dict = workspace.dict(form);
    const std::vector<Value> given = arguments.restPositional();
    if (given.size() > 1)
        workspace.fail(arguments.callee() + " takes no more than 1 arguments here.");
    if (!given.empty())
        addEntries(workspace, *dict, given.front());
    for (const auto &[name, value] : arguments.restNamed())
        setEntry(workspace, *dict, workspace.text(name), value);
    return {dict};
}

// Goes round its values: next() gives one after another.
Value newCycler(Workspace &workspace, Arguments &arguments)
{
    const std::vector<Value> values = arguments.restPositional();
    if (values.empty())
        workspace.fail("cycler is given nothing to go round.");
    Dict *cycler = workspace.dict(Dict::Form::Object);
    const auto at = std::make_shared<size_t>(0);
    cycler->set("current", values[0]);
    cycler->set("next", workspace.callable("next", [=](Workspace &, Arguments &) {
        const Value value = values[*at];
        *at = (*at + 1) % values.size();
        cycler->set("current", values[*at]);
        return value;
    }));
    cycler->set("reset", workspace.callable("reset", [=](Workspace &, Arguments &) -> Value {
        *at = 0;
        cycler->set("current", values[0]);
        return {None{}};
    }));
    return {cycler};
}

// Nothing at its first call, the separator at all others.
Value newJoiner(Workspace &workspace, Arguments &arguments)
{
    const Value separator = arguments.next("sep").value_or(workspace.text(", "));
    const auto called = std::make_shared<bool>(false);
    return workspace.callable("joiner", [=](Workspace &space, Arguments &) {
        return std::exchange(*called, true) ? separator : space.text("");
    });
}

Value raiseException(Workspace &workspace, Arguments &arguments)
{
    throw Error(ErrorKind::File,
                oneLine("The chat template refuses this chat: " + shown(workspace, arguments.require("message"))));
}

Value formattedTime(Workspace &workspace, Arguments &arguments)
{
    const std::string format = arguments.requireText("format");
    const std::time_t now = std::time(nullptr);
    std::tm local = {};
#ifdef _WIN32
    localtime_s(&local, &now);
#else
    localtime_r(&now, &local);
#endif
    char text[256] = {};
    // An empty result is told from one that does not fit by the blank behind it.
    const size_t length = std::strftime(text, sizeof text, (format + ' ').c_str(), &local);
    if (length == 0)
        workspace.fail("strftime_now is given a format that is too long.");
    return workspace.text(std::string(text, length - 1));
}

} // namespace

void addFunctions(Workspace &workspace, Scope &scope)
{
    const auto add = [&](const char *name, std::function<Value(Workspace &, Arguments &)> function) {
        scope.set(name, workspace.callable(name, std::move(function)));
    };
    add("range", rangeFunction);
    add("namespace", newDict<Dict::Form::Namespace>);
    add("dict", newDict<Dict::Form::Mapping>);
    add("cycler", newCycler);
    add("joiner", newJoiner);
    add("raise_exception", raiseException);
    add("strftime_now", formattedTime);
}

} // namespace deepscope::jinja
