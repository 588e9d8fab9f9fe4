// Whatever is opened as a model is a model or is refused with one sentence: at once, in little memory, exit code 3.
#include "api/model_file.h"
#include "api/path_text.h"
#include "support/expect_error.h"
#include "support/gguf_draft.h"
#include "support/malformed_files.h"
#include "support/raw_gguf.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace deepscope;

namespace fs = std::filesystem;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool Sanitized = true; // reserves terabytes of addresses and is slow
#else
constexpr bool Sanitized = false;
#endif

// It takes some milliseconds, on a busy machine more; what is hostile would take minutes.
constexpr qint64 MostMilliseconds = 10'000;

// As a script runs it. Where a process can be limited, program, libraries and all must fit into the limit.
void runCli(QProcess &process, const QStringList &arguments)
{
#ifdef Q_OS_UNIX
    if (!Sanitized)
        process.setChildProcessModifier([] {
            constexpr rlim_t MostMemory = 100 << 20; // of addresses, so of memory too
            const rlimit limit{MostMemory, MostMemory};
            setrlimit(RLIMIT_AS, &limit);
        });
#endif
    process.start(QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"), arguments);
}

QString text(const fs::path &path) { return QString::fromStdString(textOf(path)); }

const std::vector<MalformedFile> &corpus()
{
    static const std::vector<MalformedFile> all = [] {
        std::vector<MalformedFile> files;
        for (const auto make : {malformedHeaders, malformedKeys, malformedTensors, truncatedModels, inconsistentModels,
                                inconsistentTokenizers})
            for (MalformedFile &file : make())
                files.push_back(std::move(file));
        return files;
    }();
    return all;
}

} // namespace

class TestMalformedFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    fs::path path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    static void expectRefusal(const fs::path &file, const std::string &part) { expectRefusal(file, file, part); }

    // In this process, and as a script sees it. The sentence names `named`: a part of the model where it has several.
    static void expectRefusal(const fs::path &file, const fs::path &named, const std::string &part)
    {
        EXPECT_FILE_ERROR(ModelFile(textOf(file)), textOf(named), part);

        QProcess process;
        QElapsedTimer clock;
        clock.start();
        runCli(process, {"inspect", text(file)});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray sentence = process.readAllStandardError();
        QVERIFY2(clock.elapsed() < MostMilliseconds, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 3, sentence.constData());
        QVERIFY2(sentence.contains(part.c_str()), sentence.constData());
        QCOMPARE(sentence.count('\n'), 1);
        QVERIFY(sentence.endsWith(".\n"));
        QVERIFY2(!sentence.contains(". "), sentence.constData()); // one sentence
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
    }

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    // The limit is one that a good model stays under, so that it is the file that is refused.
    void opensAGoodModelWithinTheLimits()
    {
        writeFile(path("good.gguf"), GgufDraft::golden("ds2v3_new_f16").bytes());
        QProcess process;
        runCli(process, {"tokenize", text(path("good.gguf")), "--text", "a"});
        QVERIFY(process.waitForFinished(60000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    void refuses_data()
    {
        QVERIFY(corpus().size() >= 60);
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < corpus().size(); ++i)
            QTest::newRow(corpus()[i].name.c_str()) << i;
    }
    void refuses()
    {
        QFETCH(size_t, index);
        const fs::path file = path("model.gguf");
        writeFile(file, corpus()[index].make());
        expectRefusal(file, corpus()[index].part);
    }

    void refusesWhatIsNoFile()
    {
        expectRefusal(path("absent.gguf"), "absent.gguf: the file does not exist");
        expectRefusal(m_folder.path().toStdString(), "this is not a file");
        writeFile(path("empty.gguf"), {});
        expectRefusal(path("empty.gguf"), "the file is empty");
#ifdef Q_OS_UNIX
        fs::create_symlink("circle.gguf", path("circle.gguf"));
        expectRefusal(path("circle.gguf"), "the file cannot be opened: Too many levels");
        fs::create_symlink("absent.gguf", path("dangling.gguf"));
        expectRefusal(path("dangling.gguf"), "does not exist");
        QCOMPARE(mkfifo(path("pipe.gguf").c_str(), 0600), 0);
        expectRefusal(path("pipe.gguf"), "this is not a file");
        expectRefusal("/dev/zero", "this is not a file");
#endif
    }

    // Files with holes are as large as they like and cost nothing: what they announce must not be believed.
    void refusesWhatIsHuge_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const RawGguf &raw, const char *part) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(raw.bytes.data()),
                                              qsizetype(raw.bytes.size()))
                                << part;
        };
        const uint64_t many = uint64_t(1) << 33;
        row("texts", RawGguf(0, 1).array("a", String, many), "key 'a': the header takes more than 64 MiB");
        row("numbers", RawGguf(0, 1).array("a", U8, many), "key 'a': the header takes more than 64 MiB");
        row("flags", RawGguf(0, 1).array("a", Bool, many), "key 'a': the header takes more than 64 MiB");
        row("text", RawGguf(0, 1).key("a", String, many), "key 'a': the header takes more than 64 MiB");
        row("key", RawGguf(0, 1).number(many), "key 1 of 1: the header takes more than 64 MiB");
        row("tensor name", RawGguf(1, 0).number(many), "tensor 1 of 1: the header takes more than 64 MiB");
        row("tensors", RawGguf(many, 0), "more than 65536 tensors or keys");
        row("keys", RawGguf(0, many), "more than 65536 tensors or keys");
        row("nothing but a tensor", RawGguf(1, 0).tensor("t", {1 << 30, 100}, 0, 0),
            "'general.architecture' is missing");
    }
    void refusesWhatIsHuge()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, part);
        writeFile(path("huge.gguf"), {header.begin(), header.end()});
        std::error_code error;
        fs::resize_file(path("huge.gguf"), uint64_t(500) << 30, error);
        if (error)
            QSKIP("This disk takes no file of holes.");
        expectRefusal(path("huge.gguf"), part.toStdString());
    }

    void refusesBrokenPartsOfAModel()
    {
        const fs::path stem = path("parts");
        const std::vector<GgufDraft> good = GgufDraft::golden("ds2v3_new_f16").split(3);
        const fs::path first = writeParts(stem, good), second = partPath(stem, 2, 3), third = partPath(stem, 3, 3);
        const auto expect = [&](const fs::path &named, const char *part) {
            expectRefusal(first, named, part);
            writeParts(stem, good);
        };
        fs::remove(second);
        expect(second, "part 2 of 3 of the model is missing; all parts must lie in one folder");

        fs::remove(second);
        writeFile(second, good[0].bytes());
        expect(second, "by its name this is part 2 of 3 of a model, but by its metadata part 1 of 3");

        writeFile(second, good[2].bytes());
        expect(second, "by its name this is part 2 of 3 of a model, but by its metadata part 3 of 3");

        writeFile(third, GgufDraft::golden("ds2v3_new_f16").bytes());
        expect(third, "by its name this is part 3 of 3 of a model, but by its metadata a whole model");

        GgufDraft changed = good[1];
        writeFile(second, changed.set("general.name", std::string("another")).bytes());
        expect(second, "of another model than the first part: key 'general.name' differs");

        changed = good[1];
        writeFile(second, changed.set("split.tensors.count", int64_t(9)).bytes());
        expect(second, "of another model than the first part: key 'split.tensors.count' differs");

        changed = good[2];
        changed.tensors.push_back(good[0].tensors[0]);
        writeFile(third, changed.bytes());
        expect(third, "stands in another part of the model too");

        changed = good[2];
        changed.tensors.pop_back();
        writeFile(third, changed.bytes());
        expect(first, "the 3 parts hold 69 tensors, but key 'split.tensors.count' announces 70");

        changed = good[0];
        writeFile(first, changed.set("split.no", uint64_t(3)).bytes());
        expect(first, "key 'split.no' is 3, but the parts are numbered 0 to 2");

        changed = good[0];
        writeFile(first, changed.set("split.count", uint64_t(2)).bytes());
        expect(first, "this is part 1 of 2 of a model, so its name must end in -00001-of-00002.gguf");

        changed = good[0];
        writeFile(first, changed.set("split.count", uint64_t(0xffffffffU)).bytes());
        expect(first, "so its name must end in -00001-of-4294967295.gguf");

        changed = good[0];
        writeFile(first, changed.remove("split.tensors.count").bytes());
        expect(first, "key 'split.tensors.count' is missing");

        std::vector<uint8_t> cut = good[2].bytes();
        cut.resize(cut.size() / 2);
        writeFile(third, cut);
        expect(third, "is damaged or incomplete");
    }
};

QTEST_GUILESS_MAIN(TestMalformedFiles)
#include "tst_malformed_files.moc"
