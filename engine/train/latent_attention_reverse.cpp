#include "train/latent_attention_reverse.h"

namespace deepscope {

namespace {

ops::Heads headsOf(const gpu::Tensor &rows, uint32_t first, uint32_t columns, uint32_t heads)
{
    return {rows.columnSlice(first, columns), heads, rows.columns / heads};
}

// absorbed = [W^UK^T q_nope | rope(q_rope)] of each head.
void reverseAbsorb(gpu::Commands &commands, const LatentLayer &layer, const ReverseStep &step,
                   const LatentActivations &a, const LatentWeights &slopes, const LatentSlopes &s)
{
    const LatentAttention &shape = layer.shape;
    const uint32_t heads = shape.heads;
    const ops::Heads nope = headsOf(a.query, 0, shape.nope, heads);
    const ops::Heads nopeSlopes = headsOf(s.query, 0, shape.nope, heads);
    const ops::Heads ropeSlopes = headsOf(s.query, shape.nope, shape.rope, heads);
    const ops::Heads latentSlopes = headsOf(s.absorbed, 0, shape.latent, heads);
    const ops::Heads rotatedSlopes = headsOf(s.absorbed, shape.latent, shape.rope, heads);
    commands.independent([&] {
        if (layer.w.keyUpTransposed) {
            ops::linearPerHead(commands, layer.w.keyUp, latentSlopes, nopeSlopes);
            ops::weightSlopesPerHead(commands, nope, latentSlopes, slopes.keyUp);
        } else {
            ops::linearPerHeadTransposed(commands, layer.w.keyUp, latentSlopes, nopeSlopes);
            ops::weightSlopesPerHead(commands, latentSlopes, nope, slopes.keyUp);
        }
        ops::rope(commands, rotatedSlopes, ropeSlopes, step.step.rows(s.query.rows), step.turnedBack,
                  step.hyper.ropePairing);
    });
}

// q = W^UQ norm(W^DQ h), or W^Q h.
void reverseQuery(gpu::Commands &commands, const LatentLayer &layer, float epsilon, const LatentActivations &a,
                  const LatentWeights &slopes, const LatentSlopes &s)
{
    const LatentWeights &w = layer.w;
    if (!w.queryDown) {
        ops::weightSlopes(commands, s.query, a.normed, slopes.query);
        ops::linearReverse(commands, w.query, s.query, s.normed, ops::Accumulate::No);
        return;
    }
    ops::weightSlopes(commands, s.query, a.queryLatentNormed, slopes.queryUp);
    ops::linearReverse(commands, w.queryUp, s.query, s.queryLatentNormed, ops::Accumulate::No);
    ops::rmsNormReverse(commands, a.queryLatent, w.queryNorm, epsilon, s.queryLatentNormed, s.queryLatent,
                        ops::Accumulate::No, slopes.queryNorm, s.queryNormScratch);
    ops::weightSlopes(commands, s.queryLatent, a.normed, slopes.queryDown);
    ops::linearReverse(commands, w.queryDown, s.queryLatent, s.normed, ops::Accumulate::No);
}

} // namespace

LatentSlopes placeSlopes(gpu::Arena &arena, const LatentAttention &shape, uint32_t rows, uint32_t embedding)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, rows); };
    const uint32_t key = shape.latent + shape.rope;
    LatentSlopes s;
    s.normed = place(embedding);
    if (shape.queryLatent > 0) {
        s.queryLatent = place(shape.queryLatent);
        s.queryLatentNormed = place(shape.queryLatent);
    }
    s.query = place(shape.heads * shape.head());
    s.keyValue = place(key);
    s.absorbed = place(shape.heads * key);
    s.attended = place(shape.heads * shape.latent);
    s.values = place(shape.heads * shape.value);
    s.keys = place(key);
    s.keySlopes = place(key);
    s.attentionScratch = ops::placeAttentionReverseScratch(arena, rows, shape.heads);
    s.normScratch = ops::placeNormScratch(arena, rows, embedding);
    s.latentNormScratch = ops::placeNormScratch(arena, rows, shape.latent);
    if (shape.queryLatent > 0)
        s.queryNormScratch = ops::placeNormScratch(arena, rows, shape.queryLatent);
    return s;
}

LatentSlopes LatentSlopes::rows(uint32_t count) const
{
    LatentSlopes s = *this;
    for (gpu::Tensor *tensor : {&s.normed, &s.queryLatent, &s.queryLatentNormed, &s.query, &s.keyValue, &s.absorbed,
                                &s.attended, &s.values, &s.keys, &s.keySlopes})
        if (*tensor)
            *tensor = tensor->rowSlice(0, count);
    return s;
}

void reverse(gpu::Commands &commands, const LatentLayer &layer, const ReverseStep &step, const gpu::Tensor &x,
             const LatentWeights &slopes, const LatentSlopes &scratch, const gpu::Tensor &xySlopes)
{
    const LatentAttention &shape = layer.shape;
    const LatentWeights &w = layer.w;
    const LatentActivations a = layer.a.rows(x.rows);
    const LatentSlopes s = scratch.rows(x.rows);
    const ops::StepRows rows = step.step.rows(x.rows);
    const float epsilon = step.hyper.normEpsilon;
    const uint32_t heads = shape.heads, key = shape.latent + shape.rope;
    const ops::Heads attended = headsOf(a.attended, 0, shape.latent, heads);
    const ops::Heads attendedSlopes = headsOf(s.attended, 0, shape.latent, heads);
    const ops::Heads valueSlopes = headsOf(s.values, 0, shape.value, heads);

    // y = x + W^O values, values = W^UV attended of each head.
    ops::weightSlopes(commands, xySlopes, a.values, slopes.output);
    ops::linearReverse(commands, w.output, xySlopes, s.values, ops::Accumulate::No);
    ops::weightSlopesPerHead(commands, valueSlopes, attended, slopes.valueUp);
    ops::linearPerHeadTransposed(commands, w.valueUp, valueSlopes, attendedSlopes);
    ops::cacheRead(commands, rows, layer.cache, s.keys);
    ops::latentAttentionReverse(commands, headsOf(a.absorbed, 0, key, heads), s.keys, step.texts, shape.scale, attended,
                                attendedSlopes, s.attentionScratch, headsOf(s.absorbed, 0, key, heads), s.keySlopes);
    reverseAbsorb(commands, layer, step, a, slopes, s);
    reverseQuery(commands, layer, epsilon, a, slopes, s);
    // c_KV = norm(W^DKV h), k_R = rope(W^KR h).
    ops::rmsNormReverse(commands, a.keyValue.columnSlice(0, shape.latent), w.keyValueNorm, epsilon,
                        s.keySlopes.columnSlice(0, shape.latent), s.keyValue.columnSlice(0, shape.latent),
                        ops::Accumulate::No, slopes.keyValueNorm, s.latentNormScratch);
    ops::rope(commands, headsOf(s.keySlopes, shape.latent, shape.rope, 1),
              headsOf(s.keyValue, shape.latent, shape.rope, 1), rows, step.turnedBack, step.hyper.ropePairing);
    ops::weightSlopes(commands, s.keyValue, a.normed, slopes.keyValueDown);
    ops::linearReverse(commands, w.keyValueDown, s.keyValue, s.normed, ops::Accumulate::Yes);
    ops::rmsNormReverse(commands, x, w.norm, epsilon, s.normed, xySlopes, ops::Accumulate::Yes, slopes.norm,
                        s.normScratch);
}

} // namespace deepscope
