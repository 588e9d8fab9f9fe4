// A text that goes on without some rows of the cache: as a plain forward pass with the same mask, in float64, on models
// of each kind; and the rules keep to their budgets.
#include "api/blocking_engine.h"
#include "model/gguf_file.h"
#include "reference/forward.h"
#include "reference/ops.h"
#include "run/comparing.h"
#include "run/evicting.h"
#include "support/golden_model.h"
#include "support/kit.h"

#include <QTest>

#include <cmath>

using namespace deepscope;

namespace {

// As of the golden log-probabilities (1e-4), and twice that for rows that are sums of fewer values.
constexpr double Bound = 2e-4;
// Masses are right to 5e-5 (tst_attention_question.cpp); sums of up to a hundred of them, of all heads.
constexpr double ReceivedBound = 2e-2;

std::unique_ptr<BlockingEngine> open(const GoldenModel &golden)
{
    auto engine = std::make_unique<BlockingEngine>();
    engine->load({.path = golden.path.string(), .context = 250, .cacheType = CacheType::F32, .prepare = false});
    return engine;
}

std::vector<int32_t> textOf(const GoldenModel &golden)
{
    std::vector<int32_t> text = golden.prompt;
    text.insert(text.end(), golden.continuation.begin(), golden.continuation.end());
    return text;
}

CompareRequest request(const std::vector<int32_t> &text, EvictionRule rule, double share)
{
    CompareRequest request;
    request.run = 1;
    request.tokens = text;
    request.eviction = Eviction{rule, share};
    return request;
}

// As the engine chose them: what is masked must not be another model.
reference::Choice forcedBy(const std::vector<ExpertHit> &routing, const Hyperparameters &hyper)
{
    reference::Choice choice;
    size_t next = 0;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer)) {
            std::vector<uint32_t> &experts = choice.emplace_back();
            for (uint32_t k = 0; k < mixture->router.used; ++k)
                experts.push_back(routing[next++].expert);
        }
    return choice;
}

// The text read in float64 with what the engine's other reading saw.
struct MaskedReference {
    MaskedReference(const GoldenModel &golden, const std::vector<int32_t> &text, const Comparison &comparison)
        : file(golden.path), hyper(readHyperparameters(file))
    {
        const auto weights = reference::readParameters<double>(file);
        rows.layers.resize(hyper.layerCount());
        for (uint32_t layer = 0; layer < hyper.layerCount(); ++layer)
            rows.layers[layer].latent.seenUntil = rows.layers[layer].grouped.seenUntil = comparison.seen[layer];
        for (size_t i = 0; i + 1 < text.size(); ++i) {
            reference::feed(weights, hyper, text[i], forcedBy(comparison.positions[i].routingOfOther, hyper), rows);
            logprobs.push_back(reference::logSoftmax<double>(rows.logits.back())[size_t(text[i + 1])]);
            if (hyper.layers.front().mixer.index() == 0)
                continue;
            queries.emplace_back();
            for (const reference::LayerText<double> &layer : rows.layers)
                queries.back().push_back(layer.grouped.queries);
        }
    }

    // Summed over the heads: what position `query` gives to each before it that it sees.
    std::vector<double> given(uint32_t layer, uint32_t query, const std::vector<uint32_t> &seenUntil) const
    {
        std::vector<double> scores;
        uint32_t heads = 0;
        const reference::LayerText<double> &of = rows.layers[layer];
        const size_t positions = query + 1;
        if (const auto *latent = std::get_if<LatentAttention>(&hyper.layers[layer].mixer)) {
            heads = latent->heads;
            const size_t head = latent->latent + latent->rope, width = heads * head;
            scores.resize(2 * heads * positions);
            reference::attentionScores<double>({of.latent.absorbed.data() + query * width, width},
                                               {of.latent.cache.data(), positions * head},
                                               {heads, 1, uint32_t(head), 0}, latent->latent, latent->scale, scores);
        } else {
            const auto &grouped = std::get<GroupedAttention>(hyper.layers[layer].mixer);
            heads = grouped.heads;
            const size_t width = size_t(grouped.keyValueHeads) * grouped.head();
            scores.resize(2 * heads * positions);
            reference::attentionScores<double>(queries[query][layer], {of.grouped.keys.data(), positions * width},
                                               {heads, grouped.keyValueHeads, grouped.head(), 0}, grouped.head(),
                                               grouped.scale, scores);
        }
        std::vector<double> given(positions);
        for (uint32_t head = 0; head < heads; ++head) {
            std::vector<double> mass(positions);
            double largest = -1e300, sum = 0;
            for (uint32_t p = 0; p < positions; ++p) {
                mass[p] = scores[2 * head * positions + p] + scores[(2 * head + 1) * positions + p];
                if (query < seenUntil[p])
                    largest = std::max(largest, mass[p]);
            }
            for (uint32_t p = 0; p < positions; ++p)
                sum += mass[p] = query < seenUntil[p] ? std::exp(mass[p] - largest) : 0;
            for (uint32_t p = 0; p < positions; ++p)
                given[p] += mass[p] / sum;
        }
        return given;
    }

