// The methods of texts, lists and dictionaries: a.name(...).
#pragma once

#include "text/jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// True where a value of this kind has a method of that name.
bool hasMethod(const Value &value, const std::string &name);
Value callMethod(Workspace &workspace, const Value &value, const std::string &name, Arguments &arguments);

// Shared with the filters of the same names.
Value replaced(Workspace &workspace, const std::string &text, Arguments &arguments);
std::string titled(const std::string &text);
std::string capitalized(const std::string &text);

using Method = Value (*)(Workspace &workspace, const Value &value, Arguments &arguments);
Value split(Workspace &workspace, const Value &value, Arguments &arguments);
Value splitFromRight(Workspace &workspace, const Value &value, Arguments &arguments);
Value splitLines(Workspace &workspace, const Value &value, Arguments &arguments);
Method findTextMethod(const std::string &name); // null: there is none
Method findContainerMethod(const Value &value, const std::string &name);

} // namespace deepscope::jinja
