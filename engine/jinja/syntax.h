// A template as it was parsed: statements, and the expressions in them.
#pragma once

#include "jinja/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace deepscope::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

inline constexpr size_t MostNamed = 255; // arguments that a call names, parameters of a macro

struct CallArguments {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    ExpressionPtr spread, spreadNamed; // *a and **b; null where there is none
};
struct FilterCall { // name(...) behind a |
    int line = 1;
    std::string name;
    CallArguments arguments;
};

struct Literal {
    Value value;
};
struct Name {
    std::string name;
};
struct ListDisplay { // [a, b] or (a, b)
    std::vector<ExpressionPtr> items;
    bool isTuple = false;
};
struct DictDisplay {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};
struct Attribute { // a.name
    ExpressionPtr of;
    std::string name;
};
struct Subscript { // a[b]
    ExpressionPtr of, index;
};
struct Slice { // a[start:stop:step]; what is left out is null
    ExpressionPtr of, start, stop, step;
};
struct Call {
    ExpressionPtr callee;
    CallArguments arguments;
};
struct Filter { // a | name(...)
    ExpressionPtr input;
    FilterCall call;
};
struct Test { // a is name(...)
    ExpressionPtr input;
    std::string name;
    CallArguments arguments;
};
struct Not {
    ExpressionPtr operand;
};
struct Signed { // -a, +a
    bool isNegative = false;
    ExpressionPtr operand;
};
struct Logical { // and, or
    bool isAnd = false;
    ExpressionPtr left, right;
};
struct Binary { // + - * / // % ** ~
    std::string symbol;
    ExpressionPtr left, right;
};
struct Comparison { // a < b <= c, a in b, a not in b
    ExpressionPtr first;
    std::vector<std::pair<std::string, ExpressionPtr>> rest;
};
struct Conditional { // a if test else b; without else undefined
    ExpressionPtr then, test, otherwise;
};

struct Expression {
    int line = 1;
    int height = 1; // of the tree below, for a limit
    std::variant<Literal, Name, ListDisplay, DictDisplay, Attribute, Subscript, Slice, Call, Filter, Test, Not, Signed,
                 Logical, Binary, Comparison, Conditional>
        form;
};

struct Statement;
using Block = std::vector<Statement>;

// What a `set` or a `for` gives a value to: a name, an attribute of a namespace, or several targets.
struct Target {
    std::string name, attribute; // attribute: empty where the name itself is meant
    std::vector<Target> parts;   // (a, (b, c)); then there is no name
};

struct Data {
    std::string text;
};
struct Output {
    ExpressionPtr value;
};
struct If {
    std::vector<std::pair<ExpressionPtr, Block>> branches;
    Block otherwise;
};
struct For {
    Target target;
    ExpressionPtr items, condition; // condition: null where there is none
    Block body, otherwise;
    bool isRecursive = false, usesLoop = false; // usesLoop: only then there is a `loop`
};
struct Set {
    Target target;
    ExpressionPtr value; // null: what the body renders
    std::vector<FilterCall> filters;
    Block body;
};
struct FilterBlock {
    std::vector<FilterCall> filters;
    Block body;
};
struct With {
    std::vector<std::pair<Target, ExpressionPtr>> values;
    Block body;
};
struct Macro {
    std::string name;
    std::vector<std::pair<std::string, ExpressionPtr>> parameters; // with what they are otherwise, or null
    Block body;
    bool usesCaller = false, usesVarargs = false, usesKwargs = false; // only then it takes them
};
struct CallBlock { // {% call(a, b) m() %}: m calls the body as `caller`
    Macro caller;
    ExpressionPtr call;
};
struct Generation { // marks the assistant's words for training; here it is its body
    Block body;
};
struct Break {};
struct Continue {};

struct Statement {
    int line = 1;
    std::variant<Data, Output, If, For, Set, With, FilterBlock, Macro, CallBlock, Generation, Break, Continue> form;
};

} // namespace deepscope::jinja
