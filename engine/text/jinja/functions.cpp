#include "text/jinja/functions.h"

#include "api/error.h"
#include "text/jinja/printing.h"

#include <ctime>

namespace deepscope::jinja {

namespace {

Value range(Workspace &workspace, Arguments &arguments)
{
    constexpr int64_t most = 100'000; // as in Jinja's sandbox
    int64_t start = 0, stop = arguments.integer("start").value_or(0);
    if (const std::optional<int64_t> second = arguments.integer("stop"))
        start = std::exchange(stop, *second);
    const int64_t step = arguments.integer("step").value_or(1);
    if (step == 0)
        workspace.fail("range has the step 0.");
    std::vector<Value> numbers;
    for (int64_t number = start; step > 0 ? number < stop : number > stop;) {
        workspace.step();
        numbers.push_back({number});
        if (int64_t(numbers.size()) > most)
            workspace.fail("range makes more than 100000 numbers.");
        const uint64_t left = step > 0 ? uint64_t(stop) - uint64_t(number) : uint64_t(number) - uint64_t(stop);
        if (left <= (step > 0 ? uint64_t(step) : 0 - uint64_t(step)))
            break; // the next one is beyond, and may not be a number
        number += step;
    }
    return {workspace.list(std::move(numbers))};
}

Value newDict(Workspace &workspace, Arguments &arguments, bool isNamespace)
{
    Dict *dict = workspace.dict();
    dict->isNamespace = isNamespace;
    for (const Value &given : arguments.restPositional()) {
        if (!given.holds<Dict *>())
            workspace.fail(arguments.callee() + " is given " + kindOf(given) + ".");
        for (const auto &[name, value] : given.as<Dict *>()->entries) {
            workspace.step(1 + dict->entries.size() / 16);
            workspace.reserve(name.size() + sizeof(Value));
            dict->set(name, value);
        }
    }
    for (auto &[name, value] : arguments.restNamed())
        dict->set(name, std::move(value));
    return {dict};
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
    add("range", range);
    add("namespace", [](Workspace &space, Arguments &arguments) { return newDict(space, arguments, true); });
    add("dict", [](Workspace &space, Arguments &arguments) { return newDict(space, arguments, false); });
    add("raise_exception", raiseException);
    add("strftime_now", formattedTime);
}

} // namespace deepscope::jinja
