#include "record/expert_choices.h"

namespace deepscope {

size_t choicePlaces(std::span<const ExpertHit> routing, const ModelInfo &model)
{
    return model.expertLayers() == 0 ? 0 : routing.size() / model.expertLayers();
}

std::span<const ExpertHit> choicesOf(std::span<const ExpertHit> routing, const ModelInfo &model, uint32_t layer)
{
    const size_t places = choicePlaces(routing, model);
    if (!model.layerHasExperts(layer) || layer >= model.layers)
        return {};
    std::span<const ExpertHit> choices = routing.subspan((layer - model.denseLayers) * places, places);
    while (!choices.empty() && choices.back().expert >= model.experts)
        choices = choices.first(choices.size() - 1);
    return choices;
}

} // namespace deepscope
