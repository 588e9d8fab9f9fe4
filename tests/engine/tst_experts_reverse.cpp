// The slopes of routed experts against the CPU in double.
#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/expert_reverse.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

// Sums of up to 200 products of size 1 in F32: each rounding is below 6e-8 of a partial sum, whose size is about the
// root of the number of products, at most 14.
constexpr double Bound = 2e-5;

namespace {

struct Shape {
    uint32_t embedding, hidden, experts, used, tokens;
};

enum class Crowd : uint8_t { Spread, Few, One }; // all experts; some of them get no slot; all slots at one expert
constexpr std::array Crowds = {Crowd::Spread, Crowd::Few, Crowd::One};

std::vector<uint32_t> choose(const Shape &shape, Crowd crowd, uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<uint32_t> ids, all(shape.experts);
    std::iota(all.begin(), all.end(), 0U);
    for (uint32_t token = 0; token < shape.tokens; ++token) {
        if (crowd == Crowd::Spread)
            std::shuffle(all.begin(), all.end(), random);
        for (uint32_t k = 0; k < shape.used; ++k)
            ids.push_back(crowd == Crowd::One ? shape.experts / 2 : all[k]);
    }
    return ids;
}

// One matrix of each expert as tests want it: values, and a stack in slabs of whole experts.
struct Matrices {
    std::vector<double> values; // experts x rows x columns
    ops::ExpertStack stack;
    uint32_t rows, columns;

    Matrices(OpBench &bench, uint32_t r, uint32_t c, uint32_t experts, uint32_t slabs, uint32_t rowsBefore)
        : rows(r), columns(c)
    {
        const uint32_t planeRows = rowsBefore + rows + rowsBefore / 2, count = std::min(slabs, experts);
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t planes = (i + 1) * experts / count - i * experts / count;
            // Products with normal rows are of size 1.
            const std::vector<float> all =
                bench.random(size_t(planes) * planeRows * columns, 1 / std::sqrt(float(std::max(rows, columns))));
            std::vector<uint8_t> bytes(all.size() * sizeof(float));
            std::memcpy(bytes.data(), all.data(), bytes.size());
            stack.emplace_back(bench.weights(TensorType::F32, bytes, columns, planeRows, planes), rowsBefore, rows);
            for (uint32_t plane = 0; plane < planes; ++plane) {
                const auto from = all.begin() + ptrdiff_t((plane * planeRows + rowsBefore) * size_t(columns));
                values.insert(values.end(), from, from + ptrdiff_t(size_t(rows) * columns));
            }
        }
    }

    std::span<double> of(uint32_t expert)
    {
        return {values.data() + size_t(expert) * rows * columns, size_t(rows) * columns};
    }

    // What the device holds now; bits of rows that are not meant too.
    std::vector<float> read(OpBench &bench) const
    {
        std::vector<float> all;
        for (const ops::PlaneRows &slab : stack) {
            const std::vector<float> whole = bench.read(slab.tensor);
            for (uint32_t plane = 0; plane < slab.tensor.planes; ++plane) {
                const auto from =
                    whole.begin() + ptrdiff_t((plane * slab.tensor.rows + slab.firstRow) * size_t(columns));
                all.insert(all.end(), from, from + ptrdiff_t(size_t(rows) * columns));
            }
        }
        return all;
    }
};

DeviceValues valuesOf(const std::vector<float> &values, const OpBench &bench, size_t columns)
{
    DeviceValues all;
    all.assign(values.begin(), values.end());
    all.columns = columns;
    all.device = bench.description();
    return all;
}

std::vector<float> rounded(const std::vector<double> &values) { return {values.begin(), values.end()}; }
std::vector<double> widened(const std::vector<float> &values) { return {values.begin(), values.end()}; }

struct Case {
    DeviceForm form;
    Shape shape;
    Crowd crowd;
    uint32_t slabs;
    bool sliced; // activations begin in the middle of rows

    std::string name() const
    {
        return form.name() + ", " + std::to_string(shape.tokens) + " tokens, " + std::to_string(shape.used) + " of " +
               std::to_string(shape.experts) + " experts of " + std::to_string(shape.embedding) + " x " +
               std::to_string(shape.hidden) + ", crowd " + std::to_string(int(crowd)) + ", " + std::to_string(slabs) +
               " slabs" + (sliced ? ", sliced" : "");
    }
};

