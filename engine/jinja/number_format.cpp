#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/printing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace deepscope::jinja {

namespace {

constexpr int64_t UsualPrecision = 6;

std::string toDigits(Workspace &workspace, double size, std::chars_format format, int64_t precision)
{
    constexpr size_t longest = 330; // of 1e308 and its sign
    workspace.reserve(longest + size_t(precision));
    std::string text(longest + size_t(precision), '\0');
    const auto end = std::to_chars(text.data(), text.data() + text.size(), size, format, int(precision));
    text.resize(size_t(end.ptr - text.data()));
    return text;
}

void dropZerosAtEnd(std::string &digits)
{
    if (digits.find('.') == std::string::npos)
        return;
    digits.resize(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.'))
        digits.pop_back();
}

// As many significant digits as the precision says, in the shorter of two forms. `keepsPoint`: 1.0, not 1.
std::string generalDigits(Workspace &workspace, double size, int64_t precision, bool alternate, bool keepsPoint)
{
    precision = std::max<int64_t>(precision, 1);
    const std::string scientific = toDigits(workspace, size, std::chars_format::scientific, precision - 1);
    const size_t letter = scientific.find('e');
    const int exponent = std::atoi(scientific.c_str() + letter + 1);
    if (exponent < -4 || exponent >= precision - (keepsPoint ? 1 : 0)) {
        std::string digits = scientific.substr(0, letter);
        if (!alternate)
            dropZerosAtEnd(digits);
        else if (digits.find('.') == std::string::npos)
            digits += '.';
        return digits + scientific.substr(letter);
    }
    std::string digits =
        toDigits(workspace, size, std::chars_format::fixed, std::max<int64_t>(precision - 1 - exponent, 0));
    if (!alternate)
        dropZerosAtEnd(digits);
    if (digits.find('.') == std::string::npos && (alternate || keepsPoint))
        digits += keepsPoint ? ".0" : ".";
    return digits;
}

std::string wholeDigits(uint64_t size, char type)
{
    const int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    char text[72];
    const auto end = std::to_chars(text, text + sizeof text, size, base);
    std::string digits(text, end.ptr);
    if (type == 'X')
        std::ranges::transform(digits, digits.begin(), [](char c) { return c >= 'a' ? char(c - 'a' + 'A') : c; });
    return digits;
}

// A mark between each three (or four) digits in front of the point. Zeros fill up to `width`.
std::string grouped(std::string digits, const FormatSpec &spec, int64_t width)
{
    const size_t each = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
    const size_t whole = std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
    const bool exponent = spec.type != 'x' && spec.type != 'X' && digits.find_first_of("eE") < whole;
    const size_t end = exponent ? digits.find_first_of("eE") : whole;
    const std::string rest = digits.substr(end);
    digits.resize(end);
    if (digits.empty())
        return rest; // nan and inf
    // The fewest digits that fill the width with their marks.
    if (const int64_t room = width - int64_t(rest.size()); room > 0) {
        const auto fewest = size_t(room) - size_t(room - 1) / (each + 1);
        if (fewest > digits.size())
            digits.insert(0, fewest - digits.size(), '0');
    }
    std::string result;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % each == 0)
            result += spec.grouping;
        result += digits[i];
    }
    return result + rest;
}

std::string prefixOf(const FormatSpec &spec)
{
    const bool hasPrefix = spec.alternate && std::string_view("boxX").find(spec.type) != std::string_view::npos;
    return hasPrefix && spec.type != '\0' ? std::string("0") + spec.type : "";
}

// Sign, prefix and digits become one text of the width.
std::string assembled(Workspace &workspace, bool negative, std::string digits, const FormatSpec &spec)
{
    std::string head = negative ? "-" : spec.sign == '+' || spec.sign == ' ' ? std::string(1, spec.sign) : "";
    head += prefixOf(spec);
    if (spec.grouping) {
        const bool zeros = spec.fill == "0" && spec.align == '=';
        workspace.reserve(zeros ? uint64_t(spec.width) : digits.size());
        workspace.step(zeros ? uint64_t(spec.width) : 0);
        digits = grouped(std::move(digits), spec, zeros ? spec.width - int64_t(head.size()) : 0);
    }
    return padded(workspace, head + digits, spec, '>', head.size());
}

} // namespace

std::string padded(Workspace &workspace, std::string text, const FormatSpec &spec, char usualAlign, size_t sign)
{
    const int64_t missing = spec.width - int64_t(countCharacters(text));
    if (missing <= 0)
        return text;
    workspace.reserve(uint64_t(missing) * spec.fill.size());
    const auto fill = [&](int64_t count) { return repeated(spec.fill, size_t(count)); };
    const char align = spec.align ? spec.align : usualAlign;
    if (align == '<')
        return text + fill(missing);
    if (align == '^')
        return fill(missing / 2) + text + fill(missing - missing / 2);
    if (align == '=')
        return text.insert(sign, fill(missing));
    return fill(missing) + text;
}

std::string realDigits(Workspace &workspace, double size, const FormatSpec &spec)
{
    const char letter = char(spec.type | 0x20);
    std::string digits;
    if (!std::isfinite(size)) {
        digits = std::isnan(size) ? "nan" : "inf";
    } else if (spec.type == '\0') {
        digits = spec.precision < 0 ? numberText(size)
                                    : generalDigits(workspace, size, spec.precision, spec.alternate, true);
    } else {
        const int64_t precision = spec.precision < 0 ? UsualPrecision : spec.precision;
        const bool fixed = letter == 'f' || spec.type == '%';
        if (letter == 'g' || letter == 'n')
            digits = generalDigits(workspace, size, precision, spec.alternate, false);
        else
            digits =
                toDigits(workspace, size, fixed ? std::chars_format::fixed : std::chars_format::scientific, precision);
        if (spec.alternate && precision == 0 && digits.find('.') == std::string::npos)
            digits.insert(std::min(digits.find('e'), digits.size()), ".");
    }
    if (spec.type >= 'A' && spec.type <= 'Z')
        std::ranges::transform(digits, digits.begin(), [](char c) { return c >= 'a' ? char(c - 'a' + 'A') : c; });
    return digits;
}

std::string formattedNumber(Workspace &workspace, const Value &number, const FormatSpec &spec)
{
    constexpr std::string_view ofReals = "eEfFgG%";
    const bool realType = spec.type != '\0' && ofReals.find(spec.type) != std::string_view::npos;
    if (number.holds<double>() || realType) {
        const double value = spec.type == '%' ? realOf(number) * 100 : realOf(number);
        std::string digits = realDigits(workspace, std::abs(value), spec);
        return assembled(workspace, std::signbit(value) && !std::isnan(value), digits + (spec.type == '%' ? "%" : ""),
                         spec);
    }
    const int64_t value = wholeOf(number);
    const uint64_t size = value < 0 ? 0 - uint64_t(value) : uint64_t(value);
    std::string digits = wholeDigits(size, spec.type);
    if (spec.leastDigits > int64_t(digits.size())) {
        workspace.reserve(uint64_t(spec.leastDigits));
        digits.insert(0, size_t(spec.leastDigits) - digits.size(), '0');
    }
    return assembled(workspace, value < 0, std::move(digits), spec);
}

} // namespace deepscope::jinja
