// Which experts a token chose in a layer.
#pragma once

#include "model_info.h"
#include "trace.h"

#include <span>

namespace deepscope {

// `routing` is a token's, `layer` the model's layer number from 0, dense layers included. In the order of choice; empty
// for a layer without experts and for a token whose routing was not computed. Places of the layer that the router left
// unused, which name no expert of the model, stand at its end and are left out.
std::span<const ExpertHit> choicesOf(std::span<const ExpertHit> routing, const ModelInfo &model, uint32_t layer);

// The places that a layer has in a token's routing, used or not; 0 where nothing was computed.
size_t choicePlaces(std::span<const ExpertHit> routing, const ModelInfo &model);

} // namespace deepscope
