#include "text/jinja/filters.h"

#include "text/jinja/characters.h"
#include "text/jinja/methods.h"
#include "text/jinja/operators.h"
#include "text/jinja/printing.h"

#include <charconv>
#include <cmath>
#include <map>

namespace deepscope::jinja {

namespace {

Value trim(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::string text = shown(workspace, input);
    const std::optional<std::string> removed = arguments.text("chars");
    workspace.read(text.size() * (removed ? 1 + removed->size() / 8 : 1));
    return workspace.text(std::string(stripped(text, Side::Both, removed ? &*removed : nullptr)));
}

Value lower(Workspace &workspace, const Value &input, Arguments &)
{
    return workspace.text(lowered(shown(workspace, input)));
}

Value upper(Workspace &workspace, const Value &input, Arguments &)
{
    return workspace.text(raised(shown(workspace, input)));
}

Value title(Workspace &workspace, const Value &input, Arguments &)
{
    return workspace.text(titled(shown(workspace, input)));
}

Value capitalize(Workspace &workspace, const Value &input, Arguments &)
{
    return workspace.text(capitalized(shown(workspace, input)));
}

Value replace(Workspace &workspace, const Value &input, Arguments &arguments)
{
    return replaced(workspace, shown(workspace, input), arguments);
}

Value string(Workspace &workspace, const Value &input, Arguments &)
{
    return input.isText() ? input : workspace.text(shown(workspace, input));
}

Value safe(Workspace &, const Value &input, Arguments &) { return input; }

Value otherwise(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value value = arguments.next("default_value").value_or(workspace.text(""));
    const bool alsoForFalse = arguments.flag("boolean");
    return input.holds<Undefined>() || (alsoForFalse && !isTrue(input)) ? value : input;
}

std::optional<double> numberIn(Workspace &workspace, const Value &input)
{
    if (isNumber(input))
        return realOf(input);
    if (!input.isText())
        return std::nullopt;
    workspace.read(input.text().size());
    const std::string_view text = stripped(input.text(), Side::Both);
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Value integer(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const int64_t fallback = arguments.integer("default").value_or(0);
    if (input.holds<int64_t>())
        return input;
    const double number = numberIn(workspace, input).value_or(NAN);
    return {std::abs(number) < 9e18 ? int64_t(number) : fallback};
}

Value real(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::optional<Value> fallback = arguments.next("default");
    const std::optional<double> number = numberIn(workspace, input);
    return number ? Value{*number} : fallback.value_or(Value{0.0});
}

Value absolute(Workspace &workspace, const Value &input, Arguments &)
{
    if (!isNumber(input))
        workspace.fail("abs is given " + kindOf(input) + ".");
    return realOf(input) < 0 ? negated(workspace, input) : input;
}

Value roundTo(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const std::optional<double> number = numberIn(workspace, input);
    if (!number)
        workspace.fail("round is given " + kindOf(input) + ".");
    const double scale = std::pow(10.0, double(arguments.integer("precision").value_or(0)));
    return {std::nearbyint(*number * scale) / scale};
}

Value json(Workspace &workspace, const Value &input, Arguments &arguments)
{
    constexpr int64_t mostIndent = 16;
    JsonStyle style;
    const std::optional<int64_t> indent = arguments.integer("indent");
    if (indent && (*indent < 0 || *indent > mostIndent))
        workspace.fail("tojson indents by at most 16.");
    style.indent = int(indent.value_or(-1));
    style.asciiOnly = arguments.flag("ensure_ascii");
    style.sortKeys = arguments.flag("sort_keys");
    if (const std::optional<Value> separators = arguments.next("separators"); separators && isTrue(*separators)) {
        const std::vector<Value> both = itemsOf(workspace, *separators);
        if (both.size() != 2 || !both[0].isText() || !both[1].isText())
            workspace.fail("tojson takes two texts as separators.");
        style.itemSeparator = both[0].text();
        style.keySeparator = both[1].text();
    }
    return workspace.text(toJson(workspace, input, style));
}

Value indent(Workspace &workspace, const Value &input, Arguments &arguments)
{
    constexpr int64_t mostWidth = 1000;
    const int64_t width = arguments.integer("width").value_or(4);
    if (width < 0 || width > mostWidth)
        workspace.fail("indent indents by at most 1000.");
    const bool first = arguments.flag("first"), blank = arguments.flag("blank");
    const std::string text = shown(workspace, input), blanks(size_t(width), ' ');
    std::string result = first && (blank || !text.starts_with('\n')) ? blanks : "";
    for (size_t i = 0; i < text.size(); ++i) {
        result += text[i];
        const bool emptyLine = i + 1 == text.size() || text[i + 1] == '\n';
        if (text[i] == '\n' && (blank || !emptyLine)) {
            workspace.reserve(blanks.size());
            result += blanks;
        }
    }
    return workspace.text(std::move(result));
}

FilterFunction findValueFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"trim", trim},       {"lower", lower},   {"upper", upper},  {"title", title},   {"capitalize", capitalize},
        {"replace", replace}, {"string", string}, {"safe", safe},    {"d", otherwise},   {"default", otherwise},
        {"int", integer},     {"float", real},    {"abs", absolute}, {"round", roundTo}, {"tojson", json},
        {"indent", indent},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace

Value applyFilter(Workspace &workspace, const std::string &name, const Value &input, Arguments &arguments)
{
    const FilterFunction ofValue = findValueFilter(name);
    const FilterFunction filter = ofValue ? ofValue : findSequenceFilter(name);
    if (!filter)
        workspace.fail("the filter \"" + name + "\" is not supported.");
    const Value result = filter(workspace, input, arguments);
    arguments.finish();
    return result;
}

} // namespace deepscope::jinja
