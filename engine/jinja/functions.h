// The functions that every chat template may call: range, namespace, dict, cycler, joiner, raise_exception and
// strftime_now, the last two as Hugging Face's transformers brings them.
#pragma once

#include "jinja/scope.h"
#include "jinja/workspace.h"

namespace deepscope::jinja {

void addFunctions(Workspace &workspace, Scope &scope);

} // namespace deepscope::jinja
