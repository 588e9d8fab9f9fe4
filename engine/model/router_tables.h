// An alteration as the routers of a step read it.
#pragma once

#include "api/alteration.h"
#include "args.h"
#include "model/hyperparameters.h"

#include <vector>

namespace deepscope {

struct RouterTables {
    std::vector<args::RouterChange> changes; // of each layer with experts; knobs count from the first of this table
    std::vector<args::ExpertKnob> knobs;
    uint32_t choices = 0; // a row and layer at most; at least the model's own number; 0 = no experts
};

// The alteration must be one that the model can have. An empty one changes nothing.
RouterTables routerTables(const Alteration &alteration, const Hyperparameters &hyper);

} // namespace deepscope
