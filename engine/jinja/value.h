// The values that a template works with, as Jinja takes them from Python.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace deepscope::jinja {

struct Callable;
struct Dict;
struct List;
struct Stream;

using Text = std::shared_ptr<const std::string>;
struct Undefined {
    Text name; // what was looked for; null: nothing that has a name
    std::string shownName() const { return name ? *name : "a value"; }
};
struct None {};

// Lists (tuples are lists, too), dictionaries, callables and streams belong to the Workspace that made them, so that a
// value may hold itself.
struct Value {
    using Kind = std::variant<Undefined, None, bool, int64_t, double, Text, List *, Dict *, const Callable *, Stream *>;
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

// What Python keeps apart: it prints and compares them differently.
struct List {
    enum class Form : uint8_t { List, Tuple, Group, Range, Keys, Values, Items }; // Group: of the filter groupby
    struct Bounds {
        int64_t start = 0, stop = 0, step = 1;
    };
    std::vector<Value> items;
    Form form = Form::List;
    std::shared_ptr<const Bounds> range; // of a Range

    bool isTuple() const { return form == Form::Tuple || form == Form::Group; }
};

// Keeps the order of its entries. Keys are texts, numbers, true, false and none.
struct Dict {
    enum class Form : uint8_t { Mapping, Namespace, Object }; // Object: `loop` and the like, with attributes only
    std::vector<std::pair<Value, Value>> entries;
    Form form = Form::Mapping;
    const Callable *call = nullptr; // what an Object does where it is called

    bool isMapping() const { return form == Form::Mapping; }
    const Value *find(const Value &key) const;
    const Value *find(const std::string &key) const;
    void set(const Value &key, Value value);
    void set(const std::string &key, Value value);
};

// What can be gone through once, like Python's generators: the results of map, select and the like.
struct Stream {
    std::function<std::optional<Value>()> next; // nothing at the end
};

Value undefined(std::string name);

bool isMapping(const Value &value);
bool isTuple(const Value &value);

// Whole, real, or true and false, which count as 1 and 0.
bool isNumber(const Value &value);
bool isWhole(const Value &value); // also true and false
int64_t wholeOf(const Value &number);
double realOf(const Value &number);

// "a text", "a number", ...: for sentences.
std::string kindOf(const Value &value);

// What an `if` takes for true: neither undefined, none, false, zero nor empty.
bool isTrue(const Value &value);

} // namespace deepscope::jinja
