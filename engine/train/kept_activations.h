// Activations of a layer that outlive it: every tensor has memory of its own, so that the reverse pass finds what went
// into each op. A row a token; scratch, of no use later, is shared by all layers.
#pragma once

#include "model/feed_forward.h"
#include "model/latent_attention.h"

namespace deepscope {

struct KeptPlaces {
    gpu::Arena &arena;
    uint32_t rows, embedding;
};

LatentActivations placeKept(const KeptPlaces &places, const LatentAttention &shape, const gpu::Tensor &scratch);
GatedUnitActivations placeKept(const KeptPlaces &places, const GatedUnit &shape);
MixtureActivations placeKept(const KeptPlaces &places, const Mixture &shape, const ops::ExpertWorkspace &workspace);

} // namespace deepscope
