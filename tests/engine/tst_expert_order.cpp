// Slots ordered by expert, number for number what sorting them gives.
#include "support/device_forms.h"
#include "support/op_shapes.h"

#include "api/error.h"
#include "ops/expert_order.h"

#include <algorithm>
#include <bit>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

struct Shape {
    uint32_t tokens, used, experts, tileSlots;
};

using Numbers = std::vector<uint32_t>;

// What the op must write, the unused tiles included.
struct Ordered {
    Numbers sorted, tiles, starts;

    Ordered(const Numbers &ids, const Shape &shape) : sorted(ids.size())
    {
        const auto expertOf = [&](uint32_t slot) { return std::min(ids[slot], shape.experts - 1); };
        std::iota(sorted.begin(), sorted.end(), 0U);
        std::stable_sort(sorted.begin(), sorted.end(),
                         [&](uint32_t a, uint32_t b) { return expertOf(a) < expertOf(b); });
        for (uint32_t first = 0, count = 0; first < sorted.size(); first += count) {
            const uint32_t expert = expertOf(sorted[first]);
            for (count = 0; count < shape.tileSlots && first + count < sorted.size(); ++count)
                if (expertOf(sorted[first + count]) != expert)
                    break;
            tiles.insert(tiles.end(), {expert, first, count, 0});
        }
        tiles.resize(4 * size_t(ops::mostTiles(uint32_t(sorted.size()), shape.experts, shape.tileSlots)), 0);
        for (uint32_t expert = 0; expert <= shape.experts; ++expert)
            starts.push_back(uint32_t(std::count_if(
                ids.begin(), ids.end(), [&](uint32_t id) { return std::min(id, shape.experts - 1) < expert; })));
    }
};

Numbers randomIds(const Shape &shape, uint32_t popular, Dice &dice)
{
    Numbers ids(size_t(shape.tokens) * shape.used);
    for (uint32_t &id : ids)
        id = dice.between(0, popular - 1);
    return ids;
}

std::string nameOf(const Shape &shape)
{
    return std::to_string(shape.used) + " of " + std::to_string(shape.experts) + " experts, " +
           std::to_string(shape.tokens) + " tokens, tiles of " + std::to_string(shape.tileSlots);
}

} // namespace

class TestExpertOrder : public QObject {
    Q_OBJECT

    Benches m_benches;

    // Memory is planned for more than is used, and full of what is no slot.
    static void compare(OpBench &bench, const Shape &shape, const Numbers &ids)
    {
        std::vector<float> bits(ids.size());
        std::transform(ids.begin(), ids.end(), bits.begin(), [](uint32_t id) { return std::bit_cast<float>(id); });
        const gpu::Tensor rows = bench.activations(bits, shape.used, shape.tokens);
        const auto count = uint32_t(ids.size());
        const ops::ExpertOrder order{bench.activations(count + 3),
                                     bench.activations(4 * ops::mostTiles(count, shape.experts, 1)),
                                     bench.activations(shape.experts + 1)};
        uint32_t tiles = 0;
        bench.run([&](gpu::Commands &c) { tiles = ops::expertOrder(c, rows, shape.experts, shape.tileSlots, order); });
        const Ordered expected(ids, shape);
        QCOMPARE(4 * tiles, uint32_t(expected.tiles.size()));
        Numbers found = bench.readIntegers(order.sorted), cut = bench.readIntegers(order.tiles);
        QVERIFY2(std::equal(expected.sorted.begin(), expected.sorted.end(), found.begin()), nameOf(shape).c_str());
        QVERIFY2(std::equal(expected.tiles.begin(), expected.tiles.end(), cut.begin()), nameOf(shape).c_str());
        QVERIFY2(bench.readIntegers(order.starts) == expected.starts, nameOf(shape).c_str());
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void sortsSlots()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Tokens[] = {1, 2, 7, 33, 64, 65, 511, 512}, Experts[] = {1, 2, 7, 8, 9, 63, 64, 65, 300};
        Dice dice{uint32_t(currentFormIndex())};
        for (const uint32_t experts : Experts) {
            for (const uint32_t tokens : Tokens) {
                const Shape shape{tokens, dice.between(1, 8), experts, 1U << dice.between(0, 3)};
                compare(bench, shape, randomIds(shape, experts, dice));
                compare(bench, shape, randomIds(shape, std::min(experts, 3U), dice)); // most get none
            }
            bench.startOver();
        }
    }

    // All slots to one expert; and as many as the largest models and batches have.
    void sortsTheCrowdedAndTheMany()
    {
        OpBench &bench = m_benches.of(currentForm());
        const Shape shape{512, 8, 256, 8};
        compare(bench, shape, Numbers(size_t(512) * 8, 255));
        Dice dice(99);
        compare(bench, shape, randomIds(shape, 256, dice));
    }

    void takesAnythingElseForTheLast()
    {
        OpBench &bench = m_benches.of(currentForm());
        compare(bench, {3, 2, 5, 4}, {4, 0xffffffffU, 1, 5, 0x80000000U, 0});
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor ids = bench.activations(std::vector<float>(12, 0.0F), 2, 6);
        const auto order = [&](uint32_t experts, uint32_t tileSlots, const ops::ExpertOrder &to) {
            bench.run([&](gpu::Commands &c) { ops::expertOrder(c, ids, experts, tileSlots, to); });
        };
        const ops::ExpertOrder enough{bench.activations(12), bench.activations(48), bench.activations(5)};
        order(4, 4, enough); // as it should be
        QVERIFY_EXCEPTION_THROWN(order(0, 4, enough), Error);
        QVERIFY_EXCEPTION_THROWN(order(1025, 4, enough), Error);
        QVERIFY_EXCEPTION_THROWN(order(4, 0, enough), Error);
        QVERIFY_EXCEPTION_THROWN(order(4, 4, {}), Error);
        QVERIFY_EXCEPTION_THROWN(order(4, 4, {bench.activations(11), enough.tiles, enough.starts}), Error);
        QVERIFY_EXCEPTION_THROWN(order(4, 4, {enough.sorted, bench.activations(24), enough.starts}), Error);
        QVERIFY_EXCEPTION_THROWN(order(4, 4, {enough.sorted, enough.tiles, bench.activations(4)}), Error);
    }
};

QTEST_GUILESS_MAIN(TestExpertOrder)
#include "tst_expert_order.moc"
