// deepscope-cli as a script uses it: output, JSON fields, exit codes.
#include "command_line.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using deepscope::test::cli;
using deepscope::test::Outcome;

namespace {

QString golden(const char *name) { return QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/") + name; }

QString tokenList(const QJsonArray &array)
{
    QStringList words;
    for (const QJsonValue &value : array)
        words << QString::number(value.toInt());
    return words.join(',');
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void devices()
    {
        const Outcome outcome = cli({"devices", "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonArray devices = outcome.json()["devices"].toArray();
        QVERIFY(!devices.isEmpty());
        QVERIFY(devices[0].toObject()["usable"].toBool());
        QVERIFY(!devices[0].toObject()["heaps"].toArray().isEmpty());
    }

    void inspectCountsEveryByte()
    {
        const Outcome outcome = cli({"inspect", "default", "--context", "100", "--cache-type", "f32", "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = outcome.json(), cache = json["cache_bytes"].toObject();
        qint64 sum = 0;
        for (const QJsonValue &layer : cache["layers"].toArray())
            sum += layer.toObject()["latent"].toInteger() + layer.toObject()["rope_key"].toInteger();
        QVERIFY(sum > 0);
        QCOMPARE(sum, cache["total"].toInteger());
        const QJsonObject elements = json["cache_elements_per_token"].toObject();
        QVERIFY(elements["mha"].toInteger() > elements["model"].toInteger());
        QVERIFY(json["weights_bytes"].toInteger() > 0 && json["scratch_bytes"].toInteger() > 0);
        const QJsonObject there = json["fits"].toArray()[0].toObject();
        QVERIFY(there["fits"].toBool());
        QVERIFY(there["step_rows"].toInt() > 0 && there["step_rows"] == json["step_rows"]);
        QCOMPARE(json["thought_marks"].toArray(), (QJsonArray{"<think>", "</think>"}));
    }

    void inspectPlansForSeveralSequences()
    {
        const QStringList call{"inspect", "default", "--context", "96", "--json"};
        const QJsonObject one = cli(call).json(), three = cli(call + QStringList{"--sequences", "3"}).json();
        QCOMPARE(one["sequences"].toInt(), 1);
        QCOMPARE(three["sequences"].toInt(), 3);
        const auto cache = [](const QJsonObject &json) { return json["cache_bytes"].toObject()["total"].toInteger(); };
        QVERIFY(cache(one) > 0);
        QCOMPARE(cache(three), 3 * cache(one));
        QCOMPARE(three["weights_bytes"], one["weights_bytes"]);
        QCOMPARE(three["scratch_bytes"], one["scratch_bytes"]);
        // Whatever the device has, the default model fits with its own context and not more.
        const QJsonObject largest = three["fits"].toArray()[0].toObject()["largest_context"].toObject();
        for (const QString type : {"f32", "f16", "q8_0"})
            QCOMPARE(largest[type].toInt(), 1024);
        QVERIFY(cli({"inspect", "default", "--sequences", "3"}).out.contains(", room for 3 sequences\n"));
        for (const QString wrong : {"0", "65", "many"})
            QCOMPARE(cli({"inspect", "default", "--sequences", wrong}).exitCode, 2);
    }

    void modelsListsWhatAFolderHolds()
    {
        const QTemporaryDir folder;
        QVERIFY(QFile::copy(golden("ds2lite_new_f16.gguf"), folder.filePath("lite.gguf")));
        QFile page(folder.filePath("page.gguf"));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<html></html>") > 0);
        page.close();
        const Outcome outcome = cli({"models", "--folder", folder.path(), "--json"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.json()["complete"].toBool());
        QJsonObject found[2];
        for (const QJsonValue &value : outcome.json()["models"].toArray())
            for (int i = 0; i < 2; ++i)
                if (value["path"].toString() == folder.filePath(i == 0 ? "lite.gguf" : "page.gguf"))
                    found[i] = value.toObject();
        QCOMPARE(outcome.json()["models"].toArray()[0].toObject()["path"].toString(), QString("default"));
        QCOMPARE(found[0]["architecture"].toString(), QString("deepseek2"));
        QCOMPARE(found[0]["quantisation"].toString(), QString("F16"));
        QVERIFY(found[0]["fits"].toBool() && found[0]["reason"].toString().isEmpty());
        QVERIFY(found[1]["reason"].toString().startsWith("This is not a GGUF file"));
        QVERIFY(!found[1]["fits"].toBool());
    }

    // Arguments and output are UTF-8 on every system.
    void takesLettersOfEveryScript()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral(u"Gr\u00fc\u00dfe \u4e2d\u6587.gguf"));
        QVERIFY(QFile::copy(golden("ds2lite_new_f16.gguf"), name));
        QCOMPARE(cli({"inspect", name}).exitCode, 0);
        QVERIFY(cli({"inspect", name + "x"}).err.contains((name + "x: the file does not exist").toUtf8()));
        const QString text = QStringLiteral(u"\u00fc \u4e2d\n\\ \U0001f600");
        const Outcome there = cli({"tokenize", "default", "--text", text, "--no-bos", "--json"});
        const Outcome back = cli({"detokenize", "default", "--tokens", tokenList(there.json()["tokens"].toArray())});
        QCOMPARE(QString::fromUtf8(back.out), text);
    }

    void tokenizeAndBack()
    {
        const Outcome there = cli({"tokenize", "default", "--text", "What is 47 + 85?", "--no-bos", "--json"});
        QCOMPARE(there.exitCode, 0);
        const QJsonObject json = there.json();
        QCOMPARE(json["tokens"].toArray().size(), json["pieces"].toArray().size());
        const Outcome back = cli({"detokenize", "default", "--tokens", tokenList(json["tokens"].toArray())});
        QCOMPARE(back.out, QByteArray("What is 47 + 85?"));
    }

    void generateThinksThenAnswers()
    {
        const Outcome outcome =
            cli({"generate", "default", "--chat", "What is 47 + 85?", "--top-logprobs", "3", "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = outcome.json();
        QCOMPARE(json["answer"].toString(), QString("132"));
        QVERIFY(!json["think"].toString().isEmpty());
        QCOMPARE(json["finish_reason"].toString(), QString("end"));
        const QJsonObject token = json["tokens"].toArray()[0].toObject();
        QCOMPARE(token["top"].toArray().size(), 3);
        QCOMPARE(token["top"].toArray()[0].toObject()["id"], token["id"]);
        QVERIFY(json["timing"].toObject()["decode_tokens_per_second"].toDouble() > 0);
    }

    void penaltiesAndBiasesChangeTheChoice()
    {
        const auto first = [](const QStringList &options) {
            const QStringList call{"generate", "default", "--chat", "What is 47 + 85?", "--max-tokens", "6", "--json"};
            return cli(call + options).json();
        };
        const auto idsOf = [](const QJsonObject &json) {
            QStringList ids;
            for (const QJsonValue &token : json["tokens"].toArray())
                ids << QString::number(token["id"].toInt());
            return ids;
        };
        const QJsonObject usual = first({});
        QCOMPARE(usual["seed"].toInt(), 0);
        const QStringList ids = idsOf(usual);
        QCOMPARE(ids.size(), 6);
        const QJsonObject biased = first({"--logit-bias", ids[0] + ":-100", "--logit-bias", "7:-1", "--seed", "12"});
        QCOMPARE(biased["seed"].toInt(), 12);
        QVERIFY(!idsOf(biased).contains(ids[0]));
        QVERIFY(idsOf(first({"--logit-bias", "7:100"})) == QStringList(6, "7"));
        // Once said, it is worth a hundredth.
        QVERIFY(idsOf(first({"--logit-bias", "7:40", "--repetition-penalty", "100"})) != QStringList(6, "7"));
        QCOMPARE(idsOf(first({"--temperature", "2", "--seed", "3"})),
                 idsOf(first({"--temperature", "2", "--seed", "3"})));
    }

    // Answers to one question: it is read once, each is drawn anew, and the first is what it is alone.
    void samplesShareTheirQuestion()
    {
        const QStringList call{"generate",     "default", "--chat", "What is 47 + 85?", "--temperature", "3",
                               "--max-tokens", "12",      "--json"};
        const QJsonObject many = cli(call + QStringList{"--samples", "5"}).json();
        QCOMPARE(many["prompt_prefills"].toInt(), 1);
        const QJsonArray samples = many["samples"].toArray();
        QCOMPARE(samples.size(), 5);
        QCOMPARE(samples[0].toObject().value("tokens"), cli(call).json().value("tokens"));
        QVERIFY(samples[0].toObject().value("tokens") != samples[1].toObject().value("tokens"));
        QCOMPARE(cli(call + QStringList{"--samples", "0"}).exitCode, 2);
        QCOMPARE(cli({"generate", "default", "--chat", "Hi", "--samples", "2"}).exitCode, 2); // needs --json
    }

    void aBuiltInTemplateReplacesTheModels()
    {
        const auto promptTokens = [](const QStringList &prompt) -> QJsonValue {
            return cli(QStringList{"generate", "default", "--max-tokens", "1", "--json"} + prompt)
                .json()["prompt_tokens"];
        };
        const QJsonValue plain = promptTokens({"--chat", "hello", "--template", "none"});
        QVERIFY(!plain.toArray().isEmpty());
        QCOMPARE(plain, promptTokens({"--prompt", "hello"}));
        QVERIFY(plain != promptTokens({"--chat", "hello"}));
        QVERIFY(plain != promptTokens({"--chat", "hello", "--template", "chatml"}));
    }

    void recordsAndReadsARun()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("sum.run");
        QCOMPARE(cli({"generate", "default", "--chat", "hello", "--trace", file}).exitCode, 0);
        const Outcome outcome = cli({"trace", file, "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = outcome.json();
        QCOMPARE(json["question"].toString(), QString("hello"));
        const QJsonObject token = json["tokens"].toArray().last().toObject();
        QCOMPARE(token["phase"].toString(), QString("answer"));
        QCOMPARE(token["routing"].toArray().size(), json["expert_layers"].toInt());
        QVERIFY(token["cache_bytes"].toInteger() > 0);
    }

    void scoreGivesOneEntryAPosition()
    {
        QFile file(golden("ds2v3_new_f32.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject expected = QJsonDocument::fromJson(file.readAll()).object();
        QJsonArray tokens = expected["prompt"].toArray();
        const qsizetype prompt = tokens.size();
        for (const QJsonValue &value : expected["continuation"].toArray())
            tokens.append(value);
        const Outcome outcome =
            cli({"score", golden("ds2v3_new_f32.gguf"), "--tokens", tokenList(tokens), "--from",
                 QString::number(prompt - 1), "--top-logprobs", "5", "--cache-type", "f32", "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonArray positions = outcome.json()["positions"].toArray();
        QCOMPARE(positions.size(), expected["continuation"].toArray().size());
        const QJsonArray best = expected["reference"].toObject()["top5_logprob"].toArray();
        for (qsizetype i = 0; i < positions.size(); ++i) {
            const QJsonObject top = positions[i].toObject()["top"].toArray()[0].toObject();
            QVERIFY(qAbs(top["logprob"].toDouble() - best[i].toArray()[0].toDouble()) < 2e-3);
        }
    }

    void scoreKeepsAShareOfTheCache()
    {
        QStringList arguments{"score", golden("ds2v3_new_f32.gguf"), "--tokens"};
        QStringList tokens;
        for (int token = 3; token < 63; ++token)
            tokens << QString::number(token * 7 % 90 + 3);
        arguments << tokens.join(',') << "--json";
        const double all = cli(arguments).json()["perplexity"].toDouble();
        QVERIFY(all > 1);
        QCOMPARE(cli(arguments + QStringList{"--keep", "1"}).json()["perplexity"].toDouble(), all);
        for (const char *rule : {"window", "heavy", "redundancy"}) {
            const Outcome some = cli(arguments + QStringList{"--keep", "0.2", "--keep-rule", rule});
            QCOMPARE(some.exitCode, 0);
            QVERIFY(some.json()["perplexity"].toDouble() != all);
            QCOMPARE(some.json()["kept"].toObject()["rule"].toString(), QString(rule));
        }
        QCOMPARE(cli(arguments + QStringList{"--keep", "0.2", "--keep-rule", "nothing"}).exitCode, 2);
        QCOMPARE(cli(arguments + QStringList{"--keep", "2"}).exitCode, 2);
    }

    void benchReportsRatios()
    {
        const Outcome outcome = cli({"bench", "default", "--prompt-tokens", "32", "--generate-tokens", "8", "--repeat",
                                     "2", "--stages", "--sequences", "1,3", "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = outcome.json();
        for (const char *field : {"decode_bytes_per_token", "device_read_bytes_per_second", "decode_bandwidth_fraction",
                                  "dispatches_per_token", "dependent_steps_per_token"})
            QVERIFY2(json[field].toDouble() > 0, field);
        QVERIFY(json["prefill_tokens_per_second"].toObject()["median"].toDouble() > 0);
        QVERIFY(json["prefill_64_tokens_per_second"].toObject()["median"].toDouble() > 0);
        const QJsonArray several = json["sequences"].toArray();
        QCOMPARE(several.size(), 2);
        QCOMPARE(several[0].toObject()["count"].toInt(), 1);
        QCOMPARE(several[1].toObject()["count"].toInt(), 3);
        const QJsonObject together = several[1].toObject()["decode_tokens_per_second"].toObject();
        QVERIFY(together["min"].toDouble() > 0 && together["min"].toDouble() <= together["max"].toDouble());
        const QJsonArray interval = json["trace_overhead_interval"].toArray();
        QCOMPARE(interval.size(), 2);
        // Of twenty pairs no two are alike, unless nothing was timed; how many there are is a test of pairedShare().
        const double overhead = json["trace_overhead_fraction"].toDouble(9), high = interval[1].toDouble(9);
        QVERIFY(interval[0].toDouble(9) < overhead && overhead < high && high < 1);
        QVERIFY(json["dependent_steps_per_token"].toInt() <= json["dispatches_per_token"].toInt() + 5); // and copies
        int dispatches = 0;
        const QJsonArray stages = json["stages"].toArray();
        for (const auto &value : stages) {
            const QJsonObject row = value.toObject();
            QVERIFY(!row["kernel"].toString().isEmpty() && !row["stage"].toString().isEmpty());
            QVERIFY(row["microseconds"].toDouble() > 0 && row["bytes"].toDouble() > 0);
            QCOMPARE(row["operations"].toDouble() > 0, row["kernel"].toString().contains(QRegularExpression(
                                                           "linear|gate_up|expert_(down|sum)|attention")));
            if (row["kernel"] != "copy")
                dispatches += row["dispatches"].toInt();
        }
        QCOMPARE(dispatches, json["dispatches_per_token"].toInt());
        QCOMPARE(cli({"bench", "default", "--sequences", "65"}).exitCode, 2);
    }

    void evalCountsByDomain()
    {
        const QTemporaryDir folder;
        QFile suite(folder.filePath("suite.jsonl"));
        QVERIFY(suite.open(QIODevice::WriteOnly));
        suite.write("{\"domain\":\"sums\",\"question\":\"What is 47 + 85?\",\"answer\":\"132\"}\n"
                    "{\"domain\":\"sums\",\"question\":\"What is 47 + 85?\",\"answer\":\"wrong\"}\n");
        suite.close();
        const Outcome outcome = cli({"eval", "default", "--suite", suite.fileName(), "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject sums = outcome.json()["domains"].toObject()["sums"].toObject();
        QCOMPARE(sums["problems"].toInt(), 2);
        QCOMPARE(sums["correct"].toInt(), 1);
        QCOMPARE(outcome.json()["format_valid"].toDouble(), 1.0);
    }

    // What a recipe trains on: tokens and text are the same thing, and a prompt counts for nothing.
    void trainPrintsItsTexts()
    {
        const QStringList call{"train", "--recipe", "lab-base", "--print-text", "--seed", "3", "default"};
        const Outcome json = cli(call + QStringList{"--count", "20", "--json"});
        QCOMPARE(json.exitCode, 0);
        const QList<QByteArray> lines = json.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 20);
        QByteArray texts;
        for (const QByteArray &line : lines) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            const QJsonArray tokens = object["tokens"].toArray(), weights = object["weights"].toArray();
            texts += object["text"].toString().toUtf8() + '\n';
            QCOMPARE(weights.size(), tokens.size());
            const qsizetype prompt = std::max(qsizetype(1), tokens.toVariantList().indexOf(4) + 1); // <|assistant|>
            for (qsizetype i = 0; i < weights.size(); ++i)
                QCOMPARE(weights[i].toDouble(), i < prompt ? 0.0 : 1.0);
        }
        QCOMPARE(cli(call + QStringList{"--count", "20"}).out, texts);
        QVERIFY(texts.contains("<think></think><answer>"));
        const QStringList few{"--first", "5", "--count", "2"};
        QCOMPARE(cli(call + few).out.split('\n').first(2), texts.split('\n').mid(5, 2));
        for (int i = 0; i < 3; ++i) {
            const QJsonObject object = QJsonDocument::fromJson(lines[i]).object();
            QCOMPARE(cli({"tokenize", "default", "--text", object["text"].toString(), "--parse-special", "--no-bos",
                          "--json"})
                         .json()["tokens"],
                     object["tokens"]);
        }
    }

    // e with an accent behind it, for a vocabulary whose makers bring texts to the form NFC.
    void tokenizeComposesOnRequest()
    {
        const QString qwen = golden("qwen2_f16.gguf");
        const auto tokens = [&](const QString &text, const QStringList &more = {}) {
            return cli(QStringList{"tokenize", qwen, "--text", text, "--json"} + more).json()["tokens"].toArray();
        };
        const QString apart = QString::fromUtf8("cafe\u0301"), whole = QString::fromUtf8("caf\u00e9");
        QVERIFY(!tokens(apart).isEmpty() && tokens(apart) != tokens(whole));
        QCOMPARE(tokens(apart, {"--normalise"}), tokens(whole));
        QCOMPARE(tokens(whole, {"--normalise"}), tokens(whole));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("no verb") << QStringList{} << 2;
        QTest::newRow("unknown option") << QStringList{"generate", "default", "--nonsense"} << 2;
        QTest::newRow("two prompts") << QStringList{"generate", "default", "--chat", "a", "--prompt", "b"} << 2;
        QTest::newRow("unknown template")
            << QStringList{"generate", "default", "--chat", "a", "--template", "own"} << 2;
        QTest::newRow("template without chat")
            << QStringList{"generate", "default", "--prompt", "a", "--template", "none"} << 2;
        QTest::newRow("token outside") << QStringList{"generate", "default", "--tokens", "99999999"} << 2;
        QTest::newRow("no bias") << QStringList{"generate", "default", "--chat", "a", "--logit-bias", "5"} << 2;
        QTest::newRow("bias outside") << QStringList{"generate", "default", "--chat", "a", "--logit-bias", "99999:1"}
                                      << 2;
        QTest::newRow("penalty outside") << QStringList{"generate", "default", "--chat", "a", "--presence-penalty", "3"}
                                         << 2;
        QTest::newRow("not a token") << QStringList{"generate", "default", "--tokens", "one"} << 2;
        QTest::newRow("cache type") << QStringList{"inspect", "default", "--cache-type", "q1"} << 2;
        QTest::newRow("missing file") << QStringList{"inspect", "/no/such/file.gguf"} << 3;
        QTest::newRow("not GGUF") << QStringList{"generate", QString(DEEPSCOPE_SOURCE "/README.md"), "--chat", "a"}
                                  << 3;
        QTest::newRow("not a run") << QStringList{"trace", QString(DEEPSCOPE_SOURCE "/README.md")} << 3;
        QTest::newRow("unknown shape") << QStringList{"synth", "--shape", "huge", "--type", "F16", "/no/such/x.gguf"}
                                       << 2;
        QTest::newRow("unknown type") << QStringList{"synth", "--shape", "mid", "--type", "F1", "/no/such/x.gguf"} << 2;
        QTest::newRow("nowhere to write")
            << QStringList{"synth", "--shape", "small", "--type", "F16", "/no/such/x.gguf"} << 3;
        QTest::newRow("unknown recipe") << QStringList{"train", "--recipe", "bread", "--print-text", "default"} << 2;
        QTest::newRow("no marks of a thought")
            << QStringList{"train", "--recipe", "lab-base", "--print-text", golden("ds2lite_new_f16.gguf")} << 3;
        QTest::newRow("no device") << QStringList{"generate", "default", "--chat", "a", "--device", "none such"} << 4;
    }

    void exitCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exitCode, code);
        QVERIFY(!outcome.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
