// The methods of texts, lists and dictionaries: a.name(...).
#pragma once

#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// True where a value of this kind has a method of that name.
bool hasMethod(const Value &value, const std::string &name);
Value callMethod(Workspace &workspace, const Value &value, const std::string &name, Arguments &arguments);
// a.name without a call: a function that keeps the value.
Value boundMethod(Workspace &workspace, const Value &value, const std::string &name);

// Shared with the filters of the same names.
Value replaced(Workspace &workspace, const std::string &text, Arguments &arguments);
Value centered(Workspace &workspace, const std::string &text, int64_t width, const std::string &fill = " ");
std::vector<std::string_view> linesOf(Workspace &workspace, std::string_view text, bool keepEnds = false);
bool isInCase(std::string_view text, bool upper); // str.isupper(), str.islower()

using Method = Value (*)(Workspace &workspace, const Value &value, Arguments &arguments);
Method findTextMethod(const std::string &name); // null: there is none
Method findContainerMethod(const Value &value, const std::string &name);

// Parts of the first, by what they do.
Method findSplittingMethod(const std::string &name);
Method findPaddingMethod(const std::string &name);
Method findTellingMethod(const std::string &name);

} // namespace deepscope::jinja
