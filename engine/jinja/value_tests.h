// Tests: a is name(...).
#pragma once

#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

bool hasTest(const std::string &name);
// Throws Error(File) for a test that is not supported.
bool applyTest(Workspace &workspace, const std::string &name, const Value &value, Arguments &arguments);

} // namespace deepscope::jinja