std::vector<Case> cases()
{
    constexpr std::array Widths = {1U, 7U, 16U, 33U, 64U, 80U, 160U};
    constexpr std::array Tokens = {1U, 2U, 17U, 60U};
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({Lanes.size(), Loads.size(), MostlyGpuTiles.size(), Widths.size(),
                                                Widths.size(), Tokens.size(), Crowds.size(), 3, 2},
                                               testSeed() + 5)) {
        Dice dice(uint32_t(all.size()));
        Shape shape{Widths[c[3]], Widths[c[4]], dice.between(1, 9), 0, Tokens[c[5]]};
        shape.used = dice.between(1, std::min(shape.experts, 4U));
        all.push_back({{Loads[c[1]], MostlyGpuTiles[c[2]], Lanes[c[0]]},
                       shape,
                       Crowds[c[6]],
                       uint32_t(std::array{1, 2, 9}[c[7]]),
                       c[8] == 1});
    }
    all.push_back({{}, {160, 64, 16, 4, 200}, Crowd::Spread, 1, false});
    all.push_back({{}, {160, 64, 70, 6, 200}, Crowd::Spread, 3, false});
    all.push_back({{Loads[1], Tiles[1], Lanes[3]}, {160, 64, 16, 4, 200}, Crowd::Spread, 1, false});
    return all;
}

// Everything of one call of the ops on the device, and what the CPU says of it.
struct Experts {
    OpBench &bench;
    Shape shape;
    std::vector<uint32_t> ids;
    bool sliced;
    std::unique_ptr<gpu::Buffer> scratch;
    ops::ExpertWorkspace workspace;
    gpu::Tensor deviceIds;

