// Draws on the device against the sampler of the host: the same to the bit, in every form of device.
#include "support/device_draws.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "run/device_draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <set>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// Kinds of rows.
enum RowKind { Peaked, Flat, Equal, Ties, Huge, Sorted, KindCount };

std::vector<float> rowOfKind(OpBench &bench, size_t kind, uint32_t vocabulary)
{
    constexpr float Scales[] = {5, 0.01F, 1, 1, 1, 1};
    std::vector<float> row = bench.random(vocabulary, Scales[kind]);
    if (kind == Ties)
        for (float &logit : row)
            logit = std::round(logit * 2) / 2;
    if (kind == Huge)
        for (float &logit : row)
            logit *= 1e37F;
    if (kind == Sorted)
        std::ranges::sort(row);
    if (kind == Equal)
        std::ranges::fill(row, -3.25F);
    return row;
}

std::vector<TokenEntry> someEntries(Dice &dice, uint32_t vocabulary, uint32_t most)
{
    std::set<int32_t> tokens;
    const uint32_t count = dice.between(1, std::min(most, vocabulary));
    while (tokens.size() < count)
        tokens.insert(int32_t(dice.between(0, vocabulary - 1)));
    std::vector<TokenEntry> entries;
    for (const int32_t token : tokens)
        entries.push_back({token, dice.between(0, 2), dice.between(0, 3), float(dice.between(0, 8)) - 4});
    return entries;
}

Sampling someSettings(Dice &dice)
{
    const auto oneOf = [&](std::initializer_list<float> values) {
        return values.begin()[dice.between(0, uint32_t(values.size()) - 1)];
    };
    Sampling settings;
    settings.temperature = oneOf({0, 0.3F, 0.7F, 1, 1, 1.7F, 50});
    settings.topK = uint32_t(oneOf({0, 0, 1, 2, 20, 63, 64, 65, 1000}));
    settings.topP = oneOf({1, 1, 1e-30F, 0.1F, 0.5F, 0.9F, 0.999F});
    settings.minP = oneOf({0, 0, 0.05F, 0.5F, 1});
    settings.repetitionPenalty = oneOf({1, 1.1F, 1.5F, 0.7F});
    settings.presencePenalty = oneOf({0, 0.6F, -1});
    settings.frequencyPenalty = oneOf({0, 0.37F, -0.5F});
    settings.seed = uint64_t(dice.between(0, UINT32_MAX - 1)) * 0x9e3779b97f4a7c15U;
    return settings;
}

} // namespace

class TestSample : public QObject {
    Q_OBJECT

    Benches m_benches;

    void compare(const std::vector<args::SampleResult> &results, const std::vector<float> &logits, uint32_t vocabulary,
                 const std::vector<Draw> &draws, const std::vector<uint32_t> &before = {})
    {
        for (size_t i = 0; i < draws.size(); ++i) {
            const std::span<const float> row = rowOf(logits, vocabulary, draws[i].logitsRow);
            const std::vector<TokenEntry> entries = draws[i].previous == args::SampleNone
                                                        ? draws[i].entries
                                                        : withPrevious(draws[i].entries, before[draws[i].previous]);
            const std::string problem = differenceOf(results[i], row, draws[i], entries);
            QVERIFY2(problem.empty(),
                     ("draw " + std::to_string(i) + " of " + std::to_string(vocabulary) + " ids: " + problem +
                      "; temperature " + std::to_string(draws[i].settings.temperature) + ", top-k " +
                      std::to_string(draws[i].settings.topK) + ", top-p " + std::to_string(draws[i].settings.topP) +
                      ", min-p " + std::to_string(draws[i].settings.minP))
                         .c_str());
        }
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    // Every kind of row in every size, each with many settings, some with changed logits.
    void drawsWhatTheSamplerDraws()
    {
        constexpr uint32_t Sizes[] = {1, 3, 63, 100, 255, 257, 1011, 2000, 5001};
        OpBench &bench = m_benches.of(currentForm());
        uint32_t number = 0;
        for (const PairwiseCase &c : pairwiseCases({std::size(Sizes), KindCount, FormCount}, testSeed())) {
            Dice dice(++number);
            if (c[2] != currentFormIndex())
                continue;
            const uint32_t vocabulary = Sizes[c[0]];
            std::vector<float> logits = rowOfKind(bench, c[1], vocabulary);
            const std::vector<float> second = rowOfKind(bench, dice.between(0, KindCount - 1), vocabulary);
            logits.insert(logits.end(), second.begin(), second.end());
            std::vector<Draw> draws;
            for (uint32_t i = 0; i < 24; ++i) {
                Draw draw{i % 2, someSettings(dice), {dice.between(0, 7), dice.between(0, 5000)}, {}};
                if (i % 4 >= 2)
                    draw.entries = someEntries(dice, vocabulary, 30);
                draws.push_back(draw);
            }
            compare(drawOnDevice(bench, logits, vocabulary, draws), logits, vocabulary, draws);
        }
    }

    void knowsTheTokenBefore()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Vocabulary = 301;
        const std::vector<float> logits = bench.random(Vocabulary, 2);
        const Sampling settings{.temperature = 1, .repetitionPenalty = 1.5F, .frequencyPenalty = 1};
        std::vector<uint32_t> before = {7, 300, 12, 0};
        std::vector<Draw> draws;
        for (uint32_t i = 0; i < 20; ++i) {
            draws.push_back({0, settings, {0, i}, {}, i % 4});
            if (i % 3 == 0)
                draws.back().entries = {{12, 1, 2, 0.5F}, {299, 1, 0, 0}, {7, 0, 1, -1}};
        }
        before.resize(draws.size(), 5);
        compare(drawOnDevice(bench, logits, Vocabulary, draws, before), logits, Vocabulary, draws, before);
    }

