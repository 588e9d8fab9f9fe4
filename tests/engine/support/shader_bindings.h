// What the sources of a kernel say of its bindings, to compare with what its SPIR-V says.
#pragma once

#include "gpu/kernel.h"

#include <string>
#include <vector>

namespace deepscope::testing {

// Reads shaders/NAME.comp and what it includes of ours. `folder` is the shaders folder.
std::vector<gpu::Binding> declaredBindings(const std::string &folder, const std::string &name, bool texel);

} // namespace deepscope::testing
