// Run files: what they carry, cut off anywhere, damaged anywhere, and hostile.
#include "run/crc32.h"
#include "run/record_output.h"
#include "run/run_file_format.h"
#include "support/expect_error.h"
#include "support/sample_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>

using namespace deepscope;

namespace {

using Bytes = std::vector<uint8_t>;

Bytes contents(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

Bytes written(const RecordedRun &run)
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("run").toStdString();
    writeRun(path, run);
    return contents(path);
}

RecordedRun read(const Bytes &bytes) { return readRunFile(bytes.data(), bytes.size()); }

template <typename T>
Bytes serialised(const T &value)
{
    RecordOutput output;
    output(value);
    return Bytes(output.bytes().begin(), output.bytes().end());
}

void appendBytes(Bytes &to, std::span<const uint8_t> from) { to.insert(to.end(), from.begin(), from.end()); }

// With a right checksum, whatever the payload is.
Bytes record(uint32_t kind, const Bytes &payload)
{
    Bytes bytes = serialised(kind);
    appendBytes(bytes, serialised(uint32_t(payload.size())));
    appendBytes(bytes, payload);
    appendBytes(bytes, serialised(crc32(bytes)));
    return bytes;
}

Bytes fileOf(const std::vector<Bytes> &records)
{
    Bytes bytes(RunFileMagic.begin(), RunFileMagic.end());
    appendBytes(bytes, serialised(RunFileVersion));
    for (const Bytes &item : records)
        appendBytes(bytes, item);
    return bytes;
}

Bytes startRecord(const LoadedModel &model)
{
    Bytes payload = serialised(model);
    appendBytes(payload, serialised(std::string("question")));
    return record(1, payload);
}

Bytes fileWith(const TokenTrace &token) { return fileOf({startRecord(sampleModel()), record(2, serialised(token))}); }

} // namespace

class TestRunFile : public QObject {
    Q_OBJECT
private slots:
    void carriesARun()
    {
        const RecordedRun run = sampleRun(), copy = read(written(run));
        QCOMPARE(copy.question, run.question);
        QCOMPARE(serialised(copy.model), serialised(run.model));
        QCOMPARE(copy.model.info.tensorTypes[1].type, std::string("F32"));
        QCOMPARE(copy.model.memory.layers[2].parts[1].name, std::string("rope_key"));
        QCOMPARE(copy.model.device.heaps[0].budget, uint64_t(2048));
        QCOMPARE(copy.tokens.size(), run.tokens.size());
        for (size_t i = 0; i < run.tokens.size(); ++i)
            QCOMPARE(serialised(copy.tokens[i]), serialised(run.tokens[i]));
        QCOMPARE(copy.tokens[1].bytes, run.tokens[1].bytes);
        QCOMPARE(copy.tokens[3].routing[1].expert, uint16_t(3));
        QVERIFY(copy.tokens[4].phase == Phase::Answer);
        QVERIFY(copy.summary && copy.summary->reason == FinishReason::TokenLimit);
        QCOMPARE(copy.summary->thinkSeconds, 1.25);
    }

