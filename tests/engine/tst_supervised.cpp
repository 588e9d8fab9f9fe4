// Training from texts: from nothing, or from what another model knows.
#include "api/model_file.h"
#include "api/training.h"
#include "catalog/model_header.h"
#include "support/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace {

const CancelFlag goOn = false;

QByteArray bytesOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSupervised : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    TrainingRequest request(const char *name, uint32_t steps) const
    {
        TrainingRequest request;
        request.model = "default";
        request.recipe = "lab-base";
        request.out = m_folder.filePath(name).toStdString();
        request.steps = steps;
        request.texts = 8;
        return request;
    }
    static std::vector<TrainingReport> reportsOf(const TrainingRequest &request)
    {
        std::vector<TrainingReport> reports;
        train(
            request, [&](const TrainingReport &report) { reports.push_back(report); }, goOn);
        return reports;
    }
    static void expectRefusal(const TrainingRequest &request, const char *part)
    {
        const auto error = errorOf([&] { reportsOf(request); });
        QVERIFY(error);
        QVERIFY2(error->kind() == ErrorKind::Usage, error->what());
        QVERIFY2(std::string(error->what()).find(part) != std::string::npos, error->what());
    }

private slots:
    void learnsFromNothing()
    {
        const auto first = reportsOf(request("one.gguf", 1)), more = reportsOf(request("more.gguf", 20));
        QCOMPARE(first.size(), size_t(1));
        QCOMPARE(more.size(), size_t(1));
        QCOMPARE(more.front().step, 20U);
        QVERIFY(more.front().tokensPerSecond > 0);
        // Nothing is known at first: about as if all 1,012 tokens were as likely (6.9 nats).
        QVERIFY2(first.front().loss > 5 && first.front().loss < 9, qPrintable(QString::number(first.front().loss)));
        QVERIFY2(more.front().loss < first.front().loss - 1, qPrintable(QString::number(more.front().loss)));

        const ModelHeader made(request("more.gguf", 0).out), like("default");
        QCOMPARE(*made.file.strings("tokenizer.ggml.tokens"), *like.file.strings("tokenizer.ggml.tokens"));
        QCOMPARE(made.file.stringOr("tokenizer.chat_template", "none"),
                 like.file.stringOr("tokenizer.chat_template", "other"));
        QCOMPARE(made.info.name, "Deepscope lab base");
        QVERIFY(made.info.experts > 0);
        QVERIFY2(made.file.bytes() < 4'000'000, qPrintable(QString::number(made.file.bytes())));
        QVERIFY(!QFile::exists(QString::fromStdString(request("more.gguf", 0).out + ".untaught")));
    }

    void goesOnWithWhatAModelKnows()
    {
        TrainingRequest further = request("further.gguf", 1);
        further.model = request("more.gguf", 0).out;
        further.goOn = true;
        const auto reports = reportsOf(further);
        QVERIFY2(reports.front().loss < 5.5, qPrintable(QString::number(reports.front().loss)));
    }

    void sameSeedGivesTheSameBytes()
    {
        reportsOf(request("a.gguf", 2));
        reportsOf(request("b.gguf", 2));
        TrainingRequest other = request("c.gguf", 2);
        other.seed = 2;
        reportsOf(other);
        QVERIFY(!bytesOf(request("a.gguf", 0).out).isEmpty());
        QCOMPARE(bytesOf(request("a.gguf", 0).out), bytesOf(request("b.gguf", 0).out));
        QVERIFY(bytesOf(request("a.gguf", 0).out) != bytesOf(other.out));
    }

    // What was learned until then is not lost.
    void writesWhatAnInterruptLeft()
    {
        TrainingRequest cut = request("cut.gguf", 1000);
        cut.texts = 1;
        CancelFlag interrupt = false;
        const auto error = errorOf([&] {
            train(
                cut, [&](const TrainingReport &) { interrupt = true; }, interrupt);
        });
        QVERIFY(error);
        QVERIFY2(error->kind() == ErrorKind::Interrupted, error->what());
        QVERIFY2(std::string(error->what()).find("after 100 steps") != std::string::npos, error->what());
        QCOMPARE(ModelHeader(cut.out).file.stringOr("general.source.training", ""),
                 "Deepscope, recipe lab-base, 100 steps of 1 texts, seed 1");
    }

    void refusesInASentence()
    {
        TrainingRequest unknown = request("x.gguf", 1);
        unknown.recipe = "bread";
        expectRefusal(unknown, "bread");
        expectRefusal(request("one.gguf", 1), "exists already");
        TrainingRequest nowhere = request("x.gguf", 1);
        nowhere.out.clear();
        expectRefusal(nowhere, "--out");
        for (uint32_t TrainingRequest::*number : {&TrainingRequest::steps, &TrainingRequest::texts}) {
            TrainingRequest none = request("x.gguf", 1);
            none.*number = 0;
            expectRefusal(none, "at least 1");
        }
    }
};

QTEST_GUILESS_MAIN(TestSupervised)
#include "tst_supervised.moc"
