#include "jinja/value.h"

#include <algorithm>

namespace deepscope::jinja {

Value::Value() = default;
Value::Value(const Value &) = default;
Value::Value(Value &&) noexcept = default;
Value &Value::operator=(const Value &) = default;
Value &Value::operator=(Value &&) noexcept = default;
Value::~Value() = default;

namespace {

bool isKey(const Value &key, const std::string &name) { return key.isText() && key.text() == name; }

bool sameKey(const Value &left, const Value &right)
{
    if (left.isText())
        return isKey(right, left.text());
    if (left.holds<int64_t>() && right.holds<int64_t>())
        return left.as<int64_t>() == right.as<int64_t>();
    if (isNumber(left) && isNumber(right))
        return realOf(left) == realOf(right);
    return left.holds<None>() && right.holds<None>();
}

} // namespace

const Value *Dict::find(const Value &key) const
{
    const auto found = std::ranges::find_if(entries, [&](const auto &entry) { return sameKey(entry.first, key); });
    return found == entries.end() ? nullptr : &found->second;
}

const Value *Dict::find(const std::string &key) const
{
    const auto found = std::ranges::find_if(entries, [&](const auto &entry) { return isKey(entry.first, key); });
    return found == entries.end() ? nullptr : &found->second;
}

void Dict::set(const Value &key, Value value)
{
    const auto found = std::ranges::find_if(entries, [&](const auto &entry) { return sameKey(entry.first, key); });
    if (found == entries.end())
        entries.emplace_back(key, std::move(value));
    else
        found->second = std::move(value);
}

void Dict::set(const std::string &key, Value value)
{
    const auto found = std::ranges::find_if(entries, [&](const auto &entry) { return isKey(entry.first, key); });
    if (found == entries.end())
        entries.emplace_back(Value{std::make_shared<const std::string>(key)}, std::move(value));
    else
        found->second = std::move(value);
}

Value undefined(std::string name) { return {Undefined{std::make_shared<const std::string>(std::move(name))}}; }

bool isNumber(const Value &value) { return value.holds<int64_t>() || value.holds<double>() || value.holds<bool>(); }

bool isMapping(const Value &value) { return value.holds<Dict *>() && value.as<Dict *>()->isMapping(); }
bool isTuple(const Value &value) { return value.holds<List *>() && value.as<List *>()->isTuple(); }
bool isWhole(const Value &value) { return value.holds<int64_t>() || value.holds<bool>(); }
int64_t wholeOf(const Value &number)
{
    return number.holds<bool>() ? int64_t(number.as<bool>()) : number.as<int64_t>();
}

double realOf(const Value &number)
{
    if (number.holds<double>())
        return number.as<double>();
    return number.holds<bool>() ? double(number.as<bool>()) : double(number.as<int64_t>());
}

std::string kindOf(const Value &value)
{
    constexpr const char *names[] = {
        "something undefined", "none",       "true or false",      "a number", "a number", "a text", "a list",
        "a dictionary",        "a function", "what a filter gives"};
    if (isTuple(value))
        return "a tuple";
    if (value.holds<Dict *>() && !isMapping(value))
        return value.as<Dict *>()->form == Dict::Form::Namespace ? "a namespace" : "an object";
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
        return !isMapping(value) || !value.as<Dict *>()->entries.empty();
    return value.holds<const Callable *>() || value.holds<Stream *>();
}

} // namespace deepscope::jinja
