#include "support/case_rows.h"
#include "support/company.h"
#include "support/device_forms.h"
#include "support/expert_bench.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "reference/ops.h"

#include <QTest>

#include <algorithm>

using namespace deepscope;
using namespace deepscope::testing;

// Gate and up: as tst_gate_up. Down: sums over the used experts of sums as in tst_linear; the hidden values carry the
// first bound into it.
constexpr double Bound = 1e-5;

namespace {

struct Case {
    DeviceForm form;
    ExpertTypes types;
    ExpertShape shape;
    uint32_t tokens;
    bool crowded;

    std::string name() const
    {
        const auto typeName = [](TensorType type) { return std::string(typeTraits(type).name); };
        return form.name() + ", " + typeName(types.gate) + " " + typeName(types.up) + " " + typeName(types.down) +
               ", " + std::to_string(tokens) + " tokens, " + std::to_string(shape.used) + " of " +
               std::to_string(shape.experts) + (crowded ? " crowded" : "") + " experts of " +
               std::to_string(shape.embedding) + " x " + std::to_string(shape.hidden);
    }
};

// Slot by slot; slots ordered by expert, in tiles that few or many tokens fill.
enum class Road : uint8_t { Slots, FewTiles, ManyTiles };
constexpr std::array Roads = {Road::Slots, Road::FewTiles, Road::ManyTiles};

// Tiles are taken from 4 slots an expert on (ops/experts.cpp).
uint32_t tokensFor(Road road, const ExpertShape &shape, Dice &dice)
{
    const uint32_t least = std::max(2U, (4 * shape.experts + shape.used - 1) / shape.used);
    switch (road) {
    case Road::Slots:
        return dice.between(1, least - 1);
    case Road::FewTiles:
        return least;
    case Road::ManyTiles:
        break;
    }
    return dice.between(least, least + 40);
}

std::vector<Case> cases()
{
    const auto types = supportedTypes();
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                ColumnClasses.size(), ColumnClasses.size(), Roads.size(), 2},
                                               testSeed() + 3)) {
        Dice dice(uint32_t(all.size()));
        const TensorType type = types[c[0]];
        ExpertShape shape{};
        shape.embedding = std::min(columnsOf(ColumnClasses[c[4]], type, dice), 512U);
        shape.hidden = std::min(columnsOf(ColumnClasses[c[5]], type, dice), 256U);
        shape.experts = dice.between(1, 9);
        shape.used = dice.between(1, std::min(shape.experts, 4U));
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       type,
                       shape,
                       tokensFor(Roads[c[6]], shape, dice),
                       c[7] == 1});
    }
    // More experts than lanes, and a file that holds the matrices in different types.
    const DeviceForm gpu = {Loads[1], Tiles[1], Lanes[3]};
    all.push_back({gpu, TensorType::Q8_0, {64, 32, 70, 6}, 65, false});
    all.push_back({{}, TensorType::Q8_0, {32, 32, 70, 6}, 65, false});
    for (const uint32_t tokens : {1U, 33U}) {
        all.push_back({gpu, {TensorType::Q2_K, TensorType::IQ4_XS, TensorType::Q6_K}, {256, 256, 6, 2}, tokens, false});
        all.push_back({{}, {TensorType::F16, TensorType::Q4_K, TensorType::Q5_0}, {256, 256, 6, 2}, tokens, false});
        all.push_back({gpu, TensorType::MXFP4, {96, 160, 6, 2}, tokens, false}); // rows of 3 and 5 blocks
    }
    return all;
}

} // namespace

class TestExperts : public QObject {
    Q_OBJECT

    Benches m_benches;

