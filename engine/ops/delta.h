// The ops of a Gated DeltaNet (arXiv:2412.06464): a short convolution along each sequence, and the rule by which a
// matrix a head takes up what tokens say. What they remember of a sequence lies in slots of F32 numbers: each sequence
// of a step goes on from one slot, or from nothing, and leaves what comes behind its last row in another, so that the
// first stays as it was. A row's bits depend on its own sequence alone, however that is cut into steps.
#pragma once

#include "args.h"
#include "gpu/commands.h"
#include "ops/step_rows.h"
#include "ops/views.h"

namespace deepscope::ops {

// The rows of a step, and by the number of each of its sequences an args::SequenceState: those without rows have
// rows = 0. The rows of a sequence are neighbours, in the order of their positions. A slot that is not there is read as
// zeros and not written; rows that no record has are left out.
struct SequenceStates {
    StepRows step;
    gpu::Tensor records; // one row of 32-bit integers: args::SequenceState of each

    uint32_t count() const { return records.columns / RecordWords; }

    static constexpr uint32_t RecordWords = sizeof(args::SequenceState) / sizeof(uint32_t);
};

// y[t, c] = silu(sum_j weight[c, j] * x[t - kernel + 1 + j, c]), where rows before those of the step are the tail of
// the sequence's slot, and 0 before its first position. weight: channels x kernel (F32); tails: slots x ((kernel - 1) *
// channels), the oldest row first, or an empty Tensor where kernel is 1; x, y: rows x channels, not the same.
void shortConvolution(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight,
                      const SequenceStates &states, const gpu::Tensor &tails, const gpu::Tensor &y);

// y = factor * x / max(|x|, epsilon) for each head of each row; y may be x.
void unitHeads(gpu::Commands &commands, const Heads &x, float epsilon, float factor, const Heads &y);

// What a row tells the delta rule, beside its heads: numbers for each value head h at column
// h / together * apart + h % together of betas and alphas, whose weights may have been one matrix.
struct DeltaGates {
    gpu::Tensor betas, alphas; // as projected; a row each
    uint32_t together = 1, apart = 1;
    gpu::Tensor rates, biases; // of each value head: -exp(A), and dt's bias
};

// For each value head, with key head g (`alternate`: h mod key heads; else h / value heads of a key head), row by row:
// M *= exp(rate * softplus(alpha + bias)); M += k (sigmoid(beta) * (v - M^T k))^T; out = M^T q. queries, keys: unit
// heads of `width`, at most 256; values, out: value heads. matrices: slots x (value heads * width * width), M[key
// column][value column]. arXiv:2412.06464, eq. 10
void deltaRule(gpu::Commands &commands, const Heads &queries, const Heads &keys, const Heads &values,
               const DeltaGates &gates, bool alternate, const SequenceStates &states, const gpu::Tensor &matrices,
               const Heads &out);

enum class GateKind : uint8_t { Sigmoid, Silu };

// y = x * sigmoid(gate), or x * silu(gate), for each head; a gate of one column is for all of a head. y may be x.
void applyGate(gpu::Commands &commands, const Heads &x, const Heads &gate, GateKind kind, const Heads &y);

} // namespace deepscope::ops
