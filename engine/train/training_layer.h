// A layer with everything that forward and reverse need of it.
#pragma once

#include "model/kv_cache.h"
#include "train/feed_forward_reverse.h"
#include "train/kept_activations.h"
#include "train/latent_attention_reverse.h"
#include "train/parameters.h"

#include <variant>
#include <vector>

namespace deepscope {

struct TrainingLayer {
    LatentLayer mixer;
    LatentWeights mixerSlopes;
    LatentSlopes mixerScratch;
    std::variant<GatedUnitLayer, MixtureLayer> feedForward;
    std::variant<GatedUnitWeights, MixtureWeights> feedForwardSlopes;
    std::variant<GatedUnitSlopes, MixtureSlopes> feedForwardScratch;
};

// Memory of the activations and slopes of `rows` rows: what is kept lies one after another in `kept`, what no other
// half of a layer needs in `scratch`, from its beginning each time.
struct TrainingPlaces {
    gpu::Arena kept, scratch;
    uint32_t rows;
    uint64_t scratchBytes = 0; // that the hungriest half needs
};

// Weights are of `parameters`, null to count memory alone. Throws Error(File) for a layer without latent attention.
std::vector<TrainingLayer> placeLayers(TrainingPlaces &places, const Hyperparameters &hyper,
                                       const Parameters *parameters);

} // namespace deepscope
