// Altered routers through the whole engine: on golden mixtures of each kind.
#include "api/blocking_engine.h"
#include "api/error.h"
#include "support/expect_error.h"
#include "support/golden_tokens.h"
#include "support/scored_text.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <map>

using namespace deepscope;
using namespace deepscope::testing;

class TestAlterations : public QObject {
    Q_OBJECT

    std::unique_ptr<BlockingEngine> open(uint32_t context = 128)
    {
        QFETCH_GLOBAL(QString, model);
        auto engine = std::make_unique<BlockingEngine>();
        engine->load({.path = goldenPath((model + ".gguf").toStdString()).string(), .context = context});
        return engine;
    }

    static ScoreRequest score(const ModelInfo &info, const Alteration &alteration = {})
    {
        return {.tokens = someText(70, info.vocabulary), .alteration = alteration, .routing = true};
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *name :
             {"ds2lite_new_f32", "ds2lite_new_f16", "ds2v3_new_f16", "ds2q_q4_k", "olmoe_f32", "qwen3moe_f16"})
            QTest::newRow(name) << name;
    }

    void doesWhatItSays()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        const uint32_t layer = info.layers - 1, expertLayer = info.expertLayers() - 1;
        const auto hits = [&](const Alteration &alteration, uint32_t position) {
            static std::map<std::string, Scores> known;
            const uint32_t choices = expertChoices(info, alteration);
            const Scores scores = engine->ask(score(info, alteration));
            const auto &routing = scores.positions.at(position).routing;
            return std::vector<ExpertHit>(routing.begin() + expertLayer * choices,
                                          routing.begin() + (expertLayer + 1) * choices);
        };
        constexpr uint32_t At = 30;
        const std::vector<ExpertHit> own = hits({}, At);
        const uint32_t strongest = own.front().expert;
        const auto has = [](const std::vector<ExpertHit> &chosen, uint32_t expert) {
            return std::ranges::count(chosen, expert, &ExpertHit::expert) > 0;
        };
        Alteration off;
        off.experts = {{layer, strongest, ExpertAction::Off, 0}};
        QVERIFY(!has(hits(off, At), strongest));
        off.from = At + 1; // not yet
        QVERIFY(has(hits(off, At), strongest));
        off.from = 0, off.until = At; // no more. Of the layer before nothing is changed, so that it is chosen again
        QVERIFY(has(hits(off, At), strongest));
        uint32_t missing = 0;
        while (has(own, missing))
            ++missing;
        Alteration force;
        force.experts = {{layer, missing, ExpertAction::Force, 0}};
        QVERIFY(has(hits(force, At), missing));
        Alteration scale;
        scale.experts = {{layer, strongest, ExpertAction::Scale, 0.5F}};
        const std::vector<ExpertHit> scaled = hits(scale, At);
        QCOMPARE(scaled.front().expert, own.front().expert);
        QCOMPARE(scaled.front().weight, own.front().weight * 0.5F);
        QCOMPARE(scaled.back().weight, own.back().weight);
        Alteration few;
        few.routers = {{layer, RouterAction::Used, 1}};
        const std::vector<ExpertHit> one = hits(few, At);
        QCOMPARE(one.size(), size_t(info.expertsUsed));
        QCOMPARE(one[0].expert, own[0].expert);
        for (size_t k = 1; k < one.size(); ++k)
            QCOMPARE(one[k].expert, NoExpert);
        Alteration many;
        many.routers = {{layer, RouterAction::Used,
                         std::min(info.experts / info.expertGroups * info.expertGroupsUsed, 2 * info.expertsUsed)}};
        const std::vector<ExpertHit> more = hits(many, At);
        for (size_t k = 0; k < own.size(); ++k)
            QCOMPARE(more[k].expert, own[k].expert);
        QVERIFY(more.back().expert != NoExpert);
    }

    // A run that is altered from some position on is what a whole text is that is scored so; also where its beginning
    // lies in the cache already.
    void runsAreAltered()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        RunRequest request;
        request.tokens = someText(40, info.vocabulary);
        request.maxTokens = 8;
        request.ignoreEnd = true;
        const auto tracesOf = [&](const RunRequest &asked) {
            std::vector<TokenTrace> traces;
            engine->ask(asked, [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event))
                    traces.push_back(*trace);
            });
            return traces;
        };
        const std::vector<TokenTrace> own = tracesOf(request);
        request.alteration.experts = {{info.denseLayers, own[35].routing[0].expert, ExpertAction::Off, 0}};
        request.alteration.from = 20;
        for (int again = 0; again < 2; ++again) {
            const std::vector<TokenTrace> altered = tracesOf(request);
            ScoreRequest same{.alteration = request.alteration, .routing = true};
            for (const TokenTrace &trace : altered)
                same.tokens.push_back(trace.token);
            const Scores scores = engine->ask(same);
            for (uint32_t p = 0; p + 1 < altered.size(); ++p) {
                QCOMPARE(altered[p].routing.size(), scores.positions[p].routing.size());
                for (size_t i = 0; i < altered[p].routing.size(); ++i) {
                    QCOMPARE(altered[p].routing[i].expert, scores.positions[p].routing[i].expert);
                    QCOMPARE(altered[p].routing[i].weight, scores.positions[p].routing[i].weight);
                }
                if (altered[p + 1].phase != Phase::Prompt)
                    QVERIFY(std::abs(altered[p + 1].logprob - scores.positions[p].logprob) < 1e-5F);
            }
        }
        request.alteration = {};
        const std::vector<TokenTrace> afterwards = tracesOf(request); // nothing of it is left in the cache
        for (size_t i = 0; i < own.size(); ++i)
            QCOMPARE(std::bit_cast<uint32_t>(afterwards[i].logprob), std::bit_cast<uint32_t>(own[i].logprob));
    }

    void comparesTwoReadings()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        CompareRequest request{.tokens = someText(60, info.vocabulary), .from = 3};
        request.other.routers = {{{}, RouterAction::Used, 1}};
        const Comparison comparison = engine->ask(request);
        std::vector<std::vector<float>> one, other; // logits
        ScoreRequest score{.tokens = request.tokens, .from = 3, .routing = true, .rows = true};
        const auto rowsOf = [&](std::vector<std::vector<float>> &to) {
            return engine->ask(score, [&](const Event &event) {
                if (const auto *row = std::get_if<ScoredRow>(&event))
                    to.push_back(*row->logits);
            });
        };
        const Scores first = rowsOf(one);
        score.alteration = request.other;
        const Scores second = rowsOf(other);
        QCOMPARE(comparison.positions.size(), request.tokens.size() - 1 - request.from);
        QCOMPARE(one.size(), comparison.positions.size());
        double sum = 0;
        for (size_t i = 0; i < one.size(); ++i) {
            const ComparedPosition &position = comparison.positions[i];
            QCOMPARE(position.one, first.positions[i].logprob);
            QCOMPARE(position.other, second.positions[i].logprob);
            const auto logSum = [](const std::vector<float> &logits) {
                double all = 0;
                for (const float logit : logits)
                    all += std::exp(double(logit));
                return std::log(all);
            };
            double divergence = 0;
            const double p = logSum(one[i]), q = logSum(other[i]);
            for (size_t t = 0; t < one[i].size(); ++t)
                divergence += std::exp(one[i][t] - p) * ((one[i][t] - p) - (other[i][t] - q));
            QVERIFY(std::abs(divergence - position.divergence) < 1e-9 + 1e-9 * divergence);
            QCOMPARE(position.bestOfOther, int32_t(std::ranges::max_element(other[i]) - other[i].begin()));
            QCOMPARE(position.routingOfOther.size(), second.positions[i].routing.size());
            sum += divergence;
        }
        QVERIFY(sum > 0);
        request.other = {};
        for (const ComparedPosition &position : engine->ask(request).positions)
            QCOMPARE(position.divergence, 0.0);
    }

    // What a router weighed is what it chose by; and margins of a whole text say the same as of each token by itself.
    void tellsWhy()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        ScoreRequest whole = score(info);
        whole.margins = whole.extents = true;
        const Scores scores = engine->ask(whole);
        QVERIFY(bitsOf(scores.positions) == bitsOf(engine->ask(score(info)).positions));
        for (const uint32_t length : {1U, 17U, 42U}) {
            RouterQuestion question{.tokens = {whole.tokens.begin(), whole.tokens.begin() + length}};
            const RouterAnswer answer = engine->ask(question);
            const ScoredPosition &position = scores.positions.at(length - 1);
            QCOMPARE(answer.layers.size(), size_t(info.expertLayers()));
            for (uint32_t i = 0; i < info.expertLayers(); ++i) {
                const WeighedLayer &layer = answer.layers[i];
                QCOMPARE(layer.experts.size(), size_t(info.experts));
                QCOMPARE(layer.chosen.size(), size_t(info.expertsUsed));
                QCOMPARE(layer.margin.expert, position.margins[i].expert);
                QCOMPARE(layer.margin.group, position.margins[i].group);
                float lowest = std::numeric_limits<float>::infinity(), leftOut = -lowest;
                for (uint32_t k = 0; k < info.expertsUsed; ++k) {
                    QCOMPARE(layer.chosen[k].expert, position.routing[i * info.expertsUsed + k].expert);
                    QCOMPARE(layer.chosen[k].weight, position.routing[i * info.expertsUsed + k].weight);
                    lowest = std::min(lowest, layer.experts[layer.chosen[k].expert].score);
                }
                const uint32_t perGroup = info.expertsPerGroup();
                for (uint32_t e = 0; e < info.experts; ++e)
                    if ((layer.groups.empty() || layer.groups[e / perGroup].kept) &&
                        std::ranges::count(layer.chosen, e, &ExpertHit::expert) == 0)
                        leftOut = std::max(leftOut, layer.experts[e].score);
                QCOMPARE(layer.margin.expert, lowest - leftOut);
                QCOMPARE(layer.groups.size(), size_t(info.expertGroups > 1 ? info.expertGroups : 0));
                // Without the bias: as the same question with the bias dropped in this layer alone.
                question.alteration.routers = {{info.denseLayers + i, RouterAction::NoBias, 0}};
                const RouterAnswer without = engine->ask(question);
                question.alteration = {};
                for (uint32_t k = 0; k < info.expertsUsed; ++k)
                    QCOMPARE(layer.withoutBias[k], without.layers[i].chosen[k].expert);
            }
        }
        for (const ScoredPosition &position : scores.positions)
            for (const ExpertExtent &extent : position.extents)
                QVERIFY(extent.norm > 0 && extent.largest > 0 && extent.largest <= extent.norm * 1.00001F);
    }

    // Whom the router itself takes when it may take one more.
    void namesWhoWouldBeNext()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        const uint32_t layer = info.layers - 1; // of those before nothing changes, so that the same is weighed
        const auto weighed = [&](const Alteration &alteration) {
            return engine->ask(RouterQuestion{.tokens = someText(42, info.vocabulary), .alteration = alteration})
                .layers.back();
        };
        const auto taken = [&](Alteration alteration) {
            alteration.routers.push_back({layer, RouterAction::Used, info.expertsUsed + 1});
            return weighed(alteration).chosen.back().expert;
        };
        const WeighedLayer own = weighed({});
        QCOMPARE(own.nextExpert, taken({}));
        Alteration banned;
        banned.experts = {{layer, own.nextExpert, ExpertAction::Off, 0}};
        const WeighedLayer without = weighed(banned);
        QVERIFY(without.nextExpert != own.nextExpert);
        QCOMPARE(without.nextExpert, taken(banned));
        QCOMPARE(without.experts[own.nextExpert].score, own.experts[own.nextExpert].score); // it stays high
        if (own.groups.empty())
            QVERIFY(without.experts[own.nextExpert].score >= without.experts[without.nextExpert].score);

        Alteration forced, shifted, withoutBias, withoutGroups, all;
        forced.experts = {{layer, own.nextExpert, ExpertAction::Force, 0}};
        shifted.experts = {{layer, own.chosen.front().expert, ExpertAction::Bias, -100}};
        withoutBias.routers = {{layer, RouterAction::NoBias, 0}};
        withoutGroups.routers = {{layer, RouterAction::NoGroups, 0}};
        for (const Alteration &alteration : {forced, shifted, withoutBias, withoutGroups})
            QCOMPARE(weighed(alteration).nextExpert, taken(alteration));
        all.routers = {{layer, RouterAction::Used, info.experts / info.expertGroups * info.expertGroupsUsed}};
        QCOMPARE(weighed(all).nextExpert, NoExpert);

        // Where every group that is left out has one expert on, none has a score that a margin could be told to.
        if (own.groups.empty())
            return;
        QVERIFY(std::isfinite(own.margin.group));
        Alteration alone;
        for (uint32_t e = 0; e < info.experts; ++e)
            if (!own.groups[e / info.expertsPerGroup()].kept && e % info.expertsPerGroup() > 0)
                alone.experts.push_back({layer, uint16_t(e), ExpertAction::Off, 0});
        QVERIFY(std::isinf(weighed(alone).margin.group));
        QCOMPARE(weighed(alone).chosen.front().expert, own.chosen.front().expert);
    }

    // Rules of single layers and of all, whichever comes last.
    void countsChoicesAsTheyComeTo()
    {
        ModelInfo info;
        info.layers = 3;
        info.denseLayers = 1;
        info.experts = 16;
        info.expertsUsed = 4;
        Alteration alteration;
        alteration.routers = {{2, RouterAction::Used, 9}};
        QCOMPARE(expertChoices(info, alteration), 9U);
        alteration.routers.push_back({{}, RouterAction::Used, 5});
        QCOMPARE(expertChoices(info, alteration), 5U);
        alteration.routers = {{0, RouterAction::Used, 9}}; // dense
        QCOMPARE(expertChoices(info, alteration), 4U);
    }

    // A group with a forced expert is kept, however few of it are left; then those with two, then those with one.
    void countsWhatGroupsLeave()
    {
        ModelInfo info;
        info.layers = 1;
        info.experts = 16;
        info.expertGroups = 4;
        info.expertGroupsUsed = 2;
        const auto holds = [&](uint32_t used, const std::vector<ExpertChange> &changes) {
            info.expertsUsed = used;
            try {
                requireAlteration({changes, {}}, info);
                return true;
            } catch (const Error &) {
                return false;
            }
        };
        std::vector<ExpertChange> changes = {
            {0, 1, ExpertAction::Off}, {0, 2, ExpertAction::Off}, {0, 3, ExpertAction::Off}};
        QVERIFY(holds(6, changes)); // two of the other three groups are kept
        changes.push_back({0, 0, ExpertAction::Force});
        QVERIFY(holds(5, changes) && !holds(6, changes));
        changes.clear();
        for (const uint32_t group : {0U, 1U, 2U}) // one is left of each
            for (uint32_t e = 1; e < 4; ++e)
                changes.push_back({0, 4 * group + e, ExpertAction::Off});
        QVERIFY(holds(5, changes) && !holds(6, changes));
    }

    void listsKeepTheirPositions()
    {
        Alteration alteration;
        alteration.experts = {{1, 2, ExpertAction::Off}, {1, 3, ExpertAction::Scale, 0.25F}};
        alteration.routers = {{{}, RouterAction::Used, 3}, {2, RouterAction::NoBias, 0}};
        QVERIFY(alterationFromJson(alterationToJson(alteration), "it") == alteration);
        alteration.from = 7;
        alteration.until = 8;
        QVERIFY(alterationFromJson(alterationToJson(alteration), "it") == alteration);
        const auto error = errorOf([] {
            alterationFromJson(R"([{"layer": 1, "expert": 1, "action": "off", "from": 3},
                                   {"layer": 1, "expert": 2, "action": "off"}])",
                               "it");
        });
        QVERIFY(error && error->kind() == ErrorKind::Usage);
        QVERIFY2(QString(error->what()).contains("is for other positions"), error->what());
    }

    void refusesWhatCannotBe()
    {
        const auto engine = open();
        const ModelInfo &info = engine->model().info;
        const auto refused = [&](const Alteration &alteration, const QString &part) {
            try {
                engine->ask(score(info, alteration));
                QFAIL("it was not refused");
            } catch (const Error &error) {
                QVERIFY2(QString(error.what()).contains(part), error.what());
                QCOMPARE(error.kind(), ErrorKind::Usage);
            }
        };
        const auto change = [](uint32_t layer, uint32_t expert, ExpertAction action, float value = 0) {
            Alteration alteration;
            alteration.experts = {{layer, expert, action, value}};
            return alteration;
        };
        refused(change(info.layers, 0, ExpertAction::Off), "has no experts: those with experts are");
        refused(change(info.denseLayers, info.experts, ExpertAction::Off), "There is no expert");
        refused(change(info.denseLayers, 0, ExpertAction::Scale, -1), "0 or more");
        refused(change(info.denseLayers, 0, ExpertAction::Bias, std::nanf("")), "no number");
        Alteration used;
        used.routers = {{{}, RouterAction::Used, 0}};
        refused(used, "A token can have 1 to");
        Alteration allOff, allForced;
        for (uint32_t e = 0; e < info.experts; ++e) {
            allOff.experts.push_back({info.denseLayers, e, ExpertAction::Off, 0});
            allForced.experts.push_back({info.denseLayers, e, ExpertAction::Force, 0});
        }
        refused(allOff, "may find 0 experts");
        refused(allForced, "are forced, and a token has");
    }
};

QTEST_GUILESS_MAIN(TestAlterations)
#include "tst_alterations.moc"
