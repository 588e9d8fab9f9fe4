// How a token's routing lies (api/trace.h).
#pragma once

#include "api/model_info.h"
#include "api/trace.h"

namespace deepscope {

// The places that a layer has in a token's routing, used or not; 0 where nothing was computed.
size_t choicePlaces(std::span<const ExpertHit> routing, const ModelInfo &model);

} // namespace deepscope
