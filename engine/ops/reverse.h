// The ops of the reverse pass, in the order in which it comes to them; each mirrors one of ops.h, attention.h or
// experts.h. The slopes of a tensor are the derivatives of the objective by its values: F32, of its shape, in the form
// of an F32 weight tensor or of activations, which is the same one. Slopes of weights are added to what stands there,
// always in the order of the rows, so that the same step gives the same bits; slopes of activations as `accumulate`
// says. What a rotation does backward is ops::rope with negated frequencies.
#pragma once

#include "ops/attention.h"
#include "ops/experts.h"
#include "ops/ops.h"

namespace deepscope::ops {

// The objective of row t is -weights[t] * log softmax(logits[t])[targets[t]].
// slopes[t] = weights[t] * (softmax(logits[t]) - onehot(targets[t])); logProbabilities[t] = that of the target;
// entropies[t] = -sum p log p, in nats. logits, slopes (may be logits): rows x vocabulary; targets: one row of as many
// 32-bit integers, weights, logProbabilities, entropies: one row of as many values. A row of weight 0 has no slopes.
void tokenLoss(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &targets,
               const gpu::Tensor &weights, const gpu::Tensor &slopes, const gpu::Tensor &logProbabilities,
               const gpu::Tensor &entropies);

// xSlopes[t] (+)= W^T ySlopes[t]. W: rows x columns of any weight type. linearPerHead and linearPerHeadTransposed are
// each other's reverse.
void linearReverse(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &ySlopes,
                   const gpu::Tensor &xSlopes, Accumulate accumulate);

// slopes[r, c] += sum over t of ySlopes[t, r] x[t, c].
void weightSlopes(gpu::Commands &commands, const gpu::Tensor &ySlopes, const gpu::Tensor &x, const gpu::Tensor &slopes);

// The same for one matrix a head: slopes[h, r, c] += sum over t of ySlopes[t, h, r] x[t, h, c].
void weightSlopesPerHead(gpu::Commands &commands, const Heads &ySlopes, const Heads &x, const PlaneRows &slopes);

// Of y = rmsNorm(x, weight): with n = x / rms(x), xSlopes (+)= (g - n mean(g n)) / rms(x), g = ySlopes * weight, and
// weightSlopes += sum over t of ySlopes[t] n[t]: sums of 64 rows each, then their sum. xSlopes are not ySlopes.
// `scratch`: placeNormScratch of at least as many rows and of as many columns. Not inside of Commands::independent.
gpu::Tensor placeNormScratch(gpu::Arena &arena, uint32_t rows, uint32_t columns);
void rmsNormReverse(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
                    const gpu::Tensor &ySlopes, const gpu::Tensor &xSlopes, Accumulate accumulate,
                    const gpu::Tensor &weightSlopes, const gpu::Tensor &scratch);

// Of hidden = silu(gate) * up. gate, up, hiddenSlopes, gateSlopes (may be gate), upSlopes (may be up): rows x width.
void gatedReverse(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up,
                  const gpu::Tensor &hiddenSlopes, const gpu::Tensor &gateSlopes, const gpu::Tensor &upSlopes);

// tableSlopes[id] += xSlopes[t] for every row t with that id, in the order of t. ids: as ops::embed takes them.
// `sortedRows`: one row of 32-bit integers, the numbers of the rows in the order of their ids, and of t among equal
// ones.
void embedReverse(gpu::Commands &commands, const gpu::Tensor &ids, uint32_t stride, const gpu::Tensor &sortedRows,
                  const gpu::Tensor &xSlopes, const gpu::Tensor &tableSlopes);

// The rows of a step that belong to one text: each attends to those from `first` on up to itself, and those up to `end`
// attend to it. One a row, all rows of a text one after another and none missing.
struct TextRows {
    gpu::Tensor spans; // one row of 32-bit integers: first and end (one past the last) of each row of the step
};

// Of attended = attention(queries, keys, keys.firstColumns(latent)) in the latent space: keySlopes has the slopes of
// the rows as keys, and as values in the first columns. queries, querySlopes: rows x heads x (latent + rope); keys,
// keySlopes: rows x (latent + rope), F32, as the cache keeps them; attended, attendedSlopes: rows x heads x latent.
// Slopes are written, not added. `scratch`: placeAttentionReverseScratch of as many rows and heads. Throws
// Error(Device) for more rows than loops of the device reach: one of its texts might be as long.
gpu::Tensor placeAttentionReverseScratch(gpu::Arena &arena, uint32_t rows, uint32_t heads);
void latentAttentionReverse(gpu::Commands &commands, const Heads &queries, const gpu::Tensor &keys,
                            const TextRows &texts, float scale, const Heads &attended, const Heads &attendedSlopes,
                            const gpu::Tensor &scratch, const Heads &querySlopes, const gpu::Tensor &keySlopes);

// keys[t] = the pool's row of row t. cache: one head, F32; keys: rows x its columns.
void cacheRead(gpu::Commands &commands, const StepRows &step, const CacheRows &cache, const gpu::Tensor &keys);

// Of the weights that ops::route gives for these ids, which stay as they are: logitSlopes are written, not added.
void routeReverse(gpu::Commands &commands, const gpu::Tensor &logits, const RouterRule &rule, const gpu::Tensor &ids,
                  const gpu::Tensor &weightSlopes, const gpu::Tensor &logitSlopes);

// Of y[t] += sum over k of weights[t, k] Wdown[id] act[t * used + k]: actSlopes (written), weightSlopes of the router's
// weights (written), and slopes of Wdown (added). Wdown and its slopes: F32, each in slabs of its own. `order` is made
// anew; an expert without slots gets no slopes. Not inside of Commands::independent.
void expertDownReverse(gpu::Commands &commands, const ExpertStack &down, const gpu::Tensor &act, const gpu::Tensor &ids,
                       const gpu::Tensor &weights, const gpu::Tensor &ySlopes, const ExpertOrder &order,
                       const gpu::Tensor &actSlopes, const gpu::Tensor &weightSlopes, const ExpertStack &downSlopes);

// Of gate[slot] = Wgate[id] x[t] and up[slot] = Wup[id] x[t], from their slopes: xSlopes (added), slopes of Wgate and
// Wup (added), all F32. gateSlopes, upSlopes: slots x width. `products`: of the workspace, slots x columns of x. After
// expertDownReverse of the same ids, which fills `order` of the workspace.
void expertGateUpReverse(gpu::Commands &commands, const ExpertStack &gate, const ExpertStack &up, const gpu::Tensor &x,
                         const gpu::Tensor &ids, const gpu::Tensor &gateSlopes, const gpu::Tensor &upSlopes,
                         const ExpertWorkspace &workspace, const gpu::Tensor &xSlopes,
                         const ExpertStack &gateWeightSlopes, const ExpertStack &upWeightSlopes);

} // namespace deepscope::ops
