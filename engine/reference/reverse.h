// Plain CPU versions of the ops of the reverse pass (ops/reverse.h), in double: the truth that the tests compare the
// shaders with, itself compared with differences of the forward ops. Slopes are the derivatives of the objective by a
// value; each function adds to the slopes that it is given. One row where nothing else is said.
#pragma once

#include "reference/ops.h"

namespace deepscope::reference {

using Doubles = ValuesOf<double>;
using DoubleOutput = OutputOf<double>;

struct TokenLoss {
    double logProbability, entropy; // of the target; of the row, in nats
};
// slopes += weight * (softmax(logits) - onehot(target)).
TokenLoss tokenLoss(Doubles logits, uint32_t target, double weight, DoubleOutput slopes);

// Of y = W x, W: ySlopes.size() x x.size().
void matrixVectorReverse(Doubles weights, Doubles x, Doubles ySlopes, DoubleOutput xSlopes, DoubleOutput weightSlopes);

// Of y = W^T x, W: x.size() x ySlopes.size().
void matrixTransposedVectorReverse(Doubles weights, Doubles x, Doubles ySlopes, DoubleOutput xSlopes,
                                   DoubleOutput weightSlopes);

void rmsNormReverse(Doubles x, Doubles weight, double epsilon, Doubles ySlopes, DoubleOutput xSlopes,
                    DoubleOutput weightSlopes);

// Of y = rope(x): turns slopes back, in place.
void ropeReverse(DoubleOutput slopes, uint32_t position, std::span<const float> frequencies, RopePairing pairing);

// Of hidden = silu(gate) * up.
void siluMultiplyReverse(Doubles gate, Doubles up, Doubles hiddenSlopes, DoubleOutput gateSlopes,
                         DoubleOutput upSlopes);

// Of the weights of `ids`, chosen or forced, as expertWeights makes them from the logits.
void routeReverse(Doubles logits, const RouterRule &rule, std::span<const uint32_t> ids, Doubles weightSlopes,
                  DoubleOutput logitSlopes);

// Of attention in the latent space within one text: query row t sees key rows 0 to t. queries, querySlopes: rows x
// heads x (latent + rope); keys, keySlopes: rows x (latent + rope); attendedSlopes: rows x heads x latent.
void latentAttentionReverse(Doubles queries, Doubles keys, uint32_t heads, uint32_t latent, uint32_t rope, double scale,
                            Doubles attendedSlopes, DoubleOutput querySlopes, DoubleOutput keySlopes);

// AdamW (arXiv:1711.05101, with the bias correction of arXiv:1412.6980). `step` counts from 1; norm: of all slopes of
// the model, which are made shorter where it is above mostNorm (0: never). Slopes stay as they are.
struct AdamRule {
    double rate, decay;             // of weights, 0 for none
    double firstDecay, secondDecay; // beta 1, beta 2
    double epsilon, mostNorm;
};
void adamStep(DoubleOutput values, Doubles slopes, DoubleOutput first, DoubleOutput second, const AdamRule &rule,
              uint32_t step, double norm);

} // namespace deepscope::reference
