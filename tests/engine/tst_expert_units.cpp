// Experts with biases and with the clamped rule, in every form of the kernels; tst_experts has the plain ones.
#include "support/case_rows.h"
#include "support/company.h"
#include "support/device_forms.h"
#include "support/expert_bench.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/altered_route.h"

#include <QTest>

#include <algorithm>
#include <bit>

using namespace deepscope;
using namespace deepscope::testing;

// As of tst_experts: the clamped rule gives up to 56 where silu gives a few, and the down matrix adds up many of them.
constexpr double Bound = 1e-5, DownBound = 1e-4;

namespace {

constexpr std::array Rules = {UnitRule::Swish, UnitRule::ClampedSwish};

struct Case {
    DeviceForm form;
    TensorType type;
    ExpertShape shape;
    uint32_t tokens;
    UnitRule rule;
    bool biased;

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(tokens) + " tokens, " +
               std::to_string(shape.used) + " of " + std::to_string(shape.experts) + " experts of " +
               std::to_string(shape.embedding) + " x " + std::to_string(shape.hidden) +
               (rule == UnitRule::Swish ? "" : ", clamped") + (biased ? ", biased" : "");
    }
};

// Slot by slot, and by tiles from 4 slots an expert on (ops/experts.cpp).
std::vector<Case> cases()
{
    const std::array types = {TensorType::F32, TensorType::F16, TensorType::Q8_0, TensorType::Q4_K};
    constexpr std::array<uint32_t, 4> Tokens = {1, 3, 20, 61};
    std::vector<Case> all;
    for (const PairwiseCase &c :
         pairwiseCases({types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(), ColumnClasses.size(),
                        ColumnClasses.size(), Tokens.size(), Rules.size(), 2},
                       testSeed() + 11)) {
        Dice dice(uint32_t(all.size()));
        ExpertShape shape{};
        shape.embedding = std::min(columnsOf(ColumnClasses[c[4]], types[c[0]], dice), 256U);
        shape.hidden = std::min(columnsOf(ColumnClasses[c[5]], types[c[0]], dice), 256U);
        shape.experts = dice.between(2, 9);
        shape.used = dice.between(1, std::min(shape.experts, 4U));
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       types[c[0]],
                       shape,
                       Tokens[c[6]],
                       Rules[c[7]],
                       c[8] == 1});
    }
    return all;
}

// One of each road of a software device and of a GPU.
std::vector<DeviceForm> bothForms() { return {{}, {Loads[1], Tiles[1], Lanes[3]}}; }

ExpertBench clamped(OpBench &bench, const ExpertShape &shape, uint32_t tokens)
{
    ExpertBench test(bench, TensorType::F32, shape, tokens);
    test.unit.rule = UnitRule::ClampedSwish;
    test.addBiases(bench);
    return test;
}

} // namespace

class TestExpertUnits : public QObject {
    Q_OBJECT

    Benches m_benches;

