// How a run was made, in words.
#include "models/run_making.h"
#include "support/synthetic_run.h"

#include <QRegularExpression>
#include <QTest>

using namespace deepscope;

class TestRunMaking : public QObject {
    Q_OBJECT

    static Run runOf(const std::optional<RunRequest> &request)
    {
        return Run(1, "question", std::make_shared<LoadedModel>(test::moeModel()), request);
    }

private slots:
    void samplingInWords_data()
    {
        QTest::addColumn<Sampling>("sampling");
        QTest::addColumn<QString>("words");
        QTest::newRow("greedy") << Sampling{} << "greedy";
        QTest::newRow("temperature alone") << Sampling{0.7f, 0, 1, 0, 0} << "temperature 0.7";
        QTest::newRow("all") << Sampling{0.6f, 20, 0.95f, 0.05f, 9}
                             << "temperature 0.6, top-p 0.95, top-k 20, min-p 0.05";
        QTest::newRow("penalties") << Sampling{0, 0, 1, 0, 0, 1.1f, 0.5f, -0.25f, {{3, 1}, {4, -100}}}
                                   << "greedy, repetition penalty 1.1, presence penalty 0.5, frequency penalty -0.25, "
                                      "biases for 2 tokens";
    }

    void samplingInWords()
    {
        QFETCH(Sampling, sampling);
        QTEST(samplingWords(sampling), "words");
    }

    void saysAllThatIsRecorded()
    {
        RunRequest request;
        request.chat = {
            {ChatMessage::Role::User, "a"}, {ChatMessage::Role::Assistant, "b"}, {ChatMessage::Role::User, "question"}};
        request.sampling = {0.5f, 0, 1, 0, 1234567890123};
        request.chatTemplate = "chatml";
        request.maxTokens = 1;
        request.leftOut = {{0, LeftOutTurn::Reason::NoRoom}};
        QCOMPARE(makingLines(runOf(request)),
                 QStringList({"Synthetic MoE on Synthetic device, context of 4,096 tokens, KV cache in F16",
                              "Sampling: temperature 0.5, seed 1234567890123", "At most 1 token",
                              "Chat template: chatml", "Sent: 3 messages; left out: 1 earlier turn"}));
    }

    void saysWhichOfSeveralAnswersItWas()
    {
        RunRequest request;
        request.sampling.temperature = 1;
        request.sampling.seed = 9;
        request.sample = 2;
        QCOMPARE(makingLines(runOf(request))[1], "Sampling: temperature 1, seed 9, answer 3");
        request.sampling.temperature = 0;
        QCOMPARE(makingLines(runOf(request))[1], "Sampling: greedy");
    }

    void saysWhatIsUsual()
    {
        RunRequest request;
        request.chat = {{ChatMessage::Role::User, "question"}};
        QCOMPARE(makingLines(runOf(request)).mid(1),
                 QStringList({"Sampling: greedy", "Chat template: the model's own", "Sent: 1 message"}));
    }

    void saysWhatEndsAThoughtAndAnAnswer()
    {
        RunRequest request;
        request.chat = {{ChatMessage::Role::System, "Be kind"}, {ChatMessage::Role::User, "question"}};
        request.thoughtLimit = 40;
        request.stops = {"END", "\n"};
        const QStringList lines = makingLines(runOf(request));
        QVERIFY2(lines.contains("Thought closed after 40 tokens"), qPrintable(lines.join('|')));
        QVERIFY2(!lines.filter(QRegularExpression("^Ends before: .*END.*, .*$")).empty(), qPrintable(lines.join('|')));
        QVERIFY(!lines.join(' ').contains("kind")); // it may be long
        QCOMPARE(systemText(runOf(request)), QString("Be kind"));
    }

    void saysThatAnOlderRunDoesNotTell()
    {
        QCOMPARE(makingLines(runOf({})).mid(1), QStringList{"How it was sampled and what was sent was not recorded."});
    }
};

QTEST_GUILESS_MAIN(TestRunMaking)
#include "tst_run_making.moc"
