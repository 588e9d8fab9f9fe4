// Attention within a window, and with sinks, against the reference. What no window shows is nowhere: its pages are
// another's, and its rows hold nothing.
#include "support/attention_text.h"
#include "support/case_rows.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "api/eviction.h"

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// As of attention that sees all (tst_attention.cpp).
constexpr double Bound = 1e-5;

constexpr std::array CacheTypes = {TensorType::F32, TensorType::F16, TensorType::Q8_0};
// Query heads and heads of keys and values; 0: latent attention.
constexpr std::array<std::pair<uint32_t, uint32_t>, 4> Heads = {{{3, 0}, {5, 5}, {8, 2}, {10, 2}}};
constexpr std::array<std::pair<uint32_t, uint32_t>, 3> Widths = {{{39, 33}, {64, 64}, {160, 128}}};
constexpr std::array Positions = {0U, 31U, 255U, 300U, 600U}; // of the first row
constexpr std::array Windows = {1U, 5U, 16U, 100U, 256U, 300U};

struct WindowCase {
    AttentionCase text;
    uint32_t window;
    bool sinks, masks;

    std::string name() const
    {
        return text.name() + ", window " + std::to_string(window) + (sinks ? ", sinks" : "") +
               (masks ? ", masked" : "");
    }
};

std::vector<WindowCase> cases()
{
    std::vector<WindowCase> all;
    for (const PairwiseCase &c : pairwiseCases({CacheTypes.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                Heads.size(), Widths.size(), Positions.size(), Windows.size(), 2, 2},
                                               testSeed() + 23)) {
        const auto [heads, shared] = Heads[c[4]];
        const auto [key, value] = Widths[c[5]];
        all.push_back({{{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                        CacheTypes[c[0]],
                        heads,
                        shared,
                        key,
                        value,
                        Positions[c[6]],
                        uint32_t(1 + all.size() % 7)},
                       Windows[c[7]],
                       c[8] == 1 && shared > 0, // the reference knows none of latent attention
                       c[9] == 1});
    }
    return all;
}

// Of very different sizes: some take all of the mass, some next to nothing.
std::vector<float> sinksOf(uint32_t heads)
{
    std::vector<float> sinks;
    for (uint32_t head = 0; head < heads; ++head)
        sinks.push_back(std::array{0.5F, 30.0F, -40.0F, 2.0F}[head % 4]);
    return sinks;
}

AttentionSight sightOf(const WindowCase &test, size_t index)
{
    AttentionSight sight{.window = test.window};
    if (test.sinks)
        sight.sinks = sinksOf(test.text.heads);
    Dice dice(uint32_t(index) + 3);
    for (uint32_t position = 0; test.masks && position < test.text.position + test.text.rows; ++position)
        sight.seenUntil.push_back(dice.between(0, 2) == 0 ? SeenAlways : position + 1 + dice.between(0, 30));
    return sight;
}

uint32_t firstShown(const WindowCase &test)
{
    return test.text.position + 1 - std::min(test.text.position + 1, test.window);
}

} // namespace

class TestAttentionWindow : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }
    void matchesReference()
    {
        QFETCH(size_t, index);
        const WindowCase test = cases()[index];
        OpBench &bench = m_benches.of(test.text.form);
        bench.startOver();
        const AttentionText text(bench, test.text, firstShown(test));
        AttentionSight sight = sightOf(test, index);
        const std::vector<float> expected = text.expected(sight);
        const DeviceValues all = text.run(sight);
        COMPARE_VALUES(all, expected, Bound);
        // A row alone, whose parts have workgroups of their own, and in one: the same bits.
        const std::vector<float> together = text.run(sight);
        const size_t outRow = together.size() / test.text.rows;
        for (const bool split : {true, false}) {
            sight.split = split;
            const uint32_t row = test.text.rows - 1;
            const DeviceValues alone = text.run(sight, row, 1);
            const std::vector<float> same(together.begin() + ptrdiff_t(row * outRow), together.end());
            COMPARE_VALUES(alone, same, 0);
        }
    }

    // A window that is as long as the text, and a sink that nothing goes to.
    void changesNoBitWhereAllIsSeen_data() { addRows(cases()); }
    void changesNoBitWhereAllIsSeen()
    {
        QFETCH(size_t, index);
        const WindowCase test = cases()[index];
        OpBench &bench = m_benches.of(test.text.form);
        bench.startOver();
        const AttentionText text(bench, test.text);
        const std::vector<float> plain = text.run({});
        const DeviceValues windowed = text.run({.window = text.length()});
        COMPARE_VALUES(windowed, plain, 0);
        const DeviceValues sunk = text.run({.sinks = std::vector<float>(test.text.heads, -1000)});
        COMPARE_VALUES(sunk, plain, 1e-6); // a product in place of a quotient
    }

    void refusesOtherNumbersOfSinks()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor q = bench.activations(2 * 40), out = bench.activations(2 * 32);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const ops::CacheRows keys = bench.cache(TensorType::F32, 1, 40, 8);
        const auto record = [&](uint32_t heads) {
            const gpu::Tensor sinks = bench.activations(std::vector<float>(heads, 1), heads);
            bench.run([&](gpu::Commands &c) {
                ops::attention(c, {q.columnSlice(0, 40), 2, 40}, keys, keys.firstColumns(32), step, {.sinks = sinks},
                               {}, {out.columnSlice(0, 32), 2, 32});
            });
        };
        record(2); // as it should be
        QVERIFY_EXCEPTION_THROWN(record(1), Error);
        QVERIFY_EXCEPTION_THROWN(record(3), Error);
    }
};

QTEST_GUILESS_MAIN(TestAttentionWindow)
#include "tst_attention_window.moc"
