#include "expert_bench.h"

#include "reference/ops.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace deepscope::testing {

namespace {

ExpertChoice route(std::mt19937 &random, const ExpertShape &shape, uint32_t tokens, bool crowded)
{
    ExpertChoice routing;
    std::vector<uint32_t> all(shape.experts);
    std::iota(all.begin(), all.end(), 0U);
    for (uint32_t token = 0; token < tokens; ++token) {
        if (!crowded)
            std::shuffle(all.begin(), all.end(), random);
        for (uint32_t k = 0; k < shape.used; ++k) {
            routing.ids.push_back(all[k]);
            routing.idBits.push_back(std::bit_cast<float>(all[k]));
            routing.weights.push_back(float(k + 1) / float(shape.used * (shape.used + 1) / 2));
        }
    }
    return routing;
}

ops::ExpertStack cut(OpBench &bench, const TestWeights &weights, uint32_t slabs)
{
    const gpu::Tensor &whole = weights.tensor;
    if (slabs == 1)
        return {whole};
    const uint32_t count = std::min(slabs, whole.planes);
    const size_t planeBytes = weights.file.size() / whole.planes;
    ops::ExpertStack stack;
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t first = i * whole.planes / count, end = (i + 1) * whole.planes / count;
        const std::vector<uint8_t> bytes(weights.file.begin() + ptrdiff_t(first * planeBytes),
                                         weights.file.begin() + ptrdiff_t(end * planeBytes));
        stack.emplace_back(bench.weights(whole.type, bytes, whole.columns, whole.rows, end - first));
    }
    return stack;
}

} // namespace

ExpertBench::ExpertBench(OpBench &bench, const ExpertTypes &types, const ExpertShape &s, uint32_t tokenCount,
                         bool crowded)
    : shape(s), tokens(tokenCount), gate(randomWeights(bench, types.gate, s.embedding, s.hidden, s.experts)),
      up(randomWeights(bench, types.up, s.embedding, s.hidden, s.experts)),
      down(randomWeights(bench, types.down, s.hidden, s.embedding, s.experts)),
      x(bench.random(size_t(s.embedding) * tokens)), before(bench.random(size_t(s.embedding) * tokens))
{
    cutInto(bench, 1, 1, 1);
    std::mt19937 random(7 + tokens);
    routing = route(random, shape, tokens, crowded);
    deviceX = bench.activations(x, s.embedding, tokens);
    ids = bench.activations(routing.idBits, s.used, tokens);
    weights = bench.activations(routing.weights, s.used, tokens);
    act = bench.activations(s.hidden, tokens * s.used);
    gpu::Arena counting;
    ops::placeExpertWorkspace(counting, tokens, s.used, s.experts, s.embedding);
    scratch = std::make_unique<gpu::Buffer>(bench.device(), counting.used(), gpu::MemoryUse::DeviceLocal);
    gpu::Arena arena(scratch.get());
    workspace = ops::placeExpertWorkspace(arena, tokens, s.used, s.experts, s.embedding);
}

void ExpertBench::cutInto(OpBench &bench, uint32_t gateSlabs, uint32_t upSlabs, uint32_t downSlabs)
{
    gates = cut(bench, gate, gateSlabs);
    ups = cut(bench, up, upSlabs);
    downs = cut(bench, down, downSlabs);
    y = bench.activations(before, shape.embedding, tokens);
}

void ExpertBench::addBiases(OpBench &bench)
{
    gateBias = bench.random(size_t(shape.hidden) * shape.experts, 12);
    upBias = bench.random(size_t(shape.hidden) * shape.experts, 12);
    downBias = bench.random(size_t(shape.embedding) * shape.experts);
    unit.gateBias = bench.activations(gateBias, shape.hidden, shape.experts);
    unit.upBias = bench.activations(upBias, shape.hidden, shape.experts);
    deviceDownBias = bench.activations(downBias, shape.embedding, shape.experts);
}

void ExpertBench::record(gpu::Commands &commands, ops::KeepProducts keep) const
{
    ops::expertGateUp(commands, gates, ups, deviceX, ids, workspace, act, {}, unit);
    ops::expertDown(commands, downs, act, ids, weights, workspace, y, keep, deviceDownBias);
}

ops::GateUpKept ExpertBench::placeKept(OpBench &bench) const
{
    return {bench.activations(act.columns, act.rows), bench.activations(act.columns, act.rows)};
}

std::vector<float> ExpertBench::expectedProducts(const TestWeights &matrices, const std::vector<float> &bias) const
{
    const uint32_t width = shape.hidden;
    std::vector<float> expected(routing.ids.size() * width);
    for (size_t slot = 0; slot < routing.ids.size(); ++slot) {
        const reference::Values from{x.data() + slot / shape.used * shape.embedding, shape.embedding};
        const reference::Output to{expected.data() + slot * width, width};
        reference::matrixVector(matrices.plane(routing.ids[slot]), from, to);
        for (size_t i = 0; i < width && !bias.empty(); ++i)
            to[i] += bias[routing.ids[slot] * width + i];
    }
    return expected;
}

std::vector<float> ExpertBench::expectedAct() const
{
    const std::vector<float> gated = expectedGate(), raised = expectedUp();
    std::vector<float> expected(gated.size());
    reference::unitHidden(gated, raised, unit.rule, expected);
    return expected;
}

std::vector<float> ExpertBench::expectedDown(const std::vector<float> &hidden) const
{
    const uint32_t width = shape.embedding;
    std::vector<float> expected(routing.ids.size() * width);
    for (size_t slot = 0; slot < routing.ids.size(); ++slot) {
        const reference::Output to{expected.data() + slot * width, width};
        reference::matrixVector(down.plane(routing.ids[slot]), {hidden.data() + slot * shape.hidden, shape.hidden}, to);
        for (size_t i = 0; i < width && !downBias.empty(); ++i)
            to[i] += downBias[routing.ids[slot] * width + i];
    }
    return expected;
}

std::vector<float> ExpertBench::expectedY(const std::vector<float> &hidden) const
{
    const std::vector<float> products = expectedDown(hidden);
    std::vector<float> expected = before;
    for (size_t slot = 0; slot < routing.ids.size(); ++slot)
        for (uint32_t row = 0; row < shape.embedding; ++row)
            expected[slot / shape.used * shape.embedding + row] +=
                routing.weights[slot] * products[slot * shape.embedding + row];
    return expected;
}

} // namespace deepscope::testing