    static void compare(OpBench &bench, const ExpertBench &test)
    {
        bench.run([&](gpu::Commands &c) { test.record(c); });
        const std::vector<float> hidden = test.expectedAct();
        COMPARE_VALUES(bench.read(test.act), hidden, Bound);
        COMPARE_VALUES(bench.read(test.y), test.expectedY(hidden), Bound);
    }

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        ExpertBench experts(bench, test.types, test.shape, test.tokens, test.crowded);
        compare(bench, experts);
        // In slabs that end at different experts, and one for each: the same numbers, bit for bit.
        const std::vector<float> whole = bench.read(experts.y);
        for (const auto [gates, ups, downs] : {std::array{2U, 3U, 2U}, std::array{9U, 9U, 9U}}) {
            experts.cutInto(bench, gates, ups, downs);
            bench.run([&](gpu::Commands &c) { experts.record(c); });
            QVERIFY(std::vector<float>(bench.read(experts.y)) == whole);
        }
    }

    // Few tokens go slot by slot, many by tiles of one expert; where there are slabs, products are added up afterwards.
    void sameBitsInAnyCompany()
    {
        for (const char *tiles : Tiles)
            for (const char *lanes : {Lanes[0], Lanes[1], Lanes[4]})
                for (const uint32_t slabs : {1U, 2U}) {
                    OpBench &bench = m_benches.of({Loads[tiles == Tiles[1]], tiles, lanes});
                    ExpertBench test(bench, {TensorType::F16, TensorType::Q4_K, TensorType::F16}, {256, 96, 6, 3}, 64);
                    test.cutInto(bench, slabs, slabs, slabs);
                    const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                        const gpu::Tensor ids = test.ids.rowSlice(first, count), y = test.y.rowSlice(first, count);
                        const gpu::Tensor act = test.act.rowSlice(0, count * test.shape.used);
                        c.fill(*test.y.buffer, test.y.offset, test.y.bytes, 0);
                        ops::expertGateUp(c, test.gates, test.ups, test.deviceX.rowSlice(first, count), ids,
                                          test.workspace, act);
                        ops::expertDown(c, test.downs, act, ids, test.weights.rowSlice(first, count), test.workspace,
                                        y);
                    };
                    QCOMPARE(differenceByCompany(bench, test.y, record), std::string());
                }
    }

    // Whatever stands in the ids, weights of some expert are read and nothing else: the last, as for the few.
    void staysInsideOfTheExperts()
    {
        for (const uint32_t tokens : {2U, 9U}) { // slot by slot, by tiles
            OpBench &bench = m_benches.of({Loads[1], Tiles[1], Lanes[0]});
            ExpertBench test(bench, TensorType::F32, {64, 32, 4, 2}, tokens);
            std::vector<float> ids = test.routing.idBits;
            ids[3] = std::bit_cast<float>(0xffffffffU);
            test.routing.ids[3] = test.shape.experts - 1;
            test.ids = bench.activations(ids, test.shape.used, tokens);
            compare(bench, test);
        }
    }

    // Memory that was planned for many tokens serves fewer.
    void worksInALargerWorkspace()
    {
        OpBench &bench = m_benches.of();
        const ExpertBench large(bench, TensorType::F16, {64, 32, 6, 2}, 65);
        ExpertBench small(bench, TensorType::F16, {64, 32, 6, 2}, 17);
        small.workspace = large.workspace;
        compare(bench, small);
    }

    // Slot by slot and by tiles, in both kinds of tiles: the products of gate and up, and the activations that come of
    // them, which are the same bits as without.
    void keepsGateAndUp()
    {
        for (const char *tiles : Tiles)
            for (const uint32_t tokens : {1U, 3U, 33U}) {
                OpBench &bench = m_benches.of({Loads[tiles == Tiles[1]], tiles, Lanes[0]});
                ExpertBench test(bench, TensorType::F32, {64, 40, 6, 2}, tokens);
                test.cutInto(bench, 2, 3, 1);
                const ops::GateUpKept kept = test.placeKept(bench);
                const gpu::Tensor act = bench.activations(40, tokens * 2);
                bench.run([&](gpu::Commands &c) {
                    ops::expertGateUp(c, test.gates, test.ups, test.deviceX, test.ids, test.workspace, test.act);
                    ops::expertGateUp(c, test.gates, test.ups, test.deviceX, test.ids, test.workspace, act, kept);
                });
                QVERIFY(bench.read(act) == bench.read(test.act));
                COMPARE_VALUES(bench.read(kept.gate), test.expectedGate(), Bound);
                COMPARE_VALUES(bench.read(kept.up), test.expectedUp(), Bound);
            }
    }

    void repeatsBitForBit()
    {
        OpBench &bench = m_benches.of();
        const ExpertBench test(bench, TensorType::F32, {128, 64, 16, 3}, 33);
        std::vector<float> first;
        for (int i = 0; i < 3; ++i) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, {test.gate.tensor}, {test.up.tensor}, test.deviceX, test.ids, test.workspace,
                                  test.act);
                c.fill(*test.y.buffer, test.y.offset, test.y.bytes, 0);
                ops::expertDown(c, {test.down.tensor}, test.act, test.ids, test.weights, test.workspace, test.y);
            });
            const std::vector<float> result = bench.read(test.y);
            if (first.empty())
                first = result;
            QVERIFY(result == first);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const ExpertBench test(bench, TensorType::F32, {64, 32, 4, 2}, 9); // enough to go by tiles
        ExpertBench cut(bench, TensorType::F32, {64, 32, 4, 2}, 9);
        cut.cutInto(bench, 2, 1, 2);
        const ops::ExpertStack oneMissing(cut.gates.begin(), cut.gates.end() - 1);
        ops::ExpertStack otherRows = cut.downs;
        otherRows[1] = ops::PlaneRows(cut.downs[1].tensor, 1, 63);
        const auto stacks = [&](const ops::ExpertStack &gates, const ops::ExpertStack &downs) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, gates, cut.ups, cut.deviceX, cut.ids, cut.workspace, cut.act);
                ops::expertDown(c, downs, cut.act, cut.ids, cut.weights, cut.workspace, cut.y);
            });
        };
        stacks(cut.gates, cut.downs); // as it should be
        QVERIFY_EXCEPTION_THROWN(stacks({}, cut.downs), Error);
        QVERIFY_EXCEPTION_THROWN(stacks(oneMissing, cut.downs), Error);
        QVERIFY_EXCEPTION_THROWN(stacks(cut.gates, otherRows), Error);
        const auto gateUp = [&](const gpu::Tensor &x, const gpu::Tensor &ids, const ops::ExpertWorkspace &workspace) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, {test.gate.tensor}, {test.up.tensor}, x, ids, workspace, test.act);
            });
        };
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX.rowSlice(0, 8), test.ids, test.workspace), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX, test.ids.columnSlice(0, 1), test.workspace), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX, test.ids, {}), Error);
        const auto keep = [&](const ops::GateUpKept &kept) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, {test.gate.tensor}, {test.up.tensor}, test.deviceX, test.ids, test.workspace,
                                  test.act, kept);
            });
        };
        const gpu::Tensor shaped = bench.activations(32, 18);
        keep({shaped, shaped}); // as it should be
        QVERIFY_EXCEPTION_THROWN(keep({shaped, {}}), Error);
        QVERIFY_EXCEPTION_THROWN(keep({shaped, bench.activations(32, 17)}), Error);
        QVERIFY_EXCEPTION_THROWN(keep({bench.activations(31, 18), shaped}), Error);
        const auto down = [&](const gpu::Tensor &act, const gpu::Tensor &weights) {
            bench.run([&](gpu::Commands &c) {
                ops::expertDown(c, {test.down.tensor}, act, test.ids, weights, test.workspace, test.y);
            });
        };
        QVERIFY_EXCEPTION_THROWN(down(test.act.rowSlice(0, 5), test.weights), Error);
        QVERIFY_EXCEPTION_THROWN(down(test.act, test.weights.columnSlice(0, 1)), Error);
    }
};

QTEST_GUILESS_MAIN(TestExperts)
#include "tst_experts.moc"