    GgufFile file;
    Hyperparameters hyper;
    reference::TextRows<double> rows;
    std::vector<std::vector<reference::Row<double>>> queries; // [position][layer], of grouped attention
    std::vector<double> logprobs;                             // of each next token
};

} // namespace

class TestEviction : public QObject {
    Q_OBJECT

    static void addCases()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rule");
        QTest::addColumn<double>("share");
        for (const char *name : {"ds2lite_new_f16", "ds2v3_new_f32", "llama_f16", "olmoe_f32", "default"})
            for (const int rule : {0, 1, 2})
                for (const double share : {0.1, 0.5})
                    if (!testing::isLeftOut(name))
                        QTest::newRow(qPrintable(QString("%1, rule %2, %3").arg(name).arg(rule).arg(share)))
                            << name << rule << share;
    }

private slots:
    void equalsAForwardPassWithTheMask_data() { addCases(); }
    void equalsAForwardPassWithTheMask()
    {
        QFETCH(QString, name);
        QFETCH(int, rule);
        QFETCH(double, share);
        const GoldenModel golden(name);
        const std::vector<int32_t> text = textOf(golden);
        const auto engine = open(golden);
        const Comparison comparison = engine->ask(request(text, EvictionRule(rule), share));
        const Eviction eviction{EvictionRule(rule), share};
        const uint32_t budget = evictionBudget(eviction, uint32_t(text.size()));

        const MaskedReference reference(golden, text, comparison);
        QCOMPARE(comparison.positions.size(), text.size() - 1);
        QCOMPARE(comparison.seen.size(), size_t(reference.hyper.layerCount()));
        double worst = 0;
        for (size_t i = 0; i < comparison.positions.size(); ++i)
            worst = std::max(worst, std::abs(comparison.positions[i].other - reference.logprobs[i]));
        qInfo("log-probabilities differ by at most %.2g", worst);
        QVERIFY(worst < Bound);

        uint32_t most = 0;
        for (const std::vector<uint32_t> &layer : comparison.seen)
            for (uint32_t query = 0; query + 1 < text.size(); ++query) {
                uint32_t seen = 0;
                for (uint32_t p = 0; p <= query; ++p)
                    seen += query < layer[p];
                QVERIFY(layer[query] > query); // itself
                most = std::max(most, seen);
            }
        QCOMPARE(most, std::min(budget, uint32_t(text.size()) - 1)); // all of the budget is used, and no more
    }

    // The unmasked reading beside it is that of the text alone; what was read without some rows is found by nobody.
    void changesNothingElse()
    {
        const GoldenModel golden("default");
        const std::vector<int32_t> text = textOf(golden);
        const auto engine = open(golden);
        ScoreRequest plain;
        plain.run = 2;
        plain.tokens = text;
        const Scores before = engine->ask(plain);
        for (const EvictionRule rule : {EvictionRule::Window, EvictionRule::HeavyHitters, EvictionRule::Redundancy}) {
            const Comparison some = engine->ask(request(text, rule, 0.2)), all = engine->ask(request(text, rule, 1));
            const Scores after = engine->ask(plain);
            bool another = false;
            for (size_t i = 0; i < before.positions.size(); ++i) {
                QCOMPARE(some.positions[i].one, before.positions[i].logprob);
                QCOMPARE(all.positions[i].other, before.positions[i].logprob); // bit by bit
                QCOMPARE(all.positions[i].divergence, 0.0);
                QCOMPARE(after.positions[i].logprob, before.positions[i].logprob);
                another = another || some.positions[i].other != before.positions[i].logprob;
            }
            QVERIFY(another);
        }
    }

    void budgetsAreWhatAPersonWouldCount()
    {
        using enum EvictionRule;
        QCOMPARE(evictionBudget({Window, 0.55}, 100), 55U);
        QCOMPARE(evictionBudget({Window, 0.07}, 200), 14U);
        QCOMPARE(evictionBudget({Window, 0.1}, 101), 11U); // rounded up
        QCOMPARE(evictionBudget({Window, 0.1}, 20), FewestKept);
    }

    // So that few rows of logits wait for the slower one.
    void aReadingWaitsForTheOther()
    {
        CompareRequest request;
        request.from = 3;
        Comparing comparing(request, 1 << 20); // of 4 MiB a row
        QCOMPARE(comparing.mayReach(0), 3U + 64);
        const std::vector<float> logits(8);
        for (uint32_t position = 3; position < 13; ++position)
            comparing.take(1, position, logits);
        QCOMPARE(comparing.mayReach(0), 13U + 64);
        QCOMPARE(comparing.mayReach(1), 3U + 64);
    }

    void tellsHowFarItIsWhereItTakesAStepAToken()
    {
        const GoldenModel golden("ds2lite_new_f16");
        const std::vector<int32_t> text = textOf(golden);
        const auto engine = open(golden);
        for (const EvictionRule rule : {EvictionRule::Window, EvictionRule::HeavyHitters}) {
            std::vector<uint32_t> done;
            engine->ask(request(text, rule, 0.5), [&](const Event &event) {
                if (const auto *progress = std::get_if<PrefillProgress>(&event)) {
                    QCOMPARE(progress->run, 1U);
                    QCOMPARE(size_t(progress->total), text.size() - 1);
                    done.push_back(progress->done);
                }
            });
            QCOMPARE(done.size(), rule == EvictionRule::Window ? 0 : (text.size() - 1) / 16);
            QVERIFY(std::ranges::is_sorted(done));
        }
    }

    void windowKeepsTheFirstAndTheLast()
    {
        const GoldenModel golden("ds2lite_new_f16");
        const std::vector<int32_t> text = textOf(golden);
        const Comparison comparison = open(golden)->ask(request(text, EvictionRule::Window, 0.3));
        const auto budget = uint32_t(std::ceil(0.3 * double(text.size())));
        for (const std::vector<uint32_t> &layer : comparison.seen)
            for (uint32_t p = 0; p < text.size(); ++p)
                QCOMPARE(layer[p], p < EvictionSinks ? SeenAlways : p + budget - EvictionSinks);
    }

    // Each time the one goes that got least so far, of those that are not the last.
    void heavyHittersDropWhatIsLookedAtLeast_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ds2lite_new_f16", "llama_f16", "default"})
            if (!testing::isLeftOut(name))
                QTest::newRow(name) << name;
    }
    void heavyHittersDropWhatIsLookedAtLeast()
    {
        QFETCH(QString, name);
        const GoldenModel golden(name);
        const std::vector<int32_t> text = textOf(golden);
        const Comparison comparison = open(golden)->ask(request(text, EvictionRule::HeavyHitters, 0.4));
        const uint32_t budget = evictionBudget({EvictionRule::HeavyHitters, 0.4}, uint32_t(text.size()));
        const MaskedReference reference(golden, text, comparison);
        uint32_t drops = 0;
        for (uint32_t layer = 0; layer < reference.hyper.layerCount(); ++layer) {
            const std::vector<uint32_t> &until = comparison.seen[layer];
            std::vector<double> received(text.size());
            for (uint32_t query = 0; query + 1 < text.size(); ++query) {
                const std::vector<double> given = reference.given(layer, query, until);
                for (uint32_t p = 0; p <= query; ++p)
                    received[p] += given[p];
                for (uint32_t p = 0; p <= query; ++p) {
                    if (until[p] != query + 1)
                        continue;
                    ++drops;
                    QVERIFY(p + budget / 2 <= query); // none of the last
                    for (uint32_t other = 0; other + budget / 2 <= query; ++other)
                        if (until[other] > query + 1)
                            QVERIFY2(received[p] <= received[other] + ReceivedBound,
                                     qPrintable(QString("layer %1, after %2: %3 has %4, %5 has %6")
                                                    .arg(layer)
                                                    .arg(query)
                                                    .arg(p)
                                                    .arg(received[p])
                                                    .arg(other)
                                                    .arg(received[other])));
                }
            }
        }
        QVERIFY(drops > reference.hyper.layerCount());
    }

    void refusesSharesThatThereAreNot()
    {
        const GoldenModel golden("ds2lite_new_f16");
        const auto engine = open(golden);
        for (const double share : {0.0, -1.0, 1.01, std::nan("")})
            QVERIFY_EXCEPTION_THROWN(engine->ask(request(textOf(golden), EvictionRule::Window, share)), Error);
        QVERIFY(!engine->ask(request(textOf(golden), EvictionRule::Window, 0.5)).positions.empty()); // it goes on
    }
};

QTEST_GUILESS_MAIN(TestEviction)
#include "tst_eviction.moc"
