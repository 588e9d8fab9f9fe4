#include "jinja/characters.h"
#include "jinja/filters.h"
#include "jinja/formatting.h"
#include "jinja/operators.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

namespace deepscope::jinja {

namespace {

// Without _ between digits, where they may stand; nothing where they may not.
std::optional<std::string> withoutMarks(std::string_view digits)
{
    std::string result;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] != '_')
            result += digits[i];
        else if (i == 0 || i + 1 == digits.size() || !std::isalnum(uint8_t(digits[i - 1])) || digits[i + 1] == '_')
            return std::nullopt;
    }
    return result;
}

// What Python's float() reads.
std::optional<double> realIn(Workspace &workspace, const Value &input)
{
    if (isNumber(input))
        return realOf(input);
    if (!input.isText())
        return std::nullopt;
    workspace.read(input.text().size());
    const std::optional<std::string> plain = withoutMarks(stripped(input.text(), Side::Both));
    if (!plain)
        return std::nullopt;
    std::string_view text = *plain;
    if (text.starts_with('+') && !text.substr(1).starts_with('-'))
        text.remove_prefix(1);
    if (text.find('(') != std::string_view::npos)
        return std::nullopt; // nan(...)
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || end != text.data() + text.size() || problem == std::errc::invalid_argument)
        return std::nullopt;
    return problem == std::errc() ? number : std::strtod(std::string(text).c_str(), nullptr);
}

int baseByPrefix(std::string_view digits)
{
    if (digits.size() < 2 || digits[0] != '0')
        return 10;
    const char letter = char(digits[1] | 0x20);
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
}

// What Python's int(text, base) reads. Throws where it is too large.
std::optional<int64_t> wholeIn(Workspace &workspace, const std::string &text, int64_t base)
{
    workspace.read(text.size());
    std::string_view rest = stripped(text, Side::Both);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    const int prefix = baseByPrefix(rest);
    if (base == 0 && prefix == 10 && rest.size() > 1 && rest[0] == '0' &&
        rest.find_first_not_of("0_") != std::string_view::npos)
        return std::nullopt;
    if (prefix != 10 && (base == 0 || base == prefix)) {
        rest.remove_prefix(2);
        if (rest.starts_with('_'))
            rest.remove_prefix(1);
        base = prefix;
    }
    const std::optional<std::string> digits = withoutMarks(rest);
    if (!digits || digits->empty() || digits->starts_with('-'))
        return std::nullopt;
    uint64_t number = 0;
    const auto [end, problem] =
        std::from_chars(digits->data(), digits->data() + digits->size(), number, base == 0 ? 10 : int(base));
    if (end != digits->data() + digits->size() || problem == std::errc::invalid_argument)
        return std::nullopt;
    if (problem != std::errc() || number > uint64_t(INT64_MAX))
        workspace.fail("a whole number becomes too large.");
    return negative ? -int64_t(number) : int64_t(number);
}

Value integerOf(Workspace &workspace, double number)
{
    if (!(std::abs(number) < 9.2e18))
        workspace.fail("a whole number becomes too large.");
    return {int64_t(number)};
}

Value integerFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value otherwise = arguments.next("default").value_or(Value{int64_t(0)});
    const int64_t base = arguments.integer("base").value_or(10);
    requireDefined(workspace, input);
    if (isWhole(input))
        return {wholeOf(input)};
    if (input.isText() && (base == 0 || (base >= 2 && base <= 36)))
        if (const std::optional<int64_t> number = wholeIn(workspace, input.text(), base))
            return {*number};
    const std::optional<double> number = realIn(workspace, input);
    return number && !std::isnan(*number) ? integerOf(workspace, *number) : otherwise;
}

Value realFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value otherwise = arguments.next("default").value_or(Value{0.0});
    requireDefined(workspace, input);
    const std::optional<double> number = realIn(workspace, input);
    return number ? Value{*number} : otherwise;
}

Value absoluteFilter(Workspace &workspace, const Value &input, Arguments &)
{
    requireDefined(workspace, input);
    if (!isNumber(input))
        workspace.fail("abs is given " + kindOf(input) + ".");
    if (input.holds<double>())
        return {std::abs(input.as<double>())};
    return withSign(workspace, wholeOf(input) < 0, input);
}

