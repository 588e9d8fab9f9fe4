// Run files: what they carry, cut off anywhere, damaged anywhere, and hostile.
#include "record/crc32.h"
#include "record/run_file_format.h"
#include "support/expect_error.h"
#include "support/sample_run.h"
#include "support/serialised.h"

#include <QFile>
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

Bytes fileOf(const std::vector<Bytes> &records, uint32_t version = RunFileVersion, uint32_t lowest = LowestReader)
{
    Bytes bytes(RunFileMagic.begin(), RunFileMagic.end());
    appendBytes(bytes, serialised(version));
    appendBytes(bytes, serialised(lowest));
    appendBytes(bytes, serialised(crc32(bytes)));
    for (const Bytes &item : records)
        appendBytes(bytes, item);
    return bytes;
}

Bytes startRecord(const LoadedModel &model)
{
    Bytes payload = serialised(model);
    appendBytes(payload, serialised(std::string("question")));
    appendBytes(payload, serialised(std::optional<RunRequest>()));
    return record(1, payload);
}

// A struct as a version with further fields would write it.
Bytes withFurtherFields(const Bytes &structBytes)
{
    const Bytes further = {1, 2, 3};
    Bytes longer = serialised(uint32_t(structBytes.size() - sizeof(uint32_t) + further.size()));
    appendBytes(longer, std::span(structBytes).subspan(sizeof(uint32_t)));
    appendBytes(longer, further);
    return longer;
}

