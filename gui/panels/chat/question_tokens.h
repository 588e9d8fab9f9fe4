// Which tokens of a run's prompt are the question that the person typed.
#pragma once

#include "models/run.h"
#include "panels/shared/token_spans.h"

namespace deepscope {

// The question's text with its tokens; empty where the prompt does not hold it literally.
TokenSpans questionTokens(const Run &run);

} // namespace deepscope
