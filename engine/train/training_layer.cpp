#include "train/training_layer.h"

#include "api/error.h"
#include "ops/attention.h"

#include <algorithm>

namespace deepscope {

namespace {

const LatentAttention &latentOf(const Hyperparameters &hyper, uint32_t layer)
{
    if (const auto *latent = std::get_if<LatentAttention>(&hyper.layers[layer].mixer))
        return *latent;
    throw Error(ErrorKind::File, "Models can learn here whose layers all have latent attention; layer " +
                                     std::to_string(layer) + " of this one (" + hyper.architecture + ") has none.");
}

// Scratch of all layers alike begins at the same place.
template <typename Place>
auto placeScratch(TrainingPlaces &places, Place &&place)
{
    gpu::Arena arena = places.scratch;
    auto placed = place(arena);
    places.scratchBytes = std::max(places.scratchBytes, arena.used());
    return placed;
}

void placeMixer(TrainingLayer &layer, TrainingPlaces &places, const Hyperparameters &hyper, uint32_t number,
                const Parameters *parameters)
{
    const LatentAttention &shape = latentOf(hyper, number);
    const gpu::Tensor attention = placeScratch(places, [&](gpu::Arena &arena) {
        return ops::placeAttentionScratch(arena, hyper.contextLength, shape.heads, shape.latent);
    });
    layer.mixer.shape = shape;
    layer.mixer.a = placeKept({places.kept, places.rows, hyper.embedding}, shape, attention);
    layer.mixerScratch = placeScratch(
        places, [&](gpu::Arena &arena) { return placeSlopes(arena, shape, places.rows, hyper.embedding); });
    if (parameters) {
        layer.mixer.w = takeWeights(parameters->values(), number, shape);
        layer.mixerSlopes = takeWeights(parameters->slopes(), number, shape);
    }
}

MixtureActivations placeActivations(TrainingPlaces &places, const Hyperparameters &hyper, const Mixture &shape)
{
    if (shape.sharedGate)
        throw Error(ErrorKind::File, "Models can learn here whose shared experts have no gate; those of this one (" +
                                         hyper.architecture + ") have one.");
    if (shape.biased || shape.unit != UnitRule::Swish)
        throw Error(ErrorKind::File, "Models can learn here whose experts are plain gated units; those of this one (" +
                                         hyper.architecture + ") have biases or a rule of their own.");
    const ops::ExpertWorkspace workspace = placeScratch(places, [&](gpu::Arena &arena) {
        return ops::placeExpertWorkspace(arena, places.rows, shape.router.used, shape.router.experts, hyper.embedding);
    });
    return placeKept({places.kept, places.rows, hyper.embedding}, shape, workspace);
}

GatedUnitActivations placeActivations(TrainingPlaces &places, const Hyperparameters &hyper, const GatedUnit &shape)
{
    return placeKept({places.kept, places.rows, hyper.embedding}, shape);
}

// The workspace of experts is in use while their slopes are: these come behind it.
gpu::Arena behindWorkspace(gpu::Arena arena, const TrainingPlaces &places, const Hyperparameters &hyper,
                           const Mixture &shape)
{
    ops::placeExpertWorkspace(arena, places.rows, shape.router.used, shape.router.experts, hyper.embedding);
    return arena;
}

gpu::Arena behindWorkspace(gpu::Arena arena, const TrainingPlaces &, const Hyperparameters &, const GatedUnit &)
{
    return arena;
}

template <typename Shape>
auto makeLayer(const Shape &shape)
{
    if constexpr (std::is_same_v<Shape, Mixture>)
        return MixtureLayer{shape, {}, {}, {}};
    else
        return GatedUnitLayer{shape, {}, {}};
}

template <typename Shape>
void placeFeedForward(TrainingLayer &layer, TrainingPlaces &places, const Hyperparameters &hyper, const Shape &shape,
                      uint32_t number, const Parameters *parameters)
{
    auto half = makeLayer(shape);
    half.a = placeActivations(places, hyper, shape);
    layer.feedForwardScratch = placeScratch(places, [&](gpu::Arena &arena) {
        arena = behindWorkspace(arena, places, hyper, shape);
        return placeSlopes(arena, shape, places.rows, hyper.embedding);
    });
    if (parameters) {
        half.w = takeWeights(parameters->values(), number, shape);
        layer.feedForwardSlopes = takeWeights(parameters->slopes(), number, shape);
    }
    layer.feedForward = half;
}

} // namespace

std::vector<TrainingLayer> placeLayers(TrainingPlaces &places, const Hyperparameters &hyper,
                                       const Parameters *parameters)
{
    std::vector<TrainingLayer> layers(hyper.layerCount());
    for (uint32_t i = 0; i < hyper.layerCount(); ++i) {
        placeMixer(layers[i], places, hyper, i, parameters);
        std::visit([&](const auto &shape) { placeFeedForward(layers[i], places, hyper, shape, i, parameters); },
                   hyper.layers[i].feedForward);
    }
    return layers;
}

} // namespace deepscope