    static void compare(OpBench &bench, const ExpertBench &test)
    {
        bench.run([&](gpu::Commands &c) { test.record(c); });
        const std::vector<float> hidden = test.expectedAct();
        COMPARE_VALUES(bench.read(test.act), hidden, Bound);
        COMPARE_VALUES(bench.read(test.y), test.expectedY(hidden), DownBound);
    }

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        ExpertBench experts(bench, test.type, test.shape, test.tokens);
        experts.unit.rule = test.rule;
        if (test.biased)
            experts.addBiases(bench);
        compare(bench, experts);
        // Biases are found by an expert's number in all slabs.
        const std::vector<float> whole = bench.read(experts.y);
        for (const auto [gates, ups, downs] : {std::array{2U, 3U, 2U}, std::array{9U, 9U, 9U}}) {
            experts.cutInto(bench, gates, ups, downs);
            bench.run([&](gpu::Commands &c) { experts.record(c); });
            QVERIFY(std::vector<float>(bench.read(experts.y)) == whole);
        }
    }

    // What the cases say of themselves: products on both sides of both ends.
    void reachesBeyondTheClamp()
    {
        const ExpertBench test = clamped(m_benches.of(), {32, 40, 4, 2}, 9);
        for (const std::vector<float> &products : {test.expectedGate(), test.expectedUp()}) {
            QVERIFY(std::ranges::max(products) > 14 && std::ranges::min(products) < -14);
            QVERIFY(std::ranges::any_of(products, [](float value) { return std::abs(value) < 7; }));
        }
    }

    // Gates of -1e4 and less end at 0, not at what an exponential that overflows makes of them; the others at the
    // largest that there is, 7 * sigmoid(11.914) * 8.
    void survivesFarProducts()
    {
        OpBench &bench = m_benches.of();
        for (const float far : {1e4F, 3e37F}) {
            ExpertBench test = clamped(bench, {32, 2, 2, 1}, 1);
            test.gateBias = {far, -far, far, -far};
            test.upBias = {far, far, far, far};
            test.unit.gateBias = bench.activations(test.gateBias, 2, 2);
            test.unit.upBias = bench.activations(test.upBias, 2, 2);
            compare(bench, test);
            const std::vector<float> act = bench.read(test.act);
            QVERIFY(std::abs(act[0] - 55.99963) < 1e-3 && act[1] == 0);
        }
    }

    // Biases of 0 change nothing: the kernels without do the same sums.
    void sameAsWithoutBiases()
    {
        for (const DeviceForm &form : bothForms())
            for (const uint32_t tokens : {1U, 33U}) {
                OpBench &bench = m_benches.of(form);
                ExpertBench test(bench, TensorType::F16, {96, 40, 6, 2}, tokens);
                bench.run([&](gpu::Commands &c) { test.record(c); });
                const std::vector<float> act = bench.read(test.act), y = bench.read(test.y);
                test.addBiases(bench);
                test.unit.gateBias = test.unit.upBias = bench.activations(std::vector<float>(40 * 6), 40, 6);
                test.deviceDownBias = bench.activations(std::vector<float>(96 * 6), 96, 6);
                test.cutInto(bench, 1, 1, 1);
                bench.run([&](gpu::Commands &c) { test.record(c); });
                QVERIFY(std::vector<float>(bench.read(test.act)) == act);
                QVERIFY(std::vector<float>(bench.read(test.y)) == y);
            }
    }

    void sameBitsInAnyCompany()
    {
        for (const char *tiles : Tiles)
            for (const char *lanes : {Lanes[0], Lanes[1], Lanes[4]})
                for (const uint32_t slabs : {1U, 2U}) {
                    OpBench &bench = m_benches.of({Loads[tiles == Tiles[1]], tiles, lanes});
                    ExpertBench test = clamped(bench, {256, 96, 6, 3}, 64);
                    test.cutInto(bench, slabs, slabs, slabs);
                    const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                        const gpu::Tensor ids = test.ids.rowSlice(first, count), y = test.y.rowSlice(first, count);
                        const gpu::Tensor act = test.act.rowSlice(0, count * test.shape.used);
                        c.fill(*test.y.buffer, test.y.offset, test.y.bytes, 0);
                        ops::expertGateUp(c, test.gates, test.ups, test.deviceX.rowSlice(first, count), ids,
                                          test.workspace, act, {}, test.unit);
                        ops::expertDown(c, test.downs, act, ids, test.weights.rowSlice(first, count), test.workspace, y,
                                        ops::KeepProducts::No, test.deviceDownBias);
                    };
                    QCOMPARE(differenceByCompany(bench, test.y, record), std::string());
                }
    }

    // Whatever stands in the ids, biases of some expert are read and nothing else: the last.
    void staysInsideOfTheExperts()
    {
        for (const DeviceForm &form : bothForms())
            for (const uint32_t tokens : {2U, 9U}) { // slot by slot, by tiles
                OpBench &bench = m_benches.of(form);
                ExpertBench test = clamped(bench, {64, 32, 4, 2}, tokens);
                std::vector<float> ids = test.routing.idBits;
                ids[2] = std::bit_cast<float>(4U);
                ids[3] = std::bit_cast<float>(0xffffffffU);
                test.routing.ids[2] = test.routing.ids[3] = 3;
                test.ids = bench.activations(ids, 2, tokens);
                compare(bench, test);
            }
    }

    // What the rule is given, biases and all, and not yet clamped.
    void keepsGateAndUp()
    {
        for (const DeviceForm &form : bothForms())
            for (const uint32_t tokens : {1U, 3U, 33U}) {
                OpBench &bench = m_benches.of(form);
                ExpertBench test = clamped(bench, {64, 41, 6, 2}, tokens);
                test.cutInto(bench, 2, 3, 1);
                const ops::GateUpKept kept = test.placeKept(bench);
                const gpu::Tensor act = bench.activations(41, tokens * 2);
                bench.run([&](gpu::Commands &c) {
                    ops::expertGateUp(c, test.gates, test.ups, test.deviceX, test.ids, test.workspace, test.act, {},
                                      test.unit);
                    ops::expertGateUp(c, test.gates, test.ups, test.deviceX, test.ids, test.workspace, act, kept,
                                      test.unit);
                });
                QVERIFY(bench.read(act) == bench.read(test.act));
                COMPARE_VALUES(bench.read(kept.gate), test.expectedGate(), Bound);
                COMPARE_VALUES(bench.read(kept.up), test.expectedUp(), Bound);
            }
    }

    // With their biases, which are part of what an expert gives; y has the same bits as without keeping them.
    void keepsProducts()
    {
        for (const DeviceForm &form : bothForms())
            for (const uint32_t tokens : {1U, 33U}) {
                OpBench &bench = m_benches.of(form);
                ExpertBench test = clamped(bench, {60, 32, 6, 2}, tokens);
                bench.run([&](gpu::Commands &c) { test.record(c); });
                const std::vector<float> passing = bench.read(test.y);
                test.cutInto(bench, 1, 1, 1);
                const gpu::Tensor products = test.workspace.products.rowSlice(0, tokens * 2);
                const gpu::Tensor extents = bench.activations(4, tokens);
                bench.run([&](gpu::Commands &c) {
                    test.record(c, ops::KeepProducts::Yes);
                    ops::slotExtents(c, products, 2, extents);
                });
                QVERIFY(std::vector<float>(bench.read(test.y)) == passing);
                const std::vector<float> down = test.expectedDown(test.expectedAct());
                std::vector<float> expected;
                for (size_t slot = 0; slot < tokens * 2; ++slot) {
                    double squares = 0, largest = 0;
                    for (const float value : std::span(down).subspan(slot * 60, 60)) {
                        squares += double(value) * double(value);
                        largest = std::max(largest, std::abs(double(value)));
                    }
                    expected.insert(expected.end(), {float(std::sqrt(squares)), float(largest)});
                }
                COMPARE_VALUES(bench.read(extents), expected, DownBound);
            }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const ExpertBench test = clamped(bench, {64, 32, 4, 2}, 3);
        const gpu::Tensor bias = test.unit.gateBias, wide = bench.activations(33, 4), few = bench.activations(32, 3);
        const auto gateUp = [&](const gpu::Tensor &gate, const gpu::Tensor &up) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, test.gates, test.ups, test.deviceX, test.ids, test.workspace, test.act, {},
                                  {UnitRule::Swish, gate, up});
            });
        };
        gateUp(bias, bias); // as it should be
        QVERIFY_EXCEPTION_THROWN(gateUp(bias, {}), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(few, bias), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(bias, few), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(bias, wide.columnSlice(1, 32)), Error);
        const auto down = [&](const gpu::Tensor &downBias) {
            bench.run([&](gpu::Commands &c) {
                ops::expertDown(c, test.downs, test.act, test.ids, test.weights, test.workspace, test.y,
                                ops::KeepProducts::No, downBias);
            });
        };
        down(test.deviceDownBias); // as it should be
        QVERIFY_EXCEPTION_THROWN(down(bias), Error);
        QVERIFY_EXCEPTION_THROWN(down(test.deviceDownBias.rowSlice(1, 3)), Error);
    }
};

QTEST_GUILESS_MAIN(TestExpertUnits)
#include "tst_expert_units.moc"