    // A row of logits, a place of a token before, and a token that there is not are the last ones, and entries end
    // where those of the step do: what is drawn is what is drawn with these.
    void idsOutsideAreTheLast()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Vocabulary = 301, Rows = 3, Places = 40;
        constexpr auto Last = int32_t(Vocabulary - 1);
        const std::vector<float> logits = bench.random(Rows * Vocabulary, 0.1F);
        const Sampling settings{.temperature = 0, .presencePenalty = -2}; // what was drawn is drawn again
        std::vector<uint32_t> before(Places, 17);
        before[1] = Vocabulary, before[2] = 0xffffffff;
        std::vector<Draw> wild, same;
        const auto draw = [&](const Draw &one, const Draw &other) { wild.push_back(one), same.push_back(other); };
        for (const uint32_t beyond : {0U, 1U, 1000U, 0x40000000U, 0xffffff00U}) {
            const auto token = int32_t(std::max(Vocabulary + beyond, Vocabulary));
            const uint32_t row = std::max(Rows + beyond, Rows), place = std::max(Places + beyond, Places);
            draw({0, settings, {}, {{3, 1, 0, 1}}}, {0, settings, {}, {{3, 1, 0, 1}}}); // nothing wild beside them
            draw({row, settings, {}, {}}, {Rows - 1, settings, {}, {}});
            draw({row, settings, {}, {{3, 0, 0, 0}}}, {Rows - 1, settings, {}, {{3, 0, 0, 0}}}); // its best
            draw({0, settings, {}, {{token, 0, 0, 4}}}, {0, settings, {}, {{Last, 0, 0, 4}}});
            draw({1, settings, {}, {}, place}, {1, settings, {}, {}, Places - 1});
            draw({1, settings, {}, {}, 1}, {1, settings, {}, {}, 1});
            draw({1, settings, {}, {{token, 0, 1, 0}}, 2}, {1, settings, {}, {{Last, 0, 1, 0}}, 2});
            draw({1, settings, {}, {{Last, 0, 0, 4}}}, {1, settings, {}, {{Last, 0, 0, 4}}});
        }
        wild.back().missing = 1000;
        const std::vector<args::SampleResult> results = drawOnDevice(bench, logits, Vocabulary, wild, before);
        for (uint32_t &token : before)
            token = std::min(token, Vocabulary - 1);
        compare(results, logits, Vocabulary, same, before);
    }

    // From a place that there is not, the last one's; all else of a row stays, and so do rows behind the step's.
    void rowsTakeTheTokensThatWereDrawn()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Count = 90, Taking = 83;
        const std::vector<uint32_t> drawn = {70, 800, 9};
        std::vector<args::Row> rows, expected;
        for (uint32_t i = 0; i < Count; ++i) {
            const uint32_t place = std::array{0U, 1U, 2U, 3U, 4U, args::RowDrawn}[i % 6];
            rows.push_back({i, 100 + i, i % 7, place | (i % 5 ? args::RowTapped | 3U << args::RowAlterationShift : 0)});
            expected.push_back(rows.back());
            if (i < Taking && place > 0)
                expected.back().token = drawn[std::min<size_t>(place, drawn.size()) - 1];
        }
        const ops::StepRows all = bench.step(rows, {{0}});
        ops::StepRows step = all;
        step.rows = all.rows.columnSlice(0, Taking * ops::StepRows::RowWords);
        const gpu::Tensor from = bench.integers(drawn);
        bench.run([&](gpu::Commands &c) { ops::takeDrawnTokens(c, step, from); });
        const std::vector<uint32_t> words = bench.readIntegers(all.rows);
        for (uint32_t i = 0; i < Count; ++i)
            QVERIFY2(std::memcmp(&words[i * ops::StepRows::RowWords], &expected[i], sizeof(args::Row)) == 0,
                     qPrintable(QString("row %1").arg(i)));
    }

    void aRowIsTheSameInAnyCompany()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Vocabulary = 1500;
        std::vector<float> logits;
        for (uint32_t row = 0; row < 64; ++row) {
            const std::vector<float> more = rowOfKind(bench, row % KindCount, Vocabulary);
            logits.insert(logits.end(), more.begin(), more.end());
        }
        std::vector<Draw> draws;
        Dice dice(77);
        for (uint32_t row = 0; row < 64; ++row)
            draws.push_back({row,
                             someSettings(dice),
                             {0, row},
                             row % 2 ? someEntries(dice, Vocabulary, 9) : std::vector<TokenEntry>()});
        const std::vector<args::SampleResult> together = drawOnDevice(bench, logits, Vocabulary, draws);
        for (const uint32_t row : {0U, 1U, 13U, 38U, 63U}) {
            const std::vector<args::SampleResult> alone = drawOnDevice(bench, logits, Vocabulary, {draws[row]});
            QVERIFY(std::memcmp(&alone[0], &together[row], offsetof(args::SampleResult, unused)) == 0);
        }
    }

    void leavesRowsAloneThatWantNothing()
    {
        OpBench &bench = m_benches.of(currentForm());
        const std::vector<float> logits = bench.random(200);
        const auto results = drawOnDevice(bench, logits, 100, {{args::SampleNone, {}, {}, {}}, {1, {}, {}, {}}});
        QCOMPARE(results[0].token, 0xffffffffU); // as it was
        QVERIFY(results[1].token < 100);
    }

    void largestVocabularies()
    {
        OpBench &bench = m_benches.of(currentForm());
        for (const uint32_t vocabulary : {102400U, 262144U}) {
            for (const size_t kind : {size_t(Peaked), size_t(Equal), size_t(Sorted)}) {
                // Lanes in shared memory take long.
                if (currentFormIndex() > 1 && (vocabulary > 102400 || kind != Peaked))
                    continue;
                const std::vector<float> logits = rowOfKind(bench, kind, vocabulary);
                Dice dice(vocabulary + uint32_t(kind));
                const std::vector<Draw> draws = {
                    {0, {.temperature = 1, .seed = 3}, {0, 9}, {}},
                    {0, {.temperature = 0.7F, .minP = 0.01F, .seed = 4}, {1, 10}, someEntries(dice, vocabulary, 900)},
                    {0, {.temperature = 1.2F, .topK = 40, .topP = 0.95F, .seed = 5}, {0, 11}, {}}};
                compare(drawOnDevice(bench, logits, vocabulary, draws), logits, vocabulary, draws);
            }
        }
    }

    void saysWhichLogitIsBroken()
    {
        OpBench &bench = m_benches.of(currentForm());
        for (const float bad : {std::nanf(""), INFINITY, -INFINITY})
            for (const uint32_t place : {0U, 5U, 998U}) {
                std::vector<float> logits = bench.random(999);
                logits[place] = bad;
                logits[998] = bad;
                const auto results =
                    drawOnDevice(bench, logits, 999, {{0, {}, {}, {}}, {0, {.temperature = 1}, {}, {{3, 1, 0, 0}}}});
                for (const args::SampleResult &result : results) {
                    QCOMPARE(result.flags, args::SampleNotFinite);
                    QCOMPARE(result.broken, place);
                    try {
                        choiceOf(result, 3);
                        QFAIL("accepted");
                    } catch (const Error &error) {
                        QVERIFY(std::string(error.what()).find("token " + std::to_string(place)) != std::string::npos);
                    }
                }
            }
    }

    // What the host makes of a result is what its own sampler gives: the choice, and what is shown. The exponential is
    // within 2e-7 of the right one, and so is the logarithm of its sum; -d e^d / S is as close as d is large (30).
    void becomesAChoice()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Vocabulary = 777;
        const std::vector<float> logits = bench.random(Vocabulary, 3);
        std::vector<Draw> draws;
        Dice dice(5);
        for (uint32_t i = 0; i < 32; ++i)
            draws.push_back({0, someSettings(dice), {2, i}, someEntries(dice, Vocabulary, 5)});
        const auto results = drawOnDevice(bench, logits, Vocabulary, draws);
        uint32_t fallBacks = 0;
        for (uint32_t i = 0; i < 32; ++i) {
            const Sampler sampler(draws[i].settings);
            const Choice host = sampler.choose(logits, 20, draws[i].place, draws[i].entries);
            const bool wholeRow = needsWholeRow(results[i]);
            fallBacks += wholeRow;
            const Choice choice = wholeRow ? choiceOf(results[i], 20, logits, sampler, draws[i].place, draws[i].entries)
                                           : choiceOf(results[i], 20);
            QCOMPARE(choiceOf(results[i], 0, logits, sampler, draws[i].place, draws[i].entries).token, host.token);
            QCOMPARE(choice.token, host.token);
            QVERIFY(std::abs(choice.logprob - host.logprob) < 2e-6F);
            QVERIFY(std::abs(choice.entropy - host.entropy) < 1e-5F);
            QCOMPARE(choice.candidates.size(), size_t(20));
            for (size_t k = 0; k < 20; ++k) {
                QCOMPARE(choice.candidates[k].token, host.candidates[k].token);
                QVERIFY(std::abs(choice.candidates[k].logprob - host.candidates[k].logprob) < 2e-6F);
            }
        }
        QVERIFY(fallBacks > 0 && fallBacks < 32);
    }

    // 20,000 places, eight tokens: seven degrees of freedom, above 24.3 in one of a thousand fair runs; the seed is
    // fixed.
    void drawsAsOftenAsItShould()
    {
        if (currentFormIndex() > 0)
            QSKIP("other forms draw the same, to the bit");
        OpBench &bench = m_benches.of(currentForm());
        const std::vector<float> logits = {0, 1, -1, 0.5F, 2, -0.5F, 1.5F, -2};
        constexpr uint32_t Draws = 20000, Step = 4000;
        std::vector<double> counts(8);
        for (uint32_t first = 0; first < Draws; first += Step) {
            std::vector<Draw> draws;
            for (uint32_t i = 0; i < Step; ++i)
                draws.push_back({0, {.temperature = 1.5F, .seed = 42}, {0, first + i}, {}});
            for (const args::SampleResult &result : drawOnDevice(bench, logits, 8, draws))
                ++counts[result.token];
        }
        double sum = 0, statistic = 0;
        for (const float logit : logits)
            sum += std::exp(double(logit) / 1.5);
        for (size_t token = 0; token < 8; ++token) {
            const double expected = Draws * std::exp(double(logits[token]) / 1.5) / sum;
            statistic += (counts[token] - expected) * (counts[token] - expected) / expected;
        }
        QVERIFY2(statistic < 24.3, qPrintable(QString::number(statistic)));
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        gpu::Arena counting;
        ops::placeSampleRequests(counting, 4, 4);
        ops::placeSampleResults(counting, 4);
        ops::placeSampleScratch(counting, 4, 100);
        const gpu::Buffer memory(bench.device(), counting.used(), gpu::MemoryUse::ReadBack);
        gpu::Arena arena(&memory);
        const ops::SampleRequests requests = ops::placeSampleRequests(arena, 4, 4);
        const ops::SampleResults results = ops::placeSampleResults(arena, 4);
        const gpu::Tensor scratch = ops::placeSampleScratch(arena, 4, 100);
        const auto record = [&](uint32_t vocabulary, const gpu::Tensor &with, const ops::SampleResults &to) {
            const gpu::Tensor logits = bench.activations(vocabulary, 2);
            bench.run([&](gpu::Commands &c) { ops::sample(c, logits, requests, with, to); });
        };
        QVERIFY_EXCEPTION_THROWN(record(99, scratch, results), Error);
        QVERIFY_EXCEPTION_THROWN(record(100, scratch.rowSlice(0, 3), results), Error);
        QVERIFY_EXCEPTION_THROWN(record(100, scratch, {results.sampled.columnSlice(0, 3), results.results}), Error);
        QVERIFY_EXCEPTION_THROWN(record(100, scratch, {results.sampled, results.results.rowSlice(1, 3)}), Error);
    }
};

QTEST_GUILESS_MAIN(TestSample)
#include "tst_sample.moc"
