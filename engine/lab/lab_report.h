// What a step has come to, as a front end sees it.
#pragma once

#include "api/lab.h"
#include "lab/learning.h"

namespace deepscope {

// `learned`: from it, so that its tokens were pushed. Traces are taken out of the question.
LabGroup groupOf(AskedQuestion &question, bool learned);

// All but the times.
LabStep reportOf(LearningStep &step, const Hyperparameters &hyper);

uint64_t sampledTokens(const std::vector<AskedQuestion> &questions);

} // namespace deepscope
