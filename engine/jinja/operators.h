// What + - * / // % ** ~ == < in and [ ] do with values.
#pragma once

#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// Each throws Error(File) for values that do not go together.
Value calculate(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right);
Value withSign(Workspace &workspace, bool negative, const Value &value);

bool equal(Workspace &workspace, const Value &left, const Value &right);
bool compare(Workspace &workspace, const std::string &symbol, const Value &left, const Value &right); // also "in"
bool contains(Workspace &workspace, const Value &container, const Value &item);
// Whether it may be a key, or one of the things among which `unique` looks for equal ones.
bool isHashable(Workspace &workspace, const Value &value);

size_t lengthOf(Workspace &workspace, const Value &value);
// What a loop over the value sees: the items, the keys of a dictionary, the characters of a text. A stream is used up.
std::vector<Value> itemsOf(Workspace &workspace, const Value &value);
// The same one after another; nothing at the end. Fails at once for what cannot be gone through.
std::function<std::optional<Value>()> iterate(Workspace &workspace, const Value &value);
// The same from the end. Fails for streams.
std::vector<Value> itemsFromEnd(Workspace &workspace, const Value &value);

// a.name and a[index]; what is not there is undefined.
Value attributeOf(Workspace &workspace, const Value &value, const std::string &name);
Value elementOf(Workspace &workspace, const Value &value, const Value &index);
// a.b.0.c as filters take it: looked up with [ ]. A number or none is no path but itself.
// `otherwise` stands for what is undefined on the way, unless it is none.
Value elementByPath(Workspace &workspace, Value value, const Value &path, const Value &otherwise = {None{}});
// The entry or attribute of that key; null where there is none.
const Value *entryOf(Workspace &workspace, const Dict &dict, const Value &key);
void setEntry(Workspace &workspace, Dict &dict, const Value &key, const Value &value); // throws for what is no key

// Null where a bound is left out.
struct SliceBounds {
    const Value *start = nullptr, *stop = nullptr, *step = nullptr;
};
Value sliceOf(Workspace &workspace, const Value &value, const SliceBounds &bounds);
Value rangeOf(Workspace &workspace, const List::Bounds &bounds);

// Throws where the value is undefined: "x" is not defined.
void requireDefined(Workspace &workspace, const Value &value);

} // namespace deepscope::jinja
