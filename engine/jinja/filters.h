// Filters: a | name(...).
#pragma once

#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

using FilterFunction = Value (*)(Workspace &workspace, const Value &input, Arguments &arguments);

bool hasFilter(const std::string &name);
// Throws Error(File) for a filter that is not supported.
Value applyFilter(Workspace &workspace, const std::string &name, const Value &input, Arguments &arguments);

// By what they take; null: there is none.
FilterFunction findTextFilter(const std::string &name);
FilterFunction findNumberFilter(const std::string &name);
FilterFunction findSequenceFilter(const std::string &name);
FilterFunction findSelectionFilter(const std::string &name); // map, select and the like
FilterFunction findOrderFilter(const std::string &name);     // sort, groupby and the like

// The value as filters compare it that ignore case, unless they are told otherwise.
Value withoutCase(Workspace &workspace, const Value &value, bool caseSensitive);

} // namespace deepscope::jinja