    void isOnDiskWhileTheRunGoesOn()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("run").toStdString();
        const RecordedRun run = sampleRun();
        RunFileWriter writer(path, run.model, run.question);
        QCOMPARE(readRunFile(path).tokens.size(), size_t(0));
        for (size_t i = 0; i < run.tokens.size(); ++i) {
            writer.append(run.tokens[i]);
            if (run.tokens[i].phase != Phase::Prompt)
                QCOMPARE(readRunFile(path).tokens.size(), i + 1);
        }
        QVERIFY(!readRunFile(path).summary);
    }

    void canBeCutAnywhere()
    {
        const Bytes whole = written(sampleRun());
        const size_t start = fileOf({startRecord(sampleModel())}).size() + 16 - 8; // the sample asks a longer question
        size_t tokens = 0;
        for (size_t size = 0; size < whole.size(); ++size) {
            const Bytes cut(whole.begin(), whole.begin() + ptrdiff_t(size));
            if (size < start) {
                EXPECT_FILE_ERROR(read(cut), "run file", size < 8 ? "not a run file" : "cut off before it began");
                continue;
            }
            const RecordedRun run = read(cut);
            QVERIFY(!run.summary && run.tokens.size() >= tokens);
            tokens = run.tokens.size();
            QVERIFY(tokens == 0 || serialised(run.tokens.back()) == serialised(sampleRun().tokens[tokens - 1]));
        }
        QCOMPARE(tokens, size_t(5));
        QVERIFY(read(whole).summary);
    }

    // A flipped bit is noticed, or makes a record seem to reach beyond the end, which is a cut.
    void noticesEveryFlippedBit()
    {
        const Bytes whole = written(sampleRun());
        for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
            Bytes flipped = whole;
            flipped[bit / 8] ^= uint8_t(1U << bit % 8);
            const std::string sentence = fileErrorOf([&] { QVERIFY(!read(flipped).summary); });
            QVERIFY(sentence.empty() || sentence.starts_with("run file: "));
        }
    }

    void refusesWhatIsNoRunFile()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        EXPECT_FILE_ERROR(readRunFile(path / "absent"), path.string(), "absent: the file cannot be opened");
        EXPECT_FILE_ERROR(readRunFile(path), path.string(), "this is a folder");
        EXPECT_FILE_ERROR(read({'G', 'G', 'U', 'F', 3, 0, 0, 0, 0}), "run file", "not a run file of Deepscope");
        Bytes later = fileOf({});
        later[8] = 3;
        EXPECT_FILE_ERROR(read(later), "run file", "version 3 of run files is not supported; supported: 2");
    }

    void refusesRecordsOutOfOrder()
    {
        const Bytes start = startRecord(sampleModel());
        const Bytes token = record(2, serialised(sampleToken(0, Phase::Prompt)));
        const Bytes summary = record(3, serialised(sampleSummary()));
        EXPECT_FILE_ERROR(read(fileOf({token})), "run file", "out of order (record 1)");
        EXPECT_FILE_ERROR(read(fileOf({start, start})), "run file", "out of order (record 2)");
        EXPECT_FILE_ERROR(read(fileOf({start, summary, token})), "run file", "goes on after its end");
        EXPECT_FILE_ERROR(read(fileOf({start, token, token})), "run file", "the tokens are out of order (record 3)");
        EXPECT_FILE_ERROR(read(fileOf({start, record(9, {})})), "run file", "an unknown kind");
        EXPECT_FILE_ERROR(read(fileOf({start, record(3, {1, 2})})), "run file", "shorter than what it holds");
        Bytes longer = serialised(sampleSummary());
        longer.push_back(0);
        EXPECT_FILE_ERROR(read(fileOf({start, record(3, longer)})), "run file", "longer than what it holds");
        EXPECT_FILE_ERROR(read(fileOf({start, Bytes(12, 0xff)})), "run file", "damaged after record 1");
    }

    void refusesTokensThatDoNotFitTheModel()
    {
        const auto with = [](const std::function<void(TokenTrace &)> &change) {
            TokenTrace token = sampleToken(0, Phase::Answer);
            change(token);
            return fileWith(token);
        };
        QCOMPARE(read(with([](TokenTrace &t) { t.routing.clear(); })).tokens.size(), size_t(1));
        EXPECT_FILE_ERROR(read(with([](TokenTrace &t) { t.routing.pop_back(); })), "run file",
                          "does not fit the model");
        EXPECT_FILE_ERROR(read(with([](TokenTrace &t) { t.routing[0].expert = 16; })), "run file", "an expert that");
        EXPECT_FILE_ERROR(read(with([](TokenTrace &t) { t.candidates.resize(65); })), "run file", "more candidates");
        EXPECT_FILE_ERROR(read(with([](TokenTrace &t) { t.index = 128; })), "run file", "outside of the context");
        EXPECT_FILE_ERROR(read(with([](TokenTrace &t) { t.phase = Phase(3); })), "run file", "has no meaning");
    }

    void refusesModelsThatCannotBe()
    {
        const auto with = [](const std::function<void(LoadedModel &)> &change) {
            LoadedModel model = sampleModel();
            change(model);
            return fileOf({startRecord(model)});
        };
        EXPECT_FILE_ERROR(read(with([](LoadedModel &m) { m.info.denseLayers = 4; })), "run file", "dense layers");
        EXPECT_FILE_ERROR(read(with([](LoadedModel &m) { m.info.expertsUsed = 17; })), "run file", "more experts");
        EXPECT_FILE_ERROR(read(with([](LoadedModel &m) { m.info.layers = 5000; })), "run file", "more layers");
        EXPECT_FILE_ERROR(read(with([](LoadedModel &m) { m.memory.layers.pop_back(); })), "run file",
                          "differ in layers");
        // A count that the record cannot hold
        Bytes payload = serialised(sampleModel());
        appendBytes(payload, serialised(uint32_t(0xffffffff)));
        EXPECT_FILE_ERROR(read(fileOf({record(1, payload)})), "run file", "shorter than what it holds");
    }

    void saysThatTheDiskIsFull()
    {
        const std::filesystem::path full = "/dev/full"; // takes nothing
        if (!std::filesystem::exists(full))
            QSKIP("This system has no /dev/full.");
        EXPECT_FILE_ERROR(RunFileWriter(full, sampleModel(), ""), full.string(), "the recording cannot be written");
        EXPECT_FILE_ERROR(RunFileWriter("/absent/run", sampleModel(), ""), "/absent/run", "cannot be written");
    }

    void namesItsValues()
    {
        QCOMPARE(phaseName(Phase::Think), "think");
        QCOMPARE(stageName(Stage::Experts), "experts");
        QCOMPARE(finishReasonName(FinishReason::ContextFull), "context");
        QCOMPARE(cacheTypeName(CacheType::F16), "f16");
    }

    void computesTheUsualChecksum()
    {
        const std::string_view text = "123456789";
        QCOMPARE(crc32({reinterpret_cast<const uint8_t *>(text.data()), text.size()}), 0xcbf43926U);
        QCOMPARE(crc32({}), 0U);
    }
};

QTEST_APPLESS_MAIN(TestRunFile)
#include "tst_run_file.moc"
