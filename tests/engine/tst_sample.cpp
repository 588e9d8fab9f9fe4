// Draws on the device against the sampler of the host: the same to the bit, in every form of device.
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "run/device_draw.h"
#include "text/adjusted_tokens.h"
#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <set>

using namespace deepscope;
using testing::Dice;
using testing::OpBench;

namespace {

// One draw: of a row of logits, with settings, and the tokens that change logits.
struct Draw {
    uint32_t logitsRow = 0;
    Sampling settings;
    DrawPlace place;
    std::vector<TokenEntry> entries;
    uint32_t previous = args::SampleNone;
};

std::vector<args::SampleResult> onDevice(OpBench &bench, const std::vector<float> &logits, uint32_t vocabulary,
                                         const std::vector<Draw> &draws, const std::vector<uint32_t> &before = {})
{
    const auto count = uint32_t(draws.size());
    std::vector<args::SampleRow> rows;
    std::vector<args::SampleEntry> entries;
    for (const Draw &draw : draws) {
        rows.push_back(sampleRow(draw.settings, draw.place, draw.logitsRow, uint32_t(entries.size()),
                                 uint32_t(draw.entries.size()), draw.previous));
        std::ranges::transform(draw.entries, std::back_inserter(entries), sampleEntry);
    }
    gpu::Arena counting;
    ops::placeSampleRequests(counting, count, uint32_t(entries.size()));
    ops::placeSampleResults(counting, std::max(count, uint32_t(before.size())));
    ops::placeSampleScratch(counting, count, vocabulary);
    const gpu::Buffer memory(bench.device(), counting.used(), gpu::MemoryUse::ReadBack);
    std::memset(memory.mapped(), 0xff, memory.bytes());
    gpu::Arena arena(&memory);
    const ops::SampleRequests requests = ops::placeSampleRequests(arena, count, uint32_t(entries.size()));
    const ops::SampleResults results = ops::placeSampleResults(arena, std::max(count, uint32_t(before.size())));
    const gpu::Tensor scratch = ops::placeSampleScratch(arena, count, vocabulary);
    std::memcpy(memory.mapped() + requests.rows.offset, rows.data(), rows.size() * sizeof(rows[0]));
    if (!entries.empty())
        std::memcpy(memory.mapped() + requests.entries.offset, entries.data(), entries.size() * sizeof(entries[0]));
    if (!before.empty())
        std::memcpy(memory.mapped() + results.sampled.offset, before.data(), before.size() * 4);
    const gpu::Tensor in = bench.activations(logits, vocabulary, uint32_t(logits.size() / vocabulary));
    bench.run([&](gpu::Commands &c) { ops::sample(c, in, requests, scratch, results); });

    std::vector<args::SampleResult> read(count);
    std::memcpy(read.data(), memory.mapped() + results.results.offset, count * sizeof(read[0]));
    const auto *sampled = reinterpret_cast<const uint32_t *>(memory.mapped() + results.sampled.offset);
    for (uint32_t i = 0; i < count; ++i)
        if (draws[i].logitsRow != args::SampleNone && sampled[i] != read[i].token)
            QTest::qFail("sampled and result differ", __FILE__, __LINE__);
    return read;
}

std::span<const float> rowOf(const std::vector<float> &logits, uint32_t vocabulary, uint32_t row)
{
    return std::span(logits).subspan(size_t(row) * vocabulary, vocabulary);
}

// With the token that was drawn last, as the host counts it once it knows it.
std::vector<TokenEntry> withPrevious(std::vector<TokenEntry> entries, uint32_t token)
{
    const auto found = std::ranges::find(entries, int32_t(token), &TokenEntry::token);
    if (found != entries.end())
        ++found->inAnswer;
    else
        entries.push_back({int32_t(token), 0, 1, 0});
    return entries;
}

std::vector<float> changedBy(std::span<const float> logits, const std::vector<TokenEntry> &entries,
                             const Sampling &settings)
{
    std::vector<float> changed(logits.begin(), logits.end());
    for (const TokenEntry &entry : entries)
        changed[size_t(entry.token)] = adjustedLogit(logits[size_t(entry.token)], entry, settings);
    return changed;
}

// Whether the 64 best do not tell what top-k and top-p keep.
bool mustFallBack(std::span<const float> logits, const Sampling &settings)
{
    if (settings.temperature == 0)
        return false;
    if (settings.topK > 0 && settings.topK < logits.size())
        return settings.topK > args::SampleBest;
    if (settings.topP == 1 || logits.size() <= args::SampleBest)
        return false;
    TokenRanking ranking(logits);
    const float largest = logits[size_t(ranking.best(1)[0])];
    uint64_t all = 0, best = 0;
    for (const float logit : logits)
        all += weightOf(logit - largest, 1);
    for (const int32_t token : ranking.best(args::SampleBest))
        best += weightOf(logits[size_t(token)] - largest, 1);
    return best < partOf(all, uint64_t(double(settings.topP) * FractionOfOne));
}

uint64_t together(uint32_t low, uint32_t high) { return uint64_t(high) << 32 | low; }

// Empty where the result is what the host gives; else what differs.
std::string difference(const args::SampleResult &result, std::span<const float> logits, const Draw &draw,
                       const std::vector<TokenEntry> &entries)
{
    if (result.flags & args::SampleNotFinite)
        return "not finite";
    TokenRanking ranking(logits);
    const auto best = ranking.best(args::SampleBest);
    for (size_t i = 0; i < args::SampleBest; ++i) {
        const uint32_t id = i < best.size() ? uint32_t(best[i]) : args::SampleNone;
        if (result.ids[i] != id || (i < best.size() && result.logits[i] != logits[id]))
            return "candidate " + std::to_string(i) + " is " + std::to_string(result.ids[i]) + ", not " +
                   std::to_string(id);
    }
    uint64_t total = 0, weighted = 0;
    for (const float logit : logits) {
        const float d = logit - result.logits[0], share = exponential(d), product = share > 0 ? -d * share : 0;
        total += weightOf(d, 1);
        weighted += uint64_t(std::ldexp(double(product), WeightBits));
    }
    if (total != together(result.totalLow, result.totalHigh))
        return "total " + std::to_string(together(result.totalLow, result.totalHigh)) + ", not " +
               std::to_string(total);
    if (weighted != together(result.weightedLow, result.weightedHigh))
        return "weighted";
    const bool fallBack = mustFallBack(changedBy(logits, entries, draw.settings), draw.settings);
    if (needsWholeRow(result) != fallBack)
        return fallBack ? "no fall-back" : "a fall-back";
    const int32_t token = Sampler(draw.settings).draw(logits, draw.place, entries);
    if (!fallBack && int32_t(result.token) != token)
        return "token " + std::to_string(result.token) + ", not " + std::to_string(token);
    if (result.logit != logits[result.token])
        return "logit of the token";
    return {};
}

// Kinds of rows.
enum RowKind { Peaked, Flat, Equal, Ties, Huge, Sorted, KindCount };

std::vector<float> rowOfKind(OpBench &bench, size_t kind, uint32_t vocabulary)
{
    constexpr float Scales[] = {5, 0.01F, 0, 1, 1, 1};
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
    settings.topP = oneOf({1, 1, 0.1F, 0.5F, 0.9F, 0.999F});
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

    testing::Benches m_benches;

    void compare(const std::vector<args::SampleResult> &results, const std::vector<float> &logits, uint32_t vocabulary,
                 const std::vector<Draw> &draws, const std::vector<uint32_t> &before = {})
    {
        for (size_t i = 0; i < draws.size(); ++i) {
            const std::span<const float> row = rowOf(logits, vocabulary, draws[i].logitsRow);
            const std::vector<TokenEntry> entries = draws[i].previous == args::SampleNone
                                                        ? draws[i].entries
                                                        : withPrevious(draws[i].entries, before[draws[i].previous]);
            const std::string problem = difference(results[i], row, draws[i], entries);
            QVERIFY2(problem.empty(),
                     ("draw " + std::to_string(i) + " of " + std::to_string(vocabulary) + " ids: " + problem +
                      "; temperature " + std::to_string(draws[i].settings.temperature) + ", top-k " +
                      std::to_string(draws[i].settings.topK) + ", top-p " + std::to_string(draws[i].settings.topP) +
                      ", min-p " + std::to_string(draws[i].settings.minP))
                         .c_str());
        }
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    // Every kind of row in every size, each with many settings, some with changed logits.
    void drawsWhatTheSamplerDraws()
    {
        constexpr uint32_t Sizes[] = {1, 3, 63, 100, 255, 257, 1011, 2000, 5001};
        OpBench &bench = m_benches.of(testing::currentForm());
        uint32_t number = 0;
        for (const testing::PairwiseCase &c :
             testing::pairwiseCases({std::size(Sizes), KindCount, testing::FormCount}, testing::testSeed())) {
            Dice dice(++number);
            if (c[2] != testing::currentFormIndex())
                continue;
            const uint32_t vocabulary = Sizes[c[0]];
            std::vector<float> logits = rowOfKind(bench, c[1], vocabulary);
            const std::vector<float> second = rowOfKind(bench, dice.between(0, KindCount - 1), vocabulary);
            logits.insert(logits.end(), second.begin(), second.end());
            std::vector<Draw> draws;
            for (uint32_t i = 0; i < 40; ++i) {
                Draw draw{i % 2, someSettings(dice), {dice.between(0, 7), dice.between(0, 5000)}, {}};
                if (i % 4 >= 2)
                    draw.entries = someEntries(dice, vocabulary, 30);
                draws.push_back(draw);
            }
            compare(onDevice(bench, logits, vocabulary, draws), logits, vocabulary, draws);
        }
    }

    void knowsTheTokenBefore()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
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
        compare(onDevice(bench, logits, Vocabulary, draws, before), logits, Vocabulary, draws, before);
    }

    void aRowIsTheSameInAnyCompany()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
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
        const std::vector<args::SampleResult> together = onDevice(bench, logits, Vocabulary, draws);
        for (const uint32_t row : {0U, 1U, 13U, 38U, 63U}) {
            const std::vector<args::SampleResult> alone = onDevice(bench, logits, Vocabulary, {draws[row]});
            QVERIFY(std::memcmp(&alone[0], &together[row], offsetof(args::SampleResult, unused)) == 0);
        }
    }

