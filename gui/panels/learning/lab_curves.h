// The curves of a run of the lab: which figures belong together, in which colours, and what is good and bad in each.
// There is no curve of the loss: it is about zero by construction and says nothing of progress.
#pragma once

#include "curve.h"
#include "models/lab_history.h"

namespace deepscope {

std::vector<Curve> labCurves(const LabHistory &history);

} // namespace deepscope
