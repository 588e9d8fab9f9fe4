// Tests: a is name(...).
#pragma once

#include "text/jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// Throws Error(File) for a test that is not supported.
bool applyTest(Workspace &workspace, const std::string &name, const Value &value, Arguments &arguments);

} // namespace deepscope::jinja
