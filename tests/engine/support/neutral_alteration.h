// An alteration that names every expert and layer, and changes nothing.
#pragma once

#include "api/alteration.h"
#include "api/model_info.h"

namespace deepscope::testing {

inline Alteration neutralAlteration(const ModelInfo &model)
{
    Alteration neutral;
    for (uint32_t layer = model.denseLayers; layer < model.layers && model.experts > 0; ++layer) {
        neutral.routers.push_back({layer, RouterAction::Used, model.expertsUsed});
        for (uint32_t expert = 0; expert < model.experts; ++expert) {
            neutral.experts.push_back({layer, expert, ExpertAction::Scale, 1});
            neutral.experts.push_back({layer, expert, ExpertAction::Bias, 0});
        }
    }
    return neutral;
}

} // namespace deepscope::testing
