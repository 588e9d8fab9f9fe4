// What + - * / // % ** ~ == < in and [ ] do with values.
#pragma once

#include "text/jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// Each throws Error(File) for values that do not go together.
Value calculate(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right);
Value negated(Workspace &workspace, const Value &value);

bool equal(Workspace &workspace, const Value &left, const Value &right);
bool compare(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right); // also "in"
bool contains(Workspace &workspace, const Value &container, const Value &item);

size_t lengthOf(Workspace &workspace, const Value &value);
// What a loop over the value sees: the items, the keys of a dictionary, the characters of a text.
std::vector<Value> itemsOf(Workspace &workspace, const Value &value);

// a.name and a[index]; what is not there is undefined.
Value attributeOf(Workspace &workspace, const Value &value, const std::string &name);
Value elementOf(Workspace &workspace, const Value &value, const Value &index);

// Null where a bound is left out.
struct SliceBounds {
    const Value *start = nullptr, *stop = nullptr, *step = nullptr;
};
Value sliceOf(Workspace &workspace, const Value &value, const SliceBounds &bounds);

// Throws where the value is undefined: "x" is not defined.
void requireDefined(Workspace &workspace, const Value &value);

} // namespace deepscope::jinja