QByteArray corpusFile(const QString &name)
{
    QFile file(QStringLiteral(DEEPSCOPE_TEST_DATA "/run_files/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
        QVERIFY(copy.request);
        QCOMPARE(serialised(*copy.request), serialised(*run.request));
        QCOMPARE(copy.request->chat[1].text, std::string("132"));
        QVERIFY(copy.request->sampling == run.request->sampling);
        QCOMPARE(copy.request->sampling.logitBias[1].token, 70);
        QCOMPARE(copy.request->sample, 5U);
        QVERIFY(copy.request->leftOut[0].reason == LeftOutTurn::Reason::NoRoom);
        QCOMPARE(copy.model.info.tensorTypes[1].type, std::string("F32"));
        QCOMPARE(copy.model.info.expertGroups, 4U);
        QCOMPARE(copy.model.info.expertGroupsUsed, 2U);
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

    // What a plan says of its cache beside the numbers that are recorded follows from them.
    void knowsTheCacheOfARun()
    {
        const auto copyOf = [](const MemoryPlan &plan) {
            LoadedModel model = sampleModel();
            model.memory = plan;
            return read(fileOf({startRecord(model)})).model.memory;
        };
        MemoryPlan plan = sampleModel().memory;
        QVERIFY(copyOf(plan) == plan);
        plan.context = 100; // in whole pages the same
        plan.sequences = 8, plan.cacheBytes *= 8;
        QVERIFY(copyOf(plan) == plan);
        plan.context = 0xffffffff, plan.sequences = 1; // as much as it can be
        QVERIFY(copyOf(plan) == plan);

        plan.cacheType = CacheType::Q8_0; // latent, a layer whose keys have large biases, and one as usual
        plan.layers[0].parts = {{"latent", 16, 17, 0}, {"rope_key", 16, 32, 0}};
        plan.layers[1].parts = {{"keys", 128, 256, 0, true}, {"values", 128, 256, 0, true}};
        plan.layers[2].parts = {{"keys", 128, 144, 0}, {"values", 128, 144, 0}};
        QVERIFY(copyOf(plan) == plan);
        QCOMPARE(copyOf(plan).finerLayers(), 1U);
        plan.cacheType = CacheType::F16;
        QCOMPARE(copyOf(plan).finerLayers(), 0U);

        // Every layer has a window: how many rows that are, their bytes say, and the contexts are recorded.
        plan = sampleModel().memory;
        plan.context = 100, plan.sequences = 3, plan.windowTokens = 160;
        for (CacheLayer &layer : plan.layers) {
            layer.window = 24;
            layer.parts = {{"keys", 16, 32, 32 * plan.windowTokens}, {"values", 16, 32, 32 * plan.windowTokens}};
        }
        QVERIFY(copyOf(plan) == plan);
    }

    void isOnDiskWhileTheRunGoesOn()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("run").toStdString();
        const RecordedRun run = sampleRun();
        RunFileWriter writer(path, run);
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
        const size_t start = runFileStart(sampleRun()).size();
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
        EXPECT_FILE_ERROR(read(fileOf({}, 1)), "run file", "version 1 of run files is not supported");
        EXPECT_FILE_ERROR(read(fileOf({startRecord(sampleModel())}, RunFileVersion + 1, RunFileVersion + 1)),
                          "run file",
                          "a newer Deepscope is needed: the file is of version " + std::to_string(RunFileVersion + 1) +
                              ", and this one reads up to " + std::to_string(RunFileVersion));
    }

    // What a newer version adds without misleading this one: kinds of records, and fields at the end of structs.
    void readsWhatANewerVersionAdded()
    {
        Bytes start = withFurtherFields(serialised(sampleModel()));
        appendBytes(start, serialised(std::string("question")));
        appendBytes(start, serialised(std::optional<RunRequest>()));
        appendBytes(start, Bytes{9, 9, 9}); // and something after them
        const RecordedRun run = read(fileOf({record(1, start), record(77, {1}),
                                             record(2, withFurtherFields(serialised(sampleToken(0, Phase::Answer)))),
                                             record(3, withFurtherFields(serialised(sampleSummary()))), record(78, {})},
                                            RunFileVersion + 1));
        QCOMPARE(run.question, std::string("question"));
        QCOMPARE(serialised(run.model), serialised(sampleModel()));
        QCOMPARE(run.tokens.size(), size_t(1));
        QCOMPARE(serialised(run.tokens[0]), serialised(sampleToken(0, Phase::Answer)));
        QVERIFY(run.summary);
        QCOMPARE(serialised(*run.summary), serialised(sampleSummary()));
    }

    // Recorded by the versions named, with the default model; they open for ever.
    void opensTheFilesOfEveryVersion_data()
    {
        QTest::addColumn<uint32_t>("version");
        for (uint32_t version = OldestVersion; version <= RunFileVersion; ++version)
            QTest::addRow("version %u", version) << version;
    }

    void opensTheFilesOfEveryVersion()
    {
        QFETCH(uint32_t, version);
        const QByteArray bytes = corpusFile(QString("version_%1.run").arg(version));
        QVERIFY2(!bytes.isEmpty(), "there is no file of this version");
        QCOMPARE(uint32_t(uint8_t(bytes[8])), version);
        const RecordedRun run = readRunFile(reinterpret_cast<const uint8_t *>(bytes.data()), size_t(bytes.size()));
        QCOMPARE(run.question, std::string("What is 47 + 85?"));
        QCOMPARE(run.model.info.architecture, std::string("deepseek2"));
        QCOMPARE(run.model.info.experts, 16U);
        QCOMPARE(run.model.info.expertGroups, 1U);
        QCOMPARE(run.model.memory.layers.size(), size_t(5));
        QCOMPARE(run.model.memory.layers[4].parts[1].name, std::string("rope_key"));
        QVERIFY(run.summary && run.summary->reason == FinishReason::EndToken);
        QCOMPARE(run.summary->answer, std::string("132"));
        QCOMPARE(run.tokens.size(), size_t(run.summary->promptTokens) + 44);
        QCOMPARE(run.tokens.back().bytes, std::string("<|end|>"));
        QVERIFY(run.tokens.back().control);
        QCOMPARE(run.tokens.back().routing.size(), size_t(16));
        QCOMPARE(run.request.has_value(), version >= 3);
        if (run.request)
            QVERIFY(run.request->chat.back().text == run.question && run.request->sampling == Sampling() &&
                    run.request->sample == 0);
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
        EXPECT_FILE_ERROR(read(fileOf({start, record(3, {1, 2})})), "run file", "shorter than what it holds");
        Bytes shorter = serialised(sampleSummary()); // by its own count
        --shorter[0];
        EXPECT_FILE_ERROR(read(fileOf({start, record(3, shorter)})), "run file", "shorter than what it holds");
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
        EXPECT_FILE_ERROR(read(with([](LoadedModel &m) { m.memory.sequences = 0; })), "run file", "room for no text");
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
        EXPECT_FILE_ERROR(RunFileWriter(full, sampleRun()), full.string(), "the recording cannot be written");
        EXPECT_FILE_ERROR(RunFileWriter("/absent/run", sampleRun()), "/absent/run", "cannot be written");
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