    void leavesRowsAloneThatWantNothing()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> logits = bench.random(200);
        const auto results = onDevice(bench, logits, 100, {{args::SampleNone, {}, {}, {}}, {1, {}, {}, {}}});
        QCOMPARE(results[0].token, 0xffffffffU); // as it was
        QVERIFY(results[1].token < 100);
    }

    void largestVocabularies()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t vocabulary : {102400U, 262144U}) {
            if (vocabulary > 102400 && testing::currentFormIndex() > 2)
                continue;
            for (const size_t kind : {size_t(Peaked), size_t(Equal), size_t(Sorted)}) {
                const std::vector<float> logits = rowOfKind(bench, kind, vocabulary);
                Dice dice(vocabulary + uint32_t(kind));
                const std::vector<Draw> draws = {
                    {0, {.temperature = 1, .seed = 3}, {0, 9}, {}},
                    {0, {.temperature = 0.7F, .minP = 0.01F, .seed = 4}, {1, 10}, someEntries(dice, vocabulary, 900)},
                    {0, {.temperature = 1.2F, .topK = 40, .topP = 0.95F, .seed = 5}, {0, 11}, {}}};
                compare(onDevice(bench, logits, vocabulary, draws), logits, vocabulary, draws);
            }
        }
    }

    void saysWhichLogitIsBroken()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const float bad : {std::nanf(""), INFINITY, -INFINITY})
            for (const uint32_t place : {0U, 5U, 998U}) {
                std::vector<float> logits = bench.random(999);
                logits[place] = bad;
                logits[998] = bad;
                const auto results =
                    onDevice(bench, logits, 999, {{0, {}, {}, {}}, {0, {.temperature = 1}, {}, {{3, 1, 0, 0}}}});
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
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Vocabulary = 777;
        const std::vector<float> logits = bench.random(Vocabulary, 3);
        std::vector<Draw> draws;
        Dice dice(5);
        for (uint32_t i = 0; i < 32; ++i)
            draws.push_back({0, someSettings(dice), {2, i}, someEntries(dice, Vocabulary, 5)});
        const auto results = onDevice(bench, logits, Vocabulary, draws);
        uint32_t fallBacks = 0;
        for (uint32_t i = 0; i < 32; ++i) {
            const Sampler sampler(draws[i].settings);
            const Choice host = sampler.choose(logits, 20, draws[i].place, draws[i].entries);
            const Choice choice = choiceOf(results[i], 20, logits, sampler, draws[i].place, draws[i].entries);
            fallBacks += needsWholeRow(results[i]);
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
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> logits = {0, 1, -1, 0.5F, 2, -0.5F, 1.5F, -2};
        constexpr uint32_t Draws = 20000, Step = 4000;
        std::vector<double> counts(8);
        for (uint32_t first = 0; first < Draws; first += Step) {
            std::vector<Draw> draws;
            for (uint32_t i = 0; i < Step; ++i)
                draws.push_back({0, {.temperature = 1.5F, .seed = 42}, {0, first + i}, {}});
            for (const args::SampleResult &result : onDevice(bench, logits, 8, draws))
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
        OpBench &bench = m_benches.of(testing::currentForm());
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
