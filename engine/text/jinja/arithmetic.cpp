#include "text/jinja/operators.h"
#include "text/jinja/printing.h"

#include <cmath>
#include <limits>

namespace deepscope::jinja {

namespace {

int64_t wholeOf(const Value &value) { return value.holds<bool>() ? int64_t(value.as<bool>()) : value.as<int64_t>(); }

[[noreturn]] void failOverflow(Workspace &workspace) { workspace.fail("a whole number becomes too large."); }

int64_t checked(Workspace &workspace, long double result, int64_t exact)
{
    // The estimate is exact enough to tell a wrapped result from one that fits.
    if (std::abs(result) >= 9.2e18L)
        failOverflow(workspace);
    return exact;
}

// Computed without sign, where wrapping is defined.
int64_t wrapped(uint64_t value) { return int64_t(value); }

int64_t floorDivided(Workspace &workspace, int64_t left, int64_t right)
{
    if (right == -1)
        return checked(workspace, -(long double)(left), wrapped(0 - uint64_t(left)));
    const int64_t quotient = left / right;
    return quotient * right != left && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

int64_t power(Workspace &workspace, int64_t base, int64_t exponent)
{
    int64_t result = 1;
    for (int64_t i = 0; i < exponent; ++i) {
        workspace.step();
        result = checked(workspace, (long double)(result)*base, wrapped(uint64_t(result) * uint64_t(base)));
    }
    return result;
}

Value calculateWhole(Workspace &workspace, const std::string &symbol, int64_t left, int64_t right)
{
    const auto a = uint64_t(left), b = uint64_t(right);
    const auto estimate = [](int64_t value) { return (long double)(value); };
    if (symbol == "+")
        return {checked(workspace, estimate(left) + estimate(right), wrapped(a + b))};
    if (symbol == "-")
        return {checked(workspace, estimate(left) - estimate(right), wrapped(a - b))};
    if (symbol == "*")
        return {checked(workspace, estimate(left) * estimate(right), wrapped(a * b))};
    if (symbol == "**")
        return right < 0 ? Value{std::pow(double(left), double(right))} : Value{power(workspace, left, right)};
    if (right == 0)
        workspace.fail("a number is divided by zero.");
    if (symbol == "/")
        return {double(left) / double(right)};
    const int64_t quotient = floorDivided(workspace, left, right);
    return {symbol == "//" ? quotient : wrapped(a - uint64_t(quotient) * b)};
}

Value calculateReal(Workspace &workspace, const std::string &symbol, double left, double right)
{
    if (symbol == "+")
        return {left + right};
    if (symbol == "-")
        return {left - right};
    if (symbol == "*")
        return {left * right};
    if (symbol == "**")
        return {std::pow(left, right)};
    if (right == 0)
        workspace.fail("a number is divided by zero.");
    if (symbol == "/")
        return {left / right};
    const double quotient = std::floor(left / right);
    return {symbol == "//" ? quotient : left - quotient * right};
}

Value joined(Workspace &workspace, const List &left, const List &right)
{
    workspace.reserve((left.items.size() + right.items.size()) * sizeof(Value));
    std::vector<Value> items = left.items;
    items.insert(items.end(), right.items.begin(), right.items.end());
    return {workspace.list(std::move(items))};
}

Value repeated(Workspace &workspace, const std::string &text, int64_t times)
{
    if (times <= 0 || text.empty())
        return workspace.text("");
    if (uint64_t(times) > std::numeric_limits<uint32_t>::max())
        workspace.reserve(std::numeric_limits<uint64_t>::max() / 2);
    workspace.reserve(uint64_t(times) * text.size());
    std::string result;
    result.reserve(size_t(times) * text.size());
    for (int64_t i = 0; i < times; ++i)
        result += text;
    return workspace.text(std::move(result));
}

} // namespace

Value calculate(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right)
{
    if (symbol == "~")
        return workspace.text(shown(workspace, left) + shown(workspace, right));
    if (isNumber(left) && isNumber(right)) {
        if (left.holds<double>() || right.holds<double>())
            return calculateReal(workspace, symbol, realOf(left), realOf(right));
        return calculateWhole(workspace, symbol, wholeOf(left), wholeOf(right));
    }
    if (symbol == "+" && left.isText() && right.isText())
        return workspace.text(left.text() + right.text());
    if (symbol == "+" && left.holds<List *>() && right.holds<List *>())
        return joined(workspace, *left.as<List *>(), *right.as<List *>());
    if (symbol == "*" && left.isText() && right.holds<int64_t>())
        return repeated(workspace, left.text(), right.as<int64_t>());
    requireDefined(workspace, left);
    requireDefined(workspace, right);
    if (symbol == "%" && left.isText())
        workspace.fail("formatting a text with % is not supported.");
    workspace.fail("\"" + symbol + "\" cannot join " + kindOf(left) + " and " + kindOf(right) + ".");
}

Value negated(Workspace &workspace, const Value &value)
{
    if (value.holds<double>())
        return {-value.as<double>()};
    if (!isNumber(value))
        workspace.fail("\"-\" stands before " + kindOf(value) + ".");
    return calculateWhole(workspace, "-", 0, wholeOf(value));
}

} // namespace deepscope::jinja
