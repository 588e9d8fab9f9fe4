// Teacher forcing: what the model says of a given text.
#pragma once

#include "run/step_runner.h"

namespace deepscope {

// See Session::score.
std::vector<ScoredPosition> scoreTokens(const ReadyModel &model, StepRunner &runner, const std::vector<int32_t> &tokens,
                                        uint32_t from, uint32_t top, const CancelFlag &cancel);

} // namespace deepscope
