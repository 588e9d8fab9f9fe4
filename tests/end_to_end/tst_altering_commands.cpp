// `compare`, and `--alter` of generate and score, as scripts use them.
#include "command_line.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using deepscope::test::cli;
using deepscope::test::Outcome;

namespace {

QString golden(const char *name) { return QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/") + name; }

} // namespace

class TestAlteringCommands : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private slots:
    void comparesTwoFilesOfAModel()
    {
        const QString text = write("text.txt", "Every thing has its place, and every token its experts.\n");
        const QJsonObject same =
            cli({"compare", golden("ds2q_q8_0.gguf"), golden("ds2q_q8_0.gguf"), "--file", text, "--json"}).json();
        QVERIFY(same["positions"].toArray().size() > 5);
        QCOMPARE(same["mean_kl"].toDouble(), 0.0);
        QCOMPARE(same["flips"].toInt(), 0);
        QVERIFY(same["first_flip"].isNull());
        for (const QJsonValue &position : same["positions"].toArray())
            QCOMPARE(position["routing_agreement"].toDouble(), 1.0);

        const QJsonObject other =
            cli({"compare", golden("ds2q_q8_0.gguf"), golden("ds2q_q3_k.gguf"), "--file", text, "--json"}).json();
        const QJsonArray a =
            cli({"score", golden("ds2q_q8_0.gguf"), "--file", text, "--json"}).json()["positions"].toArray();
        const QJsonArray b =
            cli({"score", golden("ds2q_q3_k.gguf"), "--file", text, "--json"}).json()["positions"].toArray();
        const QJsonArray positions = other["positions"].toArray();
        QCOMPARE(positions.size(), a.size());
        double sum = 0;
        for (int i = 0; i < positions.size(); ++i) {
            QCOMPARE(positions[i]["id"], a[i]["id"]);
            QCOMPARE(positions[i]["logprob_a"].toDouble(), a[i]["logprob"].toDouble());
            QCOMPARE(positions[i]["logprob_b"].toDouble(), b[i]["logprob"].toDouble());
            QCOMPARE(positions[i]["same_best"].toBool(), a[i]["top"][0]["id"] == b[i]["top"][0]["id"]);
            QVERIFY(positions[i]["kl"].toDouble() > 0);
            sum += positions[i]["kl"].toDouble();
        }
        QVERIFY(std::abs(other["mean_kl"].toDouble() - sum / double(positions.size())) < 1e-12);
    }

    void refusesFilesOfDifferentModels()
    {
        const QString text = write("text.txt", "Every thing has its place.");
        const Outcome outcome =
            cli({"compare", golden("ds2q_q8_0.gguf"), golden("qwen2_f16.gguf"), "--file", text, "--json"});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("not two files of one model"), outcome.err);
        QCOMPARE(cli({"compare", golden("ds2q_q8_0.gguf"), golden("ds2q_q8_0.gguf"), "--file", m_folder.filePath("no")})
                     .exitCode,
                 3);
    }

    void altersWhatItSays()
    {
        const QString list = write("list.json", R"([{"layer": 1, "expert": 3, "action": "off"},
            {"layer": 2, "expert": 0, "action": "scale", "value": 0.5}, {"layer": "all", "action": "used", "value": 2}])");
        const QString run = m_folder.filePath("altered.run");
        const QStringList ask = {"generate", "default", "--chat", "What is 47 + 85?", "--temperature", "0", "--json"};
        const QJsonObject plain = cli(ask).json(),
                          altered = cli(ask + QStringList{"--alter", list, "--trace", run}).json();
        QVERIFY(plain["altered"].isNull());
        QCOMPARE(altered["altered"].toArray().size(), 3);
        const QJsonObject recorded = cli({"trace", run, "--json"}).json();
        QCOMPARE(recorded["request"]["altered"], altered["altered"]);
        const QJsonArray tokens = recorded["tokens"].toArray();
        QVERIFY(tokens.size() > 10);
        for (const QJsonValue &token : tokens)
            for (int layer = 0; layer < 4; ++layer) {
                QCOMPARE(token["routing"][layer].toArray().size(), 2); // of four
                for (const QJsonValue &hit : token["routing"][layer].toArray())
                    QVERIFY(layer > 0 || hit["expert"].toInt() != 3);
            }
        const QStringList score = {"score", "default", "--tokens", "5,6,7,8,9,10", "--json"};
        QVERIFY(cli(score).json()["positions"] != cli(score + QStringList{"--alter", list}).json()["positions"]);
    }

    void refusesWrongLists_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("no JSON") << QByteArray("[{") << QByteArray("is no JSON list of changes");
        QTest::newRow("an object") << QByteArray("{}") << QByteArray("is no JSON list of changes");
        QTest::newRow("no action") << QByteArray(R"([{"layer": 1, "expert": 1}])")
                                   << QByteArray("entry 1 has no \"action\"");
        QTest::newRow("unknown action") << QByteArray(R"([{"layer": 1, "expert": 1, "action": "out"}])")
                                        << QByteArray("there are off, force, scale and bias");
        QTest::newRow("no value") << QByteArray(R"([{"layer": 1, "expert": 1, "action": "scale"}])")
                                  << QByteArray("has no number as \"value\"");
        QTest::newRow("half a layer") << QByteArray(R"([{"layer": 1.5, "expert": 1, "action": "off"}])")
                                      << QByteArray("has no whole number as \"layer\"");
        QTest::newRow("dense layer") << QByteArray(R"([{"layer": 0, "expert": 1, "action": "off"}])")
                                     << QByteArray("Layer 0 has no experts: those with experts are 1 to 4.");
        QTest::newRow("unknown expert") << QByteArray(R"([{"layer": 1, "expert": 16, "action": "off"}])")
                                        << QByteArray("they are 0 to 15");
        QTest::newRow("too many") << QByteArray(R"([{"layer": "all", "action": "used", "value": 17}])")
                                  << QByteArray("A token can have 1 to 16 experts, not 17.");
        QTest::newRow("far too large") << QByteArray(R"([{"layer": 1, "expert": 1, "action": "bias", "value": 1e300}])")
                                       << QByteArray("is no number");
    }

    void refusesWrongLists()
    {
        QFETCH(QByteArray, list);
        QFETCH(QByteArray, part);
        const Outcome outcome = cli({"generate", "default", "--chat", "?", "--alter", write("wrong.json", list)});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(part), outcome.err);
    }
};

QTEST_GUILESS_MAIN(TestAlteringCommands)
#include "tst_altering_commands.moc"
