// An alteration that names every expert and changes nothing changes no bit: on every golden mixture.
#include "api/blocking_engine.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "support/neutral_alteration.h"
#include "support/scored_text.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

std::map<uint32_t, Scores> together(BlockingEngine &engine, std::vector<ScoreRequest> requests)
{
    std::map<uint32_t, Scores> all;
    std::vector<Request> asked;
    for (ScoreRequest &request : requests) {
        request.run = uint32_t(asked.size() + 1);
        asked.emplace_back(request);
    }
    engine.runToEnd(asked, [&](const Event &event) {
        if (const auto *scores = std::get_if<Scores>(&event))
            all[scores->run] = *scores;
    });
    return all;
}

bool isMixture(const std::filesystem::path &path)
{
    if (path.extension() != ".gguf" || path.stem().string().starts_with("tok_")) // a vocabulary alone
        return false;
    const Hyperparameters hyper = readHyperparameters(GgufFile(path));
    return std::ranges::any_of(hyper.layers, [](const LayerShape &layer) { return mixtureOf(layer) != nullptr; });
}

} // namespace

class TestNeutralAlteration : public QObject {
    Q_OBJECT

private slots:
    void changesNoBit_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("default") << QStringLiteral(DEEPSCOPE_RESOURCES "/default.gguf");
        for (const auto &entry : std::filesystem::directory_iterator(DEEPSCOPE_TEST_DATA "/golden"))
            if (isMixture(entry.path()))
                QTest::newRow(entry.path().stem().string().c_str()) << QString::fromStdString(entry.path().string());
    }
    // Beside others that change much.
    void changesNoBit()
    {
        QFETCH(QString, path);
        BlockingEngine engine;
        engine.load({.path = path.toStdString(), .context = 128, .prepare = false});
        const ModelInfo &info = engine.model().info;
        QVERIFY(info.experts > 0);
        const auto score = [&](const Alteration &alteration) {
            return ScoreRequest{.tokens = someText(70, info.vocabulary), .alteration = alteration, .routing = true};
        };
        const Scores alone = engine.ask(score({}));
        Alteration off, wide;
        off.experts = {{info.denseLayers, 0, ExpertAction::Off, 0}};
        wide.routers = {{{}, RouterAction::Used, info.expertsUsed + 1}};
        const auto all = together(engine, {score(off), score(neutralAlteration(info)), score(wide), score({})});
        QVERIFY(bitsOf(alone.positions) != bitsOf(all.at(1).positions));
        QVERIFY(bitsOf(alone.positions) == bitsOf(all.at(2).positions));
        QVERIFY(bitsOf(alone.positions) != bitsOf(all.at(3).positions));
        QVERIFY(bitsOf(alone.positions) == bitsOf(all.at(4).positions));
    }
};

QTEST_GUILESS_MAIN(TestNeutralAlteration)
#include "tst_neutral_alteration.moc"
