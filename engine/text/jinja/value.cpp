#include "text/jinja/value.h"

#include <algorithm>

namespace deepscope::jinja {

Value::Value() = default;
Value::Value(const Value &) = default;
Value::Value(Value &&) noexcept = default;
Value &Value::operator=(const Value &) = default;
Value &Value::operator=(Value &&) noexcept = default;
Value::~Value() = default;

const Value *Dict::find(const std::string &key) const
{
    const auto found = std::ranges::find(entries, key, &std::pair<std::string, Value>::first);
    return found == entries.end() ? nullptr : &found->second;
}

void Dict::set(const std::string &key, Value value)
{
    const auto found = std::ranges::find(entries, key, &std::pair<std::string, Value>::first);
    if (found == entries.end())
        entries.emplace_back(key, std::move(value));
    else
        found->second = std::move(value);
}

Value undefined(std::string name) { return {Undefined{std::make_shared<const std::string>(std::move(name))}}; }

bool isNumber(const Value &value) { return value.holds<int64_t>() || value.holds<double>() || value.holds<bool>(); }

double realOf(const Value &number)
{
    if (number.holds<double>())
        return number.as<double>();
    return number.holds<bool>() ? double(number.as<bool>()) : double(number.as<int64_t>());
}

std::string kindOf(const Value &value)
{
    constexpr const char *names[] = {
        "something undefined", "none",      "true or false", "a number", "a number", "a text", "a list",
        "a dictionary",        "a function"};
    return names[value.is.index()];
}

bool isTrue(const Value &value)
{
    if (isNumber(value))
        return realOf(value) != 0;
    if (value.isText())
        return !value.text().empty();
    if (value.holds<List *>())
        return !value.as<List *>()->items.empty();
    if (value.holds<Dict *>())
        return value.as<Dict *>()->isNamespace || !value.as<Dict *>()->entries.empty();
    return value.holds<const Callable *>();
}

} // namespace deepscope::jinja
