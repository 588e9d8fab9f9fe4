// What a run took, in two short lines.
#pragma once

#include "run.h"

namespace deepscope {

// Tokens by phase ("think 31 · answer 3"), or what went wrong.
QString runTokens(const Run &run);
// How it ended where that is not by itself, time and speed of the generated tokens ("stopped · 0.5 s · 77 tokens/s");
// empty while there are none.
QString runSpeed(const Run &run);
// Both, as two lines; one where the second is empty.
QString runSummary(const Run &run);

} // namespace deepscope
