// A row for each device that can be used: what the plan takes of it, and the largest context there.
#pragma once

#include "models/planned_model.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

// `plan`: of the model in use or of its file, as it would be on that device.
BarRow planDeviceRow(const PlannedModel &model, const PlanWish &wish, const DeviceInfo &device, const MemoryPlan &plan,
                     const Palette &color);

} // namespace deepscope
