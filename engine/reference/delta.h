// Plain CPU versions of the ops of a Gated DeltaNet (ops/delta.h), one row of a text at a time; conventions as in
// ops.h. arXiv:2412.06464
#pragma once

#include "reference/ops.h"

namespace deepscope::reference {

// y[c] = silu(sum_j weight[c, j] * x_j[c]), where the last x_j is x and those before it are the rows of the tail, which
// moves on by x. weight: channels x kernel; tail: (kernel - 1) x channels, the oldest row first, zeros at the
// beginning.
template <typename Number = float>
void shortConvolution(ValuesOf<Number> x, ValuesOf<Number> weight, OutputOf<Number> tail, OutputOf<Number> y);

// y = factor * x / max(|x|, epsilon); one head. y may be x.
template <typename Number = float>
void unitHead(ValuesOf<Number> x, double epsilon, double factor, OutputOf<Number> y);

// What a head's matrix keeps of itself at a row: exp(rate * softplus(alpha + bias)).
double deltaDecay(double alpha, double rate, double bias);

// One value head: M *= decay; M += key (sigmoid(beta) * (value - M^T key))^T; out = M^T query. matrix: key.size() x
// value.size(), zeros at the beginning.
template <typename Number = float>
void deltaStep(ValuesOf<Number> query, ValuesOf<Number> key, ValuesOf<Number> value, double beta, double decay,
               OutputOf<Number> matrix, OutputOf<Number> out);

// y = x * sigmoid(gate); a gate of one number is for all of x. y may be x. With silu(gate): siluMultiply.
template <typename Number = float>
void sigmoidMultiply(ValuesOf<Number> gate, ValuesOf<Number> x, OutputOf<Number> y);

} // namespace deepscope::reference
