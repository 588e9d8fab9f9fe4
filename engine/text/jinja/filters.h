// Filters: a | name(...).
#pragma once

#include "text/jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

using FilterFunction = Value (*)(Workspace &workspace, const Value &input, Arguments &arguments);

// Throws Error(File) for a filter that is not supported.
Value applyFilter(Workspace &workspace, const std::string &name, const Value &input, Arguments &arguments);

FilterFunction findSequenceFilter(const std::string &name); // null: there is none

} // namespace deepscope::jinja
