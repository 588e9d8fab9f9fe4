// Routers whose choice is altered for some rows of a step, and what routers weighed.
#pragma once

#include "gpu/commands.h"
#include "ops/rules.h"
#include "ops/step_rows.h"

namespace deepscope::ops {

// args::Row::flags says which alteration a row has; the first of them changes nothing.
struct RouterAlterations {
    StepRows step;
    gpu::Tensor changes; // alterations x 4 words: args::RouterChange of this layer
    gpu::Tensor knobs;   // one row: args::ExpertKnob one after another, of all alterations and layers
};

// Where what a router weighed goes; empty where it is not wanted.
struct RouterTap {
    gpu::Tensor margins; // rows x 2: RouterMargin
    gpu::Tensor scores;  // args::TapRows x experts, of the row that is marked for it
};

// As route(), with alterations: `rule.used` is the number of choices that ids and weights have room for, and how many
// of them a row uses its alteration says. What it does not use has the id of its first choice and the weight -0, which
// adds nothing; no weight that is used has that sign. A row whose alteration changes nothing gets the bits of route().
void routeAltered(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
                  const RouterAlterations &alterations, const RouterTap &tap, const gpu::Tensor &ids,
                  const gpu::Tensor &weights);

// extents[t, 2 k] = |products[t * used + k]|, and behind it the largest magnitude of its numbers. products: slots x
// columns; extents: tokens x (2 * used).
void slotExtents(gpu::Commands &commands, const gpu::Tensor &products, uint32_t used, const gpu::Tensor &extents);

} // namespace deepscope::ops
