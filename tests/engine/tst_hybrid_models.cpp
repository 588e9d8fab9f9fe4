// Models with layers of Gated DeltaNet: the CPU reference and the engine against float64 numbers of an independent
// implementation (tests/data/hybrid/witness.py), over the whole vocabulary.
#include "api/blocking_engine.h"
#include "reference/forward.h"
#include "text/tokenizer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace deepscope;

namespace {

constexpr double Bound = 1e-4; // F32 arithmetic in place of float64 moves them by a tenth of that

constexpr const char *Names[] = {"alternate", "dense", "neighbours", "listed"};

QString pathOf(const QString &file) { return QStringLiteral(DEEPSCOPE_TEST_DATA "/hybrid/") + file; }

std::vector<double> doubles(const QJsonValue &list)
{
    std::vector<double> values;
    for (const QJsonValue &value : list.toArray())
        values.push_back(value.toDouble());
    return values;
}

// A text and what is known after each of its tokens.
struct WitnessNumbers {
    std::vector<int32_t> tokens;
    std::vector<std::vector<double>> logprobs;             // of the whole vocabulary
    std::vector<std::vector<std::vector<double>>> experts; // of each layer with experts, strongest first
    std::filesystem::path path;

    explicit WitnessNumbers(const QString &name) : path(pathOf(name + ".gguf").toStdString())
    {
        QFile file(pathOf(name + ".json"));
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("cannot open " + file.fileName().toStdString());
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        for (const double token : doubles(root["tokens"]))
            tokens.push_back(int32_t(token));
        for (const QJsonValue &row : root["logprobs"].toArray())
            logprobs.push_back(doubles(row));
        experts.resize(tokens.size());
        const QJsonArray routing = root["routing"].toArray();
        for (qsizetype t = 0; t < routing.size(); ++t)
            for (const QJsonValue &layer : routing[t].toArray())
                experts[size_t(t)].push_back(doubles(layer));
    }

    LoadRequest loading() const
    {
        LoadRequest request;
        request.path = path;
        request.context = 64;
        request.sequences = 3;
        request.cacheType = CacheType::F32;
        request.prepare = false;
        return request;
    }

    // The largest one of the numbers after a token. Throws std::runtime_error where they are not as many.
    double difference(size_t token, const std::vector<float> &actual) const
    {
        const std::vector<double> &expected = logprobs.at(token);
        if (actual.size() != expected.size())
            throw std::runtime_error("the vocabularies differ");
        double largest = 0;
        for (size_t v = 0; v < expected.size(); ++v)
            largest = std::max(largest, std::abs(actual[v] - expected[v]));
        return largest;
    }

    // Of all layers, one after another.
    std::vector<uint16_t> expertsAfter(size_t token) const
    {
        std::vector<uint16_t> all;
        for (const std::vector<double> &layer : experts[token])
            for (const double expert : layer)
                all.push_back(uint16_t(expert));
        return all;
    }
};

std::vector<uint16_t> expertsOf(const std::vector<ExpertHit> &hits)
{
    std::vector<uint16_t> all;
    for (const ExpertHit &hit : hits)
        all.push_back(hit.expert);
    return all;
}

void addNames()
{
    QTest::addColumn<QString>("name");
    for (const char *name : Names)
        QTest::newRow(name) << name;
}

} // namespace

class TestHybridModels : public QObject {
    Q_OBJECT

private slots:
    void filesHoldWhatTheySay()
    {
        for (const char *name : Names) {
            const WitnessNumbers witness(name);
            QVERIFY(witness.tokens.size() == 40 && witness.logprobs.size() == 40);
            QCOMPARE(witness.experts[0].empty(), QString(name) == "dense");
            for (const std::vector<double> &row : witness.logprobs) {
                double sum = 0;
                for (const double logprob : row)
                    sum += std::exp(logprob);
                QVERIFY(std::abs(sum - 1) < 1e-5);
            }
        }
    }

    void referenceAgrees_data() { addNames(); }
    void referenceAgrees()
    {
        QFETCH(QString, name);
        const WitnessNumbers witness(name);
        reference::Forward forward((GgufFile(witness.path)));
        double largest = 0;
        for (size_t t = 0; t < witness.tokens.size(); ++t) {
            largest = std::max(largest, witness.difference(t, reference::logSoftmax(forward.feed(witness.tokens[t]))));
            std::vector<ExpertHit> hits;
            for (const std::vector<ExpertHit> &layer : forward.routing())
                hits.insert(hits.end(), layer.begin(), layer.end());
            QCOMPARE(expertsOf(hits), witness.expertsAfter(t));
        }
        qInfo("largest difference %.1e", largest);
        QVERIFY(largest < Bound);
    }

    void engineAgrees_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("inCompany");
        for (const char *name : Names)
            for (const bool inCompany : {false, true})
                QTest::addRow("%s, %s", name, inCompany ? "in company" : "alone") << name << inCompany;
    }
    void engineAgrees()
    {
        QFETCH(QString, name);
        QFETCH(bool, inCompany);
        const WitnessNumbers witness(name);
        BlockingEngine engine;
        engine.load(witness.loading());
        constexpr uint32_t Mine = 2;
        std::vector<Request> requests = {
            ScoreRequest{.run = Mine, .tokens = witness.tokens, .routing = true, .rows = true}};
        const std::vector<int32_t> backwards(witness.tokens.rbegin(), witness.tokens.rend());
        if (inCompany) { // of two texts with which it is cut as the scheduler likes
            requests.emplace(requests.begin(), ScoreRequest{.run = 1, .tokens = backwards});
            requests.emplace_back(ScoreRequest{.run = 3, .tokens = {backwards.begin(), backwards.begin() + 17}});
        }
        std::vector<ScoredRow> rows;
        engine.runToEnd(requests, [&](const Event &event) {
            if (const auto *row = std::get_if<ScoredRow>(&event); row && row->run == Mine)
                rows.push_back(*row);
            if (const auto *scores = std::get_if<Scores>(&event); scores && scores->failure)
                QFAIL(scores->failure->sentence.c_str());
        });
        QCOMPARE(rows.size(), witness.tokens.size() - 1); // nothing follows the last token
        double largest = 0;
        for (const ScoredRow &row : rows) {
            largest = std::max(largest, witness.difference(row.position, reference::logSoftmax(*row.logits)));
            QCOMPARE(expertsOf(row.routing), witness.expertsAfter(row.position));
        }
        qInfo("largest difference %.1e", largest);
        QVERIFY(largest < Bound);
    }

    // Turns end with either; the files name one of them.
    void bothEndsEndATurn()
    {
        for (const char *name : Names) {
            const std::unique_ptr<Tokenizer> tokenizer = makeTokenizer(GgufFile(WitnessNumbers(name).path));
            for (const char *end : {"<|im_end|>", "<|endoftext|>"})
                QVERIFY(tokenizer->isEnd(tokenizer->find(end)));
            QVERIFY(!tokenizer->isEnd(tokenizer->find("<|im_start|>")));
        }
    }
};

QTEST_GUILESS_MAIN(TestHybridModels)
#include "tst_hybrid_models.moc"
