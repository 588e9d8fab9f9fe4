// What to change where a plan does not fit its device.
#pragma once

#include "planned_model.h"

namespace deepscope {

// One sentence: of the changes that suffice the one that takes least away, first another cache, then a device as good,
// less room for other answers, a shorter context, any other device, and last another file. Empty: it fits.
QString changeSentence(const PlannedModel &model, const PlanWish &wish, const DeviceInfo &device,
                       const DeviceList &devices);

} // namespace deepscope
