#include "train/kept_activations.h"

namespace deepscope {

namespace {

gpu::Tensor place(const KeptPlaces &places, uint32_t columns)
{
    return places.arena.place(TensorType::F32, columns, places.rows);
}

ops::GateUpKept placeGateUp(gpu::Arena &arena, uint32_t width, uint32_t rows)
{
    const gpu::Tensor gate = arena.place(TensorType::F32, width, rows);
    return {gate, arena.place(TensorType::F32, width, rows)};
}

} // namespace

LatentActivations placeKept(const KeptPlaces &places, const LatentAttention &shape, const gpu::Tensor &scratch)
{
    LatentActivations a;
    a.normed = place(places, places.embedding);
    if (shape.queryLatent > 0) {
        a.queryLatent = place(places, shape.queryLatent);
        a.queryLatentNormed = place(places, shape.queryLatent);
    }
    a.query = place(places, shape.heads * shape.head());
    a.keyValue = place(places, shape.latent + shape.rope);
    a.absorbed = place(places, shape.heads * (shape.latent + shape.rope));
    a.attended = place(places, shape.heads * shape.latent);
    a.values = place(places, shape.heads * shape.value);
    a.scratch = scratch;
    return a;
}

GatedUnitActivations placeKept(const KeptPlaces &places, const GatedUnit &shape)
{
    GatedUnitActivations a;
    a.normed = place(places, places.embedding);
    a.hidden = place(places, shape.width);
    a.kept = placeGateUp(places.arena, shape.width, places.rows);
    return a;
}

MixtureActivations placeKept(const KeptPlaces &places, const Mixture &shape, const ops::ExpertWorkspace &workspace)
{
    const uint32_t slotCount = places.rows * shape.router.used;
    MixtureActivations a;
    a.normed = place(places, places.embedding);
    a.routerLogits = place(places, shape.router.experts);
    a.expertHidden = places.arena.place(TensorType::F32, shape.width, slotCount);
    a.expertKept = placeGateUp(places.arena, shape.width, slotCount);
    if (shape.shared > 0) {
        a.sharedHidden = place(places, shape.sharedWidth());
        a.sharedKept = placeGateUp(places.arena, shape.sharedWidth(), places.rows);
    }
    a.workspace = workspace;
    return a;
}

} // namespace deepscope
