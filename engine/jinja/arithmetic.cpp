#include "jinja/operators.h"

#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/printing.h"

#include <cmath>
#include <limits>

namespace deepscope::jinja {

namespace {

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
    if (base == 0 || base == 1 || base == -1)
        return exponent == 0 ? 1 : base == -1 && exponent % 2 == 0 ? 1 : base;
    for (int64_t i = 0; i < exponent; ++i)
        result = checked(workspace, (long double)(result)*base, wrapped(uint64_t(result) * uint64_t(base)));
    return result;
}

double realPower(Workspace &workspace, double base, double exponent)
{
    if (base == 0 && exponent < 0)
        workspace.fail("a number is divided by zero.");
    if (base < 0 && std::isfinite(base) && std::isfinite(exponent) && exponent != std::floor(exponent))
        workspace.fail("a power of a negative number would be no real number.");
    const double result = std::pow(base, exponent);
    if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent))
        workspace.fail("a power becomes too large.");
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
        return right < 0 ? Value{realPower(workspace, double(left), double(right))}
                         : Value{power(workspace, left, right)};
    if (right == 0)
        workspace.fail("a number is divided by zero.");
    if (symbol == "/")
        return {double((long double)(left) / (long double)(right))};
    const int64_t quotient = floorDivided(workspace, left, right);
    return {symbol == "//" ? quotient : wrapped(a - uint64_t(quotient) * b)};
}

struct FloorDivided {
    double quotient = 0, rest = 0;
};

// As Python does it: the rest has the sign of the divisor, and both are as exact as they can be.
FloorDivided floorDividedReal(double left, double right)
{
    double rest = std::fmod(left, right);
    double quotient = (left - rest) / right;
    if (rest == 0) {
        rest = std::copysign(0.0, right);
    } else if ((right < 0) != (rest < 0)) {
        rest += right;
        quotient -= 1.0;
    }
    if (quotient == 0)
        return {std::copysign(0.0, left / right), rest};
    const double whole = std::floor(quotient);
    return {quotient - whole > 0.5 ? whole + 1.0 : whole, rest};
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
        return {realPower(workspace, left, right)};
    if (right == 0)
        workspace.fail("a number is divided by zero.");
    if (symbol == "/")
        return {left / right};
    const FloorDivided divided = floorDividedReal(left, right);
    return {symbol == "//" ? divided.quotient : divided.rest};
}

bool isSequence(const Value &value)
{
    return value.holds<List *>() && (value.as<List *>()->form == List::Form::List || value.as<List *>()->isTuple());
}

Value joinedLists(Workspace &workspace, const List &left, const List &right)
{
    workspace.reserve((left.items.size() + right.items.size()) * sizeof(Value));
    std::vector<Value> items = left.items;
    items.insert(items.end(), right.items.begin(), right.items.end());
    return {workspace.list(std::move(items), left.isTuple() ? List::Form::Tuple : List::Form::List)};
}

// Throws before anything is made, where it would be too much.
size_t timesWithinLimits(Workspace &workspace, size_t bytes, int64_t times)
{
    if (times <= 0 || bytes == 0)
        return 0;
    if (uint64_t(times) > std::numeric_limits<uint32_t>::max())
        workspace.reserve(std::numeric_limits<uint64_t>::max() / 2);
    workspace.reserve(uint64_t(times) * bytes);
    return size_t(times);
}

Value multiplied(Workspace &workspace, const Value &sequence, int64_t times)
{
    if (sequence.isText())
        return workspace.text(repeated(sequence.text(), timesWithinLimits(workspace, sequence.text().size(), times)));
    const List &list = *sequence.as<List *>();
    std::vector<Value> items;
    for (size_t left = timesWithinLimits(workspace, list.items.size() * sizeof(Value), times); left > 0; --left)
        items.insert(items.end(), list.items.begin(), list.items.end());
    return {workspace.list(std::move(items), list.isTuple() ? List::Form::Tuple : List::Form::List)};
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
    if (symbol == "+" && isSequence(left) && isSequence(right) && isTuple(left) == isTuple(right))
        return joinedLists(workspace, *left.as<List *>(), *right.as<List *>());
    if (symbol == "*" && (left.isText() || isSequence(left)) && isWhole(right))
        return multiplied(workspace, left, wholeOf(right));
    if (symbol == "*" && (right.isText() || isSequence(right)) && isWhole(left))
        return multiplied(workspace, right, wholeOf(left));
    if (symbol == "%" && left.isText())
        return formattedByPercent(workspace, left.text(), right);
    requireDefined(workspace, left);
    requireDefined(workspace, right);
    workspace.fail("\"" + symbol + "\" cannot join " + kindOf(left) + " and " + kindOf(right) + ".");
}

Value withSign(Workspace &workspace, bool negative, const Value &value)
{
    requireDefined(workspace, value);
    if (!isNumber(value))
        workspace.fail(std::string(negative ? "\"-\"" : "\"+\"") + " stands before " + kindOf(value) + ".");
    if (value.holds<double>())
        return {negative ? -value.as<double>() : value.as<double>()};
    return negative ? calculateWhole(workspace, "-", 0, wholeOf(value)) : Value{wholeOf(value)};
}

} // namespace deepscope::jinja
