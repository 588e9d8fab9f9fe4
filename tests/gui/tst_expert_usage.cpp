// How evenly experts are used, which are used together, and what the token alone explains: against sums written out.
#include "models/cluster_order.h"
#include "models/co_activation.h"
#include "models/load_figures.h"
#include "models/token_information.h"
#include "support/random_run.h"
#include "support/thread_time.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>
#include <numeric>

using namespace deepscope;
using namespace deepscope::test;

namespace {

double skewed(int, int layer, int expert) { return expert % (layer + 1) == 0 ? 4 : 1; }

bool near(double value, double expected, double off = 1e-9) { return std::abs(value - expected) <= off; }

// A model of one expert layer (layer 0) and traces that choose what is given.
LoadedModel plainModel(uint32_t experts, uint32_t used)
{
    LoadedModel model = moeModel();
    model.info.layers = 1;
    model.info.denseLayers = 0;
    model.info.experts = experts;
    model.info.expertsUsed = used;
    return model;
}

std::vector<TokenTrace> choosing(const std::vector<std::vector<int>> &choices, const std::vector<int> &ids = {})
{
    std::vector<TokenTrace> traces;
    for (size_t i = 0; i < choices.size(); ++i) {
        TokenTrace trace;
        trace.run = 1;
        trace.index = uint32_t(i);
        trace.token = i < ids.size() ? ids[i] : int(i);
        trace.phase = i < choices.size() / 2 ? Phase::Think : Phase::Answer;
        trace.bytes.assign(1, 'x');
        for (const int expert : choices[i])
            trace.routing.push_back({uint16_t(expert), 0.5f});
        traces.push_back(trace);
    }
    return traces;
}

double binary(double p) { return p <= 0 || p >= 1 ? 0 : -p * std::log2(p) - (1 - p) * std::log2(1 - p); }

} // namespace

class TestExpertUsage : public QObject {
    Q_OBJECT

private slots:
    // Loads 4, 2, 2, 0: three in the thought's half.
    void figuresByHand()
    {
        RunStore store;
        const Run &run = addTraces(store, plainModel(4, 2), choosing({{0, 1}, {0, 1}, {0, 2}, {2, 0}}));
        const RoutingStatistics statistics(run, run.all());
        const LoadFigures all = loadFigures(statistics, 0, 4, {});
        QCOMPARE(all.tokens, 4);
        QCOMPARE(all.choices, 8);
        QCOMPARE(all.used, 3);
        QCOMPARE(all.dead, 1);
        QCOMPARE(all.hot, 0); // 4 is not more than twice 2
        QVERIFY(near(all.entropy, 1.5) && near(all.evenEntropy, 2));
        QVERIFY(near(all.variation, std::sqrt(2.0) / 2)); // deviations 2, 0, 0, -2
        QVERIFY(near(all.violation, 1) && near(all.evenShare, 0.5));
        const LoadFigures answer = loadFigures(statistics, 0, 4, Phase::Answer); // 2, 0, 2, 0
        QVERIFY(near(answer.entropy, 1) && near(answer.variation, 1) && near(answer.violation, 1));
        QCOMPARE(loadFigures(statistics, 0, 4, Phase::Prompt).choices, 0);
        QCOMPARE(loadFigures(statistics, 0, 4, Phase::Prompt).variation, 0.0);

        const ExpertOverlap overlap = *thoughtAnswerOverlap(statistics, 0, 4);
        QCOMPARE(overlap.thought, 2); // 0 and 1
        QCOMPARE(overlap.answer, 2);  // 0 and 2
        QVERIFY(near(overlap.jaccard, 1.0 / 3));
        // Two of four twice: of six pairs one is the same (1), four share one (1/3), one shares none.
        QVERIFY(near(overlap.chance, (1 + 4.0 / 3) / 6));
        QVERIFY(!thoughtAnswerOverlap(RoutingStatistics(run, {0, 2}), 0, 4));
    }

