// `deepscope-cli generate --prompts`: many prompts of a file, answered together and told in their order.
#include "command_line.h"

#include <QTemporaryFile>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using deepscope::test::cli;
using deepscope::test::Outcome;

class TestPrompts : public QObject {
    Q_OBJECT

private slots:
    // One line each, in their order; together they give what each gives alone.
    void promptsOfAFileRunTogether()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("{\"chat\": \"What is 2 + 2?\", \"id\": \"sum\"}\n\n"
                   "{\"prompt\": \"What is\", \"max_tokens\": 4, \"temperature\": 2, \"seed\": 9}\n"
                   "{\"tokens\": [1, 3, 313], \"max_tokens\": 40}\n");
        file.close();
        const Outcome outcome = cli({"generate", "default", "--prompts", file.fileName(), "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const auto line = [&](int i) { return QJsonDocument::fromJson(lines[i]).object(); };
        QCOMPARE(line(0)["id"].toString(), QString("sum"));
        QCOMPARE(line(1)["id"].toInt(), 3); // its line
        QCOMPARE(line(0)["rows_at_once"].toInt(), 3);
        const auto alone = [](const QStringList &prompt) -> QJsonValue {
            return cli(QStringList{"generate", "default", "--json"} + prompt).json().value("tokens");
        };
        QCOMPARE(line(0).value("tokens"), alone({"--chat", "What is 2 + 2?"}));
        QCOMPARE(line(1).value("tokens"),
                 alone({"--prompt", "What is", "--max-tokens", "4", "--temperature", "2", "--seed", "9"}));
        QCOMPARE(line(2).value("tokens"), alone({"--tokens", "1,3,313", "--max-tokens", "40"}));
    }

    // What is wrong with a line is said in its place; the others are answered.
    void wrongPromptsAreSaidInTheirPlace()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("{\"chat\": \"What is 2 + 2?\"}\n"
                   "{\"chat\": \"Hi\", \"prompt\": \"Hi\", \"id\": \"both\"}\n"
                   "no JSON\n"
                   "{\"tokens\": [99999999]}\n"
                   "{\"prompt\": \"" +
                   QByteArray("word ").repeated(200) +
                   "\"}\n"
                   "{\"chat\": \"What is 3 + 4?\"}\n");
        file.close();
        const QStringList call{"generate", "default", "--context", "128", "--prompts", file.fileName()};
        const Outcome json = cli(call + QStringList{"--json"});
        QCOMPARE(json.exitCode, 1);
        const QList<QByteArray> lines = json.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        const auto field = [&](int line, const char *name) {
            return QJsonDocument::fromJson(lines[line]).object().value(name).toVariant().toString();
        };
        QCOMPARE(field(0, "answer"), QString("4"));
        QCOMPARE(field(1, "id"), QString("both"));
        QVERIFY(field(1, "error").startsWith("It needs exactly one of"));
        QCOMPARE(field(2, "id"), QString("3"));
        QVERIFY(field(2, "error").startsWith("It is no JSON object"));
        QVERIFY(field(3, "error").contains("99999999"));
        QVERIFY(field(4, "error").contains("the context holds 128"));
        QCOMPARE(field(5, "answer"), QString("7"));
        QVERIFY(json.err.contains("4 of the 6 lines"));

        const Outcome text = cli(call);
        QCOMPARE(text.exitCode, 1);
        QCOMPARE(text.out.count('\n'), 2);
        qsizetype at = 0;
        for (const char *said : {"line 2: It needs exactly one of", "line 3: It is no JSON object",
                                 "line 4: ", "line 5: The prompt has "}) {
            at = text.err.indexOf(said, at);
            QVERIFY2(at >= 0, said);
        }
    }

    // No number is cut until it fits.
    void wrongNumbersAreSaidInTheirPlace()
    {
        constexpr std::pair<const char *, const char *> Wrong[] = {
            {"{\"chat\": \"Hi\", \"max_tokens\": -1}", "\"max_tokens\" must be a whole number from 0 to 4294967295."},
            {"{\"chat\": \"Hi\", \"max_tokens\": 4294967296}", "\"max_tokens\" must be"},
            {"{\"chat\": \"Hi\", \"max_tokens\": 1.7}", "\"max_tokens\" must be"},
            {"{\"tokens\": [5, 4294967301]}", "\"tokens\" must be a whole number from 0 to 2147483647."},
            {"{\"tokens\": [true]}", "\"tokens\" must be"},
            {"{\"tokens\": [-3]}", "\"tokens\" must be"},
            {"{\"tokens\": 5}", "\"tokens\" must be a list of ids."},
            {"{\"chat\": \"Hi\", \"tokens\": null}", "\"tokens\" must be a list"},
            {"{\"chat\": \"Hi\", \"seed\": \"1\"}", "\"seed\" must be"},
            {"{\"chat\": \"Hi\", \"temperature\": true}", "\"temperature\" must be a number."},
        };
        QTemporaryFile file;
        QVERIFY(file.open());
        for (const auto &[line, said] : Wrong)
            file.write(line + QByteArray("\n"));
        file.write("{\"chat\": \"What is 3 + 4?\", \"seed\": 18446744073709551615}\n");
        file.close();
        const Outcome outcome = cli({"generate", "default", "--prompts", file.fileName(), "--json"});
        QCOMPARE(outcome.exitCode, 1);
        const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(std::size(Wrong)) + 1);
        for (size_t i = 0; i < std::size(Wrong); ++i) {
            const QString error = QJsonDocument::fromJson(lines[qsizetype(i)]).object()["error"].toString();
            QVERIFY2(error.startsWith(Wrong[i].second), qPrintable(error));
        }
        QCOMPARE(QJsonDocument::fromJson(lines.last()).object()["answer"].toString(), QString("7"));
    }

    void wrongFilesOfPrompts()
    {
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("{\"chat\": \"Hi\"}\n") > 0);
        file.close();
        const auto exitCode = [](const QStringList &options) {
            return cli(QStringList{"generate", "default", "--prompts"} + options).exitCode;
        };
        QCOMPARE(exitCode({"/nowhere.jsonl"}), 3);
        QCOMPARE(exitCode({file.fileName(), "--chat", "Hi"}), 2);
        QCOMPARE(exitCode({file.fileName(), "--logit-bias", "5"}), 2);
    }

    // The first answer is printed while the others are still written; an interrupt ends them.
    void answersArePrintedAsTheyCome()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("{\"chat\": \"What is 2 + 2?\", \"max_tokens\": 3}\n");
        file.write(QByteArray("{\"chat\": \"What is 2 + 2?\"}\n").repeated(200)); // minutes, were they to end
        file.close();
        QProcess process;
        process.start(QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"),
                      {"generate", "default", "--ignore-eos", "--prompts", file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine() || process.state() == QProcess::NotRunning, 60000);
        QCOMPARE(process.state(), QProcess::Running);
        QVERIFY(QJsonDocument::fromJson(process.readLine()).object().contains("tokens"));
#ifdef Q_OS_UNIX
        QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAll().isEmpty());
#else
        process.kill();
        process.waitForFinished();
#endif
    }
};

QTEST_GUILESS_MAIN(TestPrompts)
#include "tst_prompts.moc"
