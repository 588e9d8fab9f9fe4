// What a run took, in one short line.
#pragma once

#include "models/run.h"

namespace deepscope {

// "think 31 · answer 3 · 0.5 s · 77 tokens/s", or what went wrong.
QString runFigures(const Run &run);

} // namespace deepscope
