// The values that a template works with, as Jinja takes them from Python.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace deepscope::jinja {

struct Callable;
struct Dict;
struct List;

using Text = std::shared_ptr<const std::string>;
struct Undefined {
    Text name; // what was looked for; null: nothing that has a name
    std::string shownName() const { return name ? *name : "a value"; }
};
struct None {};

// Lists (tuples are lists, too), dictionaries and callables belong to the Workspace that made them, so that a value
// may hold itself.
struct Value {
    using Kind = std::variant<Undefined, None, bool, int64_t, double, Text, List *, Dict *, const Callable *>;
    Kind is;

    template <typename T>
    requires(!std::same_as<std::remove_cvref_t<T>, Value> && std::constructible_from<Kind, T>) Value(T &&value)
        : is(std::forward<T>(value))
    {
    }
    // Not inline: GCC 12 takes the inlined moves of the variant for reads of what was never written.
    Value();
    Value(const Value &);
    Value(Value &&) noexcept;
    Value &operator=(const Value &);
    Value &operator=(Value &&) noexcept;
    ~Value();

    template <typename T>
    bool holds() const
    {
        return std::holds_alternative<T>(is);
    }
    template <typename T>
    const T &as() const
    {
        return std::get<T>(is);
    }
    bool isText() const { return holds<Text>(); }
    const std::string &text() const { return *as<Text>(); }
};

struct List {
    std::vector<Value> items;
};

// Keeps the order of its entries.
struct Dict {
    std::vector<std::pair<std::string, Value>> entries;
    bool isNamespace = false; // may be assigned to, and is no mapping

    const Value *find(const std::string &key) const;
    void set(const std::string &key, Value value);
};

Value undefined(std::string name);

// Whole, real, or true and false, which count as 1 and 0.
bool isNumber(const Value &value);
double realOf(const Value &number);

// "a text", "a number", ...: for sentences.
std::string kindOf(const Value &value);

// What an `if` takes for true: neither undefined, none, false, zero nor empty.
bool isTrue(const Value &value);

} // namespace deepscope::jinja