    Experts(OpBench &b, const Shape &s, Crowd crowd, bool slice)
        : bench(b), shape(s), ids(choose(s, crowd, s.tokens)), sliced(slice)
    {
        std::vector<float> bits(ids.size());
        std::transform(ids.begin(), ids.end(), bits.begin(), [](uint32_t id) { return std::bit_cast<float>(id); });
        deviceIds = bench.activations(bits, shape.used, shape.tokens);
        gpu::Arena counting;
        ops::placeExpertWorkspace(counting, s.tokens, s.used, s.experts, s.embedding);
        scratch = std::make_unique<gpu::Buffer>(bench.device(), counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(scratch.get());
        workspace = ops::placeExpertWorkspace(arena, s.tokens, s.used, s.experts, s.embedding);
    }

    // A row for each token or slot, in the middle of wider rows of NaN where they are sliced.
    gpu::Tensor place(const std::vector<float> &values, uint32_t columns) const
    {
        const auto rows = uint32_t(values.size() / columns);
        if (!sliced)
            return bench.activations(values, columns, rows);
        const uint32_t width = columns + 3;
        std::vector<float> wide(size_t(width) * rows, std::nanf(""));
        for (uint32_t row = 0; row < rows; ++row)
            std::copy_n(values.begin() + ptrdiff_t(row * columns), columns, wide.begin() + ptrdiff_t(row * width + 3));
        return bench.activations(wide, width, rows).columnSlice(3, columns);
    }

    gpu::Tensor randomSlots(uint32_t columns, uint32_t rows) const
    {
        return bench.activations(bench.random(size_t(columns) * rows), columns, rows);
    }

    // Both ops for tokens [first, first + tokens); gate stands for its slopes too.
    void record(gpu::Commands &c, uint32_t first, uint32_t tokens, const Matrices &down, const Matrices &gate,
                const Matrices &up, const gpu::Tensor &y, const gpu::Tensor &gates, const gpu::Tensor &act,
                const gpu::Tensor &ofUp, const gpu::Tensor &xSlopes, const gpu::Tensor &actSlopes,
                const gpu::Tensor &gateSlopes) const
    {
        const auto ofTokens = [&](const gpu::Tensor &all) { return all.rowSlice(first, tokens); };
        const auto ofSlots = [&](const gpu::Tensor &all) {
            return all.rowSlice(first * shape.used, tokens * shape.used);
        };
        ops::expertDownReverse(c, down.stack, ofSlots(act), ofTokens(deviceIds), ofTokens(gates), ofTokens(y),
                               workspace.order, ofSlots(actSlopes), ofTokens(gateSlopes), down.stack);
        ops::expertGateUpReverse(c, gate.stack, gate.stack, ofTokens(y), ofTokens(deviceIds), ofSlots(act),
                                 ofSlots(ofUp), workspace, ofTokens(xSlopes), gate.stack, up.stack);
    }

    void down(uint32_t slabs)
    {
        const uint32_t count = shape.tokens * shape.used;
        Matrices weights(bench, shape.embedding, shape.hidden, shape.experts, slabs, 0),
            slopes(bench, shape.embedding, shape.hidden, shape.experts, (slabs + 1) / 2, 0);
        const std::vector<float> act = bench.random(size_t(count) * shape.hidden), gates = bench.random(count),
                                 ySlopes = bench.random(size_t(shape.tokens) * shape.embedding);
        const gpu::Tensor deviceAct = place(act, shape.hidden), deviceGates = place(gates, shape.used),
                          deviceY = place(ySlopes, shape.embedding);
        const gpu::Tensor actSlopes = bench.activations(shape.hidden, count),
                          gateSlopes = bench.activations(shape.used, shape.tokens);
        bench.run([&](gpu::Commands &c) {
            ops::expertDownReverse(c, weights.stack, deviceAct, deviceIds, deviceGates, deviceY, workspace.order,
                                   actSlopes, gateSlopes, slopes.stack);
        });
        std::vector<double> expectedAct(act.size()), expectedGates;
        const std::vector<double> hidden = widened(act), given = widened(ySlopes);
        for (uint32_t slot = 0; slot < count; ++slot) {
            std::vector<double> weighted(given.begin() + ptrdiff_t(slot / shape.used * shape.embedding),
                                         given.begin() + ptrdiff_t((slot / shape.used + 1) * shape.embedding));
            for (double &slope : weighted)
                slope *= gates[slot];
            const std::span<double> to{expectedAct.data() + slot * shape.hidden, shape.hidden};
            const std::span<const double> x{hidden.data() + slot * shape.hidden, shape.hidden};
            reference::matrixVectorReverse(weights.of(ids[slot]), x, weighted, to, slopes.of(ids[slot]));
            // The product with the expert's output is that of the activations with their slopes, less the weight.
            expectedGates.push_back(std::inner_product(to.begin(), to.end(), x.begin(), 0.0) / gates[slot]);
        }
        COMPARE_VALUES(bench.read(actSlopes), rounded(expectedAct), Bound);
        COMPARE_VALUES(bench.read(gateSlopes), rounded(expectedGates), Bound);
        COMPARE_VALUES(valuesOf(slopes.read(bench), bench, shape.hidden), rounded(slopes.values), Bound);
    }

    // Gate and up as two tensors, or one behind the other in one.
    void gateUp(uint32_t slabs)
    {
        const uint32_t count = shape.tokens * shape.used;
        Matrices gate(bench, shape.hidden, shape.embedding, shape.experts, slabs, 2),
            up(bench, shape.hidden, shape.embedding, shape.experts, (slabs + 1) / 2, 4),
            gates(bench, shape.hidden, shape.embedding, shape.experts, slabs, 0),
            ups(bench, shape.hidden, shape.embedding, shape.experts, 1, 3);
        const std::vector<float> x = bench.random(size_t(shape.tokens) * shape.embedding),
                                 gateSlopes = bench.random(size_t(count) * shape.hidden),
                                 upSlopes = bench.random(size_t(count) * shape.hidden), before = bench.random(x.size());
        const gpu::Tensor xSlopes = place(before, shape.embedding);
        bench.run([&](gpu::Commands &c) {
            ops::expertOrder(c, deviceIds, shape.experts, ops::ReverseTileSlots, workspace.order);
            ops::expertGateUpReverse(c, gate.stack, up.stack, place(x, shape.embedding), deviceIds,
                                     place(gateSlopes, shape.hidden), place(upSlopes, shape.hidden), workspace, xSlopes,
                                     gates.stack, ups.stack);
        });
        std::vector<double> expected = widened(before);
        const std::vector<double> from = widened(x), ofGate = widened(gateSlopes), ofUp = widened(upSlopes);
        for (uint32_t slot = 0; slot < count; ++slot) {
            const size_t token = slot / shape.used;
            const std::span<double> to{expected.data() + token * shape.embedding, shape.embedding};
            const std::span<const double> in{from.data() + token * shape.embedding, shape.embedding};
            const auto row = [&](const std::vector<double> &all) {
                return std::span<const double>(all.data() + slot * shape.hidden, shape.hidden);
            };
            reference::matrixVectorReverse(gate.of(ids[slot]), in, row(ofGate), to, gates.of(ids[slot]));
            reference::matrixVectorReverse(up.of(ids[slot]), in, row(ofUp), to, ups.of(ids[slot]));
        }
        COMPARE_VALUES(bench.read(xSlopes), rounded(expected), Bound);
        COMPARE_VALUES(valuesOf(gates.read(bench), bench, shape.embedding), rounded(gates.values), Bound);
        COMPARE_VALUES(valuesOf(ups.read(bench), bench, shape.embedding), rounded(ups.values), Bound);
    }
};

} // namespace

class TestExpertsReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        bench.startOver();
        Experts experts(bench, test.shape, test.crowd, test.sliced);
        experts.down(test.slabs);
        if (!QTest::currentTestFailed())
            experts.gateUp(test.slabs);
    }

    // Slopes are added to what stands there in the order of the rows: the same bits every time, and for a step in two.
    void sameBitsHoweverStepsAreCut()
    {
        for (const DeviceForm form : {DeviceForm(), DeviceForm{Loads[1], Tiles[1], Lanes[3]}}) {
            OpBench &bench = m_benches.of(form);
            bench.startOver();
            const Shape shape{48, 40, 6, 2, 60};
            const Experts experts(bench, shape, Crowd::Spread, false);
            const Matrices down(bench, 48, 40, 6, 2, 0), gate(bench, 40, 48, 6, 1, 0), up(bench, 40, 48, 6, 1, 0);
            const gpu::Tensor y = bench.activations(bench.random(60 * 48), 48, 60), gates = experts.randomSlots(2, 60);
            const gpu::Tensor act = experts.randomSlots(40, 120), ofUp = experts.randomSlots(40, 120);
            const gpu::Tensor xSlopes = experts.randomSlots(48, 60), actSlopes = bench.activations(40, 120),
                              gateSlopes = bench.activations(2, 60);
            std::vector<float> whole;
            for (const uint32_t cut : {60U, 60U, 23U}) {
                bench.run([&](gpu::Commands &c) {
                    for (const auto &slab : down.stack)
                        c.fill(*slab.tensor.buffer, slab.tensor.offset, slab.tensor.bytes, 0);
                    c.fill(*up.stack[0].tensor.buffer, up.stack[0].tensor.offset, up.stack[0].tensor.bytes, 0);
                    for (const auto &[first, count] : {std::pair{0U, cut}, {cut, 60 - cut}})
                        if (count > 0)
                            experts.record(c, first, count, down, gate, up, y, gates, act, ofUp, xSlopes, actSlopes,
                                           gateSlopes);
                });
                std::vector<float> result = down.read(bench);
                const std::vector<float> more = up.read(bench);
                result.insert(result.end(), more.begin(), more.end());
                if (whole.empty())
                    whole = result;
                QVERIFY(result == whole);
            }
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        bench.startOver();
        const Shape shape{16, 8, 4, 2, 3};
        const Experts experts(bench, shape, Crowd::Spread, false);
        const Matrices down(bench, 16, 8, 4, 1, 0), fewer(bench, 16, 8, 3, 1, 0), gate(bench, 8, 16, 4, 1, 0);
        const gpu::Tensor y = bench.activations(16, 3), act = bench.activations(8, 6), gates = bench.activations(2, 3);
        const auto reverseDown = [&](const ops::ExpertStack &weights, const gpu::Tensor &ofAct, const gpu::Tensor &ofY,
                                     const gpu::Tensor &to, const ops::ExpertStack &slopes) {
            bench.run([&](gpu::Commands &c) {
                ops::expertDownReverse(c, weights, ofAct, experts.deviceIds, gates, ofY, experts.workspace.order, act,
                                       to, slopes);
            });
        };
        reverseDown(down.stack, act, y, gates, down.stack); // as it should be
        QVERIFY_EXCEPTION_THROWN(reverseDown({}, act, y, gates, down.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseDown(down.stack, act, y, gates, fewer.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseDown(down.stack, act, y, gates, gate.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseDown(down.stack, act.rowSlice(0, 5), y, gates, down.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseDown(down.stack, act, act, gates, down.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseDown(down.stack, act, y, gates.columnSlice(0, 1), down.stack), Error);
        const ops::ExpertStack halves{bench.weights(TensorType::F16, bench.randomBytes(16 * 8 * 4 * 2), 8, 16, 4)};
        QVERIFY_EXCEPTION_THROWN(reverseDown(halves, act, y, gates, down.stack), Error);
        const auto reverseGateUp = [&](const gpu::Tensor &x, const gpu::Tensor &ofUp,
                                       const ops::ExpertWorkspace &workspace, const ops::ExpertStack &slopes) {
            bench.run([&](gpu::Commands &c) {
                ops::expertOrder(c, experts.deviceIds, 4, ops::ReverseTileSlots, experts.workspace.order);
                ops::expertGateUpReverse(c, gate.stack, gate.stack, x, experts.deviceIds, act, ofUp, workspace, y,
                                         gate.stack, slopes);
            });
        };
        reverseGateUp(y, act, experts.workspace, gate.stack); // as it should be
        QVERIFY_EXCEPTION_THROWN(reverseGateUp(y.rowSlice(0, 2), act, experts.workspace, gate.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseGateUp(y, act.rowSlice(0, 5), experts.workspace, gate.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseGateUp(y, act, {experts.workspace.order, act}, gate.stack), Error);
        QVERIFY_EXCEPTION_THROWN(reverseGateUp(y, act, experts.workspace, down.stack), Error);
    }
};

QTEST_GUILESS_MAIN(TestExpertsReverse)
#include "tst_experts_reverse.moc"
