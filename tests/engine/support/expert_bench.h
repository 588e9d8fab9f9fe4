// Everything on the device for one call of expertGateUp and expertDown, and what the CPU says of it.
#pragma once

#include "ops/experts.h"
#include "support/weight_encoder.h"

#include <memory>

namespace deepscope::testing {

struct ExpertShape {
    uint32_t embedding, hidden, experts, used;
};

// Of the gate, the up and the down matrices.
struct ExpertTypes {
    TensorType gate, up, down;

    ExpertTypes(TensorType one) : gate(one), up(one), down(one) {}
    ExpertTypes(TensorType g, TensorType u, TensorType d) : gate(g), up(u), down(d) {}
};

// Every token's choice of experts, distinct within a token, with weights that sum to 1.
struct ExpertChoice {
    std::vector<float> idBits, weights;
    std::vector<uint32_t> ids;
};

struct ExpertBench {
    ExpertShape shape;
    uint32_t tokens;
    TestWeights gate, up, down;
    ops::ExpertStack gates, ups, downs;
    ExpertChoice routing;
    std::vector<float> x, before, gateBias, upBias, downBias; // biases: empty without
    gpu::Tensor deviceX, ids, weights, act, y, deviceDownBias;
    ops::ExpertUnit unit;
    std::unique_ptr<gpu::Buffer> scratch;
    ops::ExpertWorkspace workspace;

    // `crowded`: every token takes the same experts, and most experts get none.
    ExpertBench(OpBench &bench, const ExpertTypes &types, const ExpertShape &s, uint32_t tokenCount,
                bool crowded = false);

    // Stacks in one piece, or in as many slabs of whole experts as can be, up to so many; y as it was before.
    void cutInto(OpBench &bench, uint32_t gateSlabs, uint32_t upSlabs, uint32_t downSlabs);
    // Of all three matrices, those of gate and up so wide that many products lie far beyond 7 and -7.
    void addBiases(OpBench &bench);

    void record(gpu::Commands &commands, ops::KeepProducts keep = ops::KeepProducts::No) const;

    // Of every slot: what the rule is given, what it makes of that, and the products with the down matrix.
    ops::GateUpKept placeKept(OpBench &bench) const;
    std::vector<float> expectedGate() const { return expectedProducts(gate, gateBias); }
    std::vector<float> expectedUp() const { return expectedProducts(up, upBias); }
    std::vector<float> expectedAct() const;
    std::vector<float> expectedDown(const std::vector<float> &hidden) const;
    std::vector<float> expectedY(const std::vector<float> &hidden) const;

private:
    std::vector<float> expectedProducts(const TestWeights &matrices, const std::vector<float> &bias) const;
};

} // namespace deepscope::testing
