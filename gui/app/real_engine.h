// The factory of the engine that the program runs on.
#pragma once

#include "app/engine_bridge.h"

namespace deepscope {

EngineFactory realEngine();

} // namespace deepscope