// To the nearest of that many decimals, of two that are as near the even one, of the number as it is in binary.
double roundedReal(double number, int64_t decimals)
{
    if (!std::isfinite(number) || decimals > 330)
        return number;
    if (decimals < 0) {
        const double scale = decimals < -330 ? INFINITY : std::pow(10.0, double(-decimals));
        return std::isinf(scale) ? std::copysign(0.0, number) : std::nearbyint(number / scale) * scale;
    }
    char text[700];
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, int(decimals));
    double rounded = number;
    std::from_chars(text, end.ptr, rounded);
    return rounded;
}

int64_t roundedWhole(Workspace &workspace, int64_t number, int64_t decimals)
{
    if (decimals >= 0)
        return number;
    if (decimals < -18)
        return 0;
    int64_t scale = 1;
    for (int64_t i = 0; i < -decimals; ++i)
        scale *= 10;
    const int64_t rest = (number % scale + scale) % scale;
    const int64_t below = wholeOf(calculate(workspace, "-", {number}, {rest}));
    const bool up = rest > scale - rest || (rest == scale - rest && below / scale % 2 != 0);
    return wholeOf(calculate(workspace, "+", {below}, {up ? scale : int64_t(0)}));
}

Value roundFilter(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const Value precision = arguments.next("precision").value_or(Value{int64_t(0)});
    const std::string method = arguments.text("method").value_or("common");
    if (method != "common" && method != "ceil" && method != "floor")
        workspace.fail("round has the methods \"common\", \"ceil\" and \"floor\".");
    requireDefined(workspace, input);
    if (!isNumber(input))
        workspace.fail("round is given " + kindOf(input) + ".");
    if (precision.holds<None>() && method == "common") // as in Python, a whole number
        return input.holds<double>() ? integerOf(workspace, std::nearbyint(input.as<double>())) : Value{wholeOf(input)};
    if (!isWhole(precision))
        workspace.fail("round needs a whole number as \"precision\".");
    const int64_t decimals = wholeOf(precision);
    if (method == "common")
        return input.holds<double>() ? Value{roundedReal(input.as<double>(), decimals)}
                                     : Value{roundedWhole(workspace, wholeOf(input), decimals)};
    const Value scale = calculate(workspace, "**", {int64_t(10)}, {decimals});
    const double scaled = realOf(calculate(workspace, "*", input, scale));
    const double whole = method == "ceil" ? std::ceil(scaled) : std::floor(scaled);
    return calculate(workspace, "/", integerOf(workspace, whole), scale);
}

Value fileSize(Workspace &workspace, const Value &input, Arguments &arguments)
{
    const bool binary = arguments.flag("binary");
    requireDefined(workspace, input);
    const std::optional<double> bytes = realIn(workspace, input);
    if (!bytes || !std::isfinite(*bytes))
        workspace.fail("filesizeformat is given " + kindOf(input) + ".");
    if (*bytes == 1)
        return workspace.text("1 Byte");
    const double base = binary ? 1024 : 1000;
    if (*bytes < base)
        return workspace.text(formattedNumber(workspace, integerOf(workspace, *bytes), {}) + " Bytes");
    constexpr std::string_view letters = "KMGTPEZY";
    double unit = base;
    for (size_t i = 0; i < letters.size(); ++i) {
        unit *= base;
        if (*bytes >= unit && i + 1 < letters.size())
            continue;
        FormatSpec spec;
        spec.type = 'f';
        spec.precision = 1;
        const char letter = i == 0 && !binary ? 'k' : letters[i];
        return workspace.text(formattedNumber(workspace, {base * *bytes / unit}, spec) + " " + letter +
                              (binary ? "iB" : "B"));
    }
    return workspace.text("");
}

} // namespace

FilterFunction findNumberFilter(const std::string &name)
{
    static const std::map<std::string, FilterFunction> filters = {
        {"int", integerFilter}, {"float", realFilter},        {"abs", absoluteFilter},
        {"round", roundFilter}, {"filesizeformat", fileSize},
    };
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