    void figuresOfARandomRun()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const Run &run = addTraces(store, model, randomTraces(model, 150, 8, 1, skewed, inTurns));
        const RoutingStatistics statistics(run, run.all());
        for (int layer = 1; layer <= 3; ++layer) {
            std::array<double, 16> load = {};
            for (int token = 0; token < run.size(); ++token)
                if (run.phase(token) == Phase::Think)
                    for (int expert = 0; expert < 16; ++expert)
                        load[size_t(expert)] += run.chose(token, layer, expert);
            const double sum = std::accumulate(load.begin(), load.end(), 0.0), mean = sum / 16;
            double entropy = 0, squares = 0;
            int hot = 0;
            for (const double one : load) {
                entropy += one > 0 ? one / sum * std::log2(sum / one) : 0;
                squares += (one - mean) * (one - mean);
                hot += one > 2 * mean;
            }
            const LoadFigures found = loadFigures(statistics, layer, 16, Phase::Think);
            QVERIFY(near(found.entropy, entropy) && near(found.variation, std::sqrt(squares / 16) / mean));
            QVERIFY(near(found.violation, (*std::ranges::max_element(load) - mean) / mean));
            QCOMPARE(found.hot, hot);
        }
    }

    // Against a count of all pairs of sets.
    void expectedJaccardOfAllSets()
    {
        constexpr int All = 7;
        for (int one = 0; one <= All; ++one)
            for (int other = 0; other <= All; ++other) {
                double sum = 0;
                int pairs = 0;
                for (unsigned a = 0; a < 1U << All; ++a)
                    for (unsigned b = 0; b < 1U << All && __builtin_popcount(a) == one; ++b)
                        if (__builtin_popcount(b) == other) {
                            const int either = __builtin_popcount(a | b);
                            sum += either ? double(__builtin_popcount(a & b)) / either : 0;
                            ++pairs;
                        }
                QVERIFY2(near(expectedJaccard(one, other, All), sum / pairs),
                         qPrintable(QString("%1 %2").arg(one).arg(other)));
            }
    }

    void togetherIsCountedByPair()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        auto traces = randomTraces(model, 120, 4, 1, skewed, inTurns);
        traces[30].routing.clear();
        const Run &run = addTraces(store, model, traces);
        const CoActivation found(run, {10, 110}, 2);
        QCOMPARE(found.tokens(), 99);
        for (int i = 0; i < 16; ++i)
            for (int j = 0; j < 16; ++j) {
                int both = 0, one = 0;
                for (int token = 10; token < 110; ++token) {
                    one += run.chose(token, 2, i);
                    both += run.chose(token, 2, i) && run.chose(token, 2, j);
                }
                QCOMPARE(found.together(i, j), both);
                QCOMPARE(found.share(i, j).has_value(), one > 0);
                if (one > 0)
                    QVERIFY(near(*found.share(i, j), double(both) / one));
            }
    }

    // Of four things 0 and 3 are closest, then 1 joins them before 2 does: (0.2 + 0.4) / 2 against 0.25.
    void clustersByHand()
    {
        const double s[4][4] = {{1, 0.2, 0.3, 0.9}, {0.2, 1, 0.25, 0.4}, {0.3, 0.25, 1, 0.1}, {0.9, 0.4, 0.1, 1}};
        const auto similarity = [&](int i, int j) { return s[i][j]; };
        QCOMPARE(averageLinkageOrder(4, similarity), (std::vector{0, 3, 1, 2}));
        QCOMPARE(averageLinkageOrder(0, similarity), std::vector<int>());
        QCOMPARE(averageLinkageOrder(1, similarity), std::vector{0});
        QCOMPARE(averageLinkageOrder(4, [](int, int) { return 0.5; }), (std::vector{0, 1, 2, 3})); // all equal
    }

    // By the definition: the mean over all pairs of members, with nothing carried on from step to step.
    void clustersOfRandomThings()
    {
        constexpr int Count = 14;
        std::mt19937 random(3);
        std::array<std::array<double, Count>, Count> s = {};
        for (int i = 0; i < Count; ++i)
            for (int j = 0; j <= i; ++j)
                s[size_t(i)][size_t(j)] = s[size_t(j)][size_t(i)] = double(random()) / 4294967296.0;
        std::map<int, std::vector<int>> clusters;
        for (int i = 0; i < Count; ++i)
            clusters[i] = {i};
        while (clusters.size() > 1) {
            double best = -1;
            std::pair<int, int> pair;
            for (const auto &[a, membersA] : clusters)
                for (const auto &[b, membersB] : clusters) {
                    double sum = 0;
                    for (const int i : membersA)
                        for (const int j : membersB)
                            sum += s[size_t(i)][size_t(j)];
                    const double mean = sum / double(membersA.size() * membersB.size());
                    if (a < b && mean > best) {
                        best = mean;
                        pair = {a, b};
                    }
                }
            std::vector<int> &into = clusters[pair.first];
            into.insert(into.end(), clusters[pair.second].begin(), clusters[pair.second].end());
            clusters.erase(pair.second);
        }
        QCOMPARE(averageLinkageOrder(Count, [&](int i, int j) { return s[size_t(i)][size_t(j)]; }), clusters[0]);
    }

    void groupsStandTogether()
    {
        RunStore store;
        // 0 with 5, 1 with 4, 3 with nobody for long; 2 idle.
        const Run &run = addTraces(store, plainModel(6, 2), choosing({{0, 5}, {5, 0}, {1, 4}, {4, 1}, {0, 5}, {3, 1}}));
        QCOMPARE(CoActivation(run, run.all(), 0).order(), (std::vector{0, 5, 1, 4, 3, 2}));
    }

    void manyExpertsAreOrderedQuickly()
    {
        RunStore store;
        const LoadedModel model = largeModel();
        const Run &run = addTraces(store, model, mixtureTraces(model, 0, 3000, 3000));
        std::vector<int> order;
        const double time = measure([&] { order = CoActivation(run, run.all(), 40).order(); });
        qInfo("%d experts in %.0f ms", int(order.size()), time);
        QVERIFY2(time < 400, qPrintable(QString::number(time)));
        std::ranges::sort(order);
        for (int expert = 0; expert < 256; ++expert)
            QCOMPARE(order[size_t(expert)], expert);
    }

    // Against a table of all kinds for each expert.
    void informationFollowsFromTheTable()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        auto traces = randomTraces(model, 210, 4, 1, skewed, inTurns, 11);
        traces[3].routing.clear();
        const Run &run = addTraces(store, model, traces);
        TokenInformation found(run, run.all());
        int slices = 1;
        while (!found.countOn(run, 500)) // less than one round
            ++slices;
        QCOMPARE(slices, 3 * 21);
        QCOMPARE(found.tokens(), 209);
        QCOMPARE(found.kinds(), 11);
        for (int layer = 1; layer <= 3; ++layer)
            for (int expert = 0; expert < 16; ++expert) {
                std::map<std::pair<int, bool>, double> joint;
                std::map<int, double> kind;
                std::map<bool, double> chosen;
                for (int token = 0; token < run.size(); ++token)
                    if (run.routed(token)) {
                        const bool chose = run.chose(token, layer, expert);
                        joint[{run.tokenId(token), chose}] += 1 / 209.0;
                        kind[run.tokenId(token)] += 1 / 209.0;
                        chosen[chose] += 1 / 209.0;
                    }
                double bits = 0;
                for (const auto &[cell, p] : joint)
                    bits += p * std::log2(p / (kind[cell.first] * chosen[cell.second]));
                QVERIFY(near(found.of(layer, expert).information, bits, 1e-9));
                QVERIFY(near(found.of(layer, expert).entropy, binary(chosen[true]), 1e-9));
            }
    }

    // The token says everything, or nothing: what is left after chance tells them apart, what was counted does not.
    void chanceIsTakenOff()
    {
        std::mt19937 random(12);
        std::vector<std::vector<int>> fixed, free;
        std::vector<int> ids;
        for (int i = 0; i < 600; ++i) {
            ids.push_back(int(random() % 40));
            fixed.push_back({ids.back() % 4});
            free.push_back({int(random() % 4)});
        }
        const auto explained = [&](const std::vector<std::vector<int>> &choices) {
            RunStore store;
            const Run &run = addTraces(store, plainModel(4, 1), choosing(choices, ids));
            TokenInformation found(run, run.all());
            found.countOn(run, 1 << 30);
            return found.ofLayer(0);
        };
        const ExpertInformation all = explained(fixed), none = explained(free);
        QVERIFY(near(all.information, all.entropy) && all.explained() > 0.9);
        QVERIFY(none.information > 0.03 * none.entropy); // seems to tell something
        QVERIFY2(none.explained() < 0.01, qPrintable(QString::number(none.explained())));
        // The bias by Miller and Madow: (kinds - 1) / (2 N ln 2) for a yes or no.
        const double bias = 4 * 39 / (2 * 600 * std::log(2.0));
        QVERIFY2(std::abs(none.chance - bias) < 0.15 * bias, qPrintable(QString("%1 %2").arg(none.chance).arg(bias)));
        QCOMPARE(explained(free).chance, none.chance); // the seed is fixed
    }
};

QTEST_GUILESS_MAIN(TestExpertUsage)
#include "tst_expert_usage.moc"
