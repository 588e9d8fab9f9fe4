// Attention that passes over rows of the cache, against the reference with what is left of them; where nothing is
// passed over, no bit is another.
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
constexpr std::array<std::pair<uint32_t, uint32_t>, 4> Heads = {{{1, 0}, {5, 0}, {8, 2}, {10, 2}}};
constexpr std::array<std::pair<uint32_t, uint32_t>, 3> Widths = {{{39, 33}, {64, 64}, {160, 128}}};
constexpr std::array Positions = {0U, 31U, 64U, 255U, 300U}; // of the first row
std::vector<AttentionCase> cases()
{
    std::vector<AttentionCase> all;
    for (const PairwiseCase &c : pairwiseCases({CacheTypes.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                Heads.size(), Widths.size(), Positions.size()},
                                               testSeed() + 17)) {
        const auto [heads, shared] = Heads[c[4]];
        const auto [key, value] = Widths[c[5]];
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       CacheTypes[c[0]],
                       heads,
                       shared,
                       key,
                       value,
                       Positions[c[6]],
                       uint32_t(1 + all.size() % 7)});
    }
    return all;
}

} // namespace

class TestAttentionMasked : public QObject {
    Q_OBJECT

    Benches m_benches;

    // Each position is seen for a while, some always; of long texts whole parts are seen by nobody.
    static std::vector<uint32_t> someSeen(const AttentionText &text, size_t index)
    {
        Dice dice(uint32_t(index) + 5);
        std::vector<uint32_t> until;
        for (uint32_t position = 0; position < text.length(); ++position) {
            const uint32_t wish = dice.between(0, 3);
            until.push_back(wish == 0                                   ? SeenAlways
                            : position < text.length() / 2 && index % 2 ? position + 1
                                                                        : position + 1 + dice.between(0, 60));
        }
        return until;
    }

private slots:
    void matchesReference_data() { addRows(cases()); }
    void matchesReference()
    {
        QFETCH(size_t, index);
        const AttentionCase test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        bench.startOver();
        const AttentionText text(bench, test);
        const std::vector<uint32_t> until = someSeen(text, index);
        const DeviceValues masked = text.run({.seenUntil = until});
        COMPARE_VALUES(masked, text.expected({.seenUntil = until}), Bound);
    }

    void changesNoBitWhereAllIsSeen_data() { addRows(cases()); }
    void changesNoBitWhereAllIsSeen()
    {
        QFETCH(size_t, index);
        const AttentionCase test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        bench.startOver();
        const AttentionText text(bench, test);
        const std::vector<uint32_t> always(text.length(), SeenAlways);
        const DeviceValues all = text.run({.seenUntil = always});
        const std::vector<float> unmasked = text.run({});
        COMPARE_VALUES(all, unmasked, 0);
    }

    void refusesATableThatIsTooShort()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor q = bench.activations(40), out = bench.activations(32);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const ops::CacheRows keys = bench.cache(TensorType::F32, 1, 40, 8);
        const auto record = [&](uint32_t positions) {
            const gpu::Tensor until = bench.integers(std::vector<uint32_t>(positions, SeenAlways));
            bench.run([&](gpu::Commands &c) {
                ops::attention(c, {q, 1, 40}, keys, keys.firstColumns(32), step, {.seenUntil = until}, {},
                               {out, 1, 32});
            });
        };
        record(8); // as it should be
        QVERIFY_EXCEPTION_THROWN(record(7), Error);
    }
};

QTEST_GUILESS_MAIN(TestAttentionMasked)
#include "tst_attention_masked.moc"
