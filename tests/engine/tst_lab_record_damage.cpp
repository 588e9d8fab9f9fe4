// Records of learning runs that are damaged, hostile or strange.
#include "support/expect_error.h"
#include "support/lab_runs.h"
#include <cmath>
#include <limits>

#ifndef _WIN32
#include <csignal>
#include <sys/resource.h>
#endif

using namespace deepscope;

class TestLabRecordDamage : public QObject {
    Q_OBJECT
    LabFile m_file;

private slots:
    // A flipped bit, one in each byte, is noticed, or makes a record seem to reach beyond the end, which is a cut.
    void noticesAFlippedBit()
    {
        const std::vector<uint8_t> whole = m_file.written(LabRun(1));
        for (size_t byte = 0; byte < whole.size(); ++byte) {
            std::vector<uint8_t> flipped = whole;
            flipped[byte] ^= uint8_t(1U << byte % 8);
            const std::string sentence = fileErrorOf([&] {
                const LabContents read = readLabContents(flipped, "record");
                QVERIFY(read.steps.size() < 2 || read.places.back().kind != LabKind::Board);
            });
            QVERIFY(sentence.empty() || (sentence.starts_with("record: ") && sentence.ends_with('.')));
        }
    }

    // Numbers that half precision, or a push by its probability, does not reach.
    void keepsStrangeNumbers()
    {
        constexpr float Infinity = std::numeric_limits<float>::infinity();
        LabAnswer answer;
        answer.tokens.resize(4);
        answer.tokens[1].logprob = -Infinity, answer.tokens[2].logprob = -1e-7F, answer.tokens[3].logprob = -200;
        answer.pushes = {0, Infinity, -2e-30F, 1e-30F};
        answer.promptTokens = 9; // more than there are
        LabStep step;
        step.step = 1;
        step.gradientNorm = std::numeric_limits<double>::quiet_NaN();
        step.board = {{"", "", "", {answer, answer}}};
        step.board[0].answers[0].promptTokens = 0;
        LabRecordWriter writer(m_file.path(), sampleLab());
        writer.append(step);
        const LabRecord record(m_file.path());
        QVERIFY(std::isnan(record.steps()[0].gradientNorm));
        const LabAnswer read = record.board(1)[0].answers[0];
        QCOMPARE(read.tokens[1].logprob, -Infinity);
        QVERIFY(std::abs(read.tokens[2].logprob + 1e-7F) <= 3e-8F);
        QCOMPARE(read.tokens[3].logprob, -200.0F);
        QVERIFY(read.pushes[0] == 0 && read.pushes[1] == Infinity && read.pushes[2] == -2e-30F);
        QVERIFY(std::abs(read.pushes[3] - 1e-30F) < 1e-33F);
        QVERIFY(record.board(1)[0].answers[1].tokens.empty());
    }

    void refusesWhatIsNoRecord()
    {
        const std::filesystem::path folder = m_file.path().parent_path();
        EXPECT_FILE_ERROR(LabRecord(folder / "absent"), folder.string(), "absent: the file cannot be opened");
        EXPECT_FILE_ERROR(LabRecord{folder}, folder.string(), "this is a folder, not a lab record");
        EXPECT_FILE_ERROR(LabRecordWriter("/absent/run.lab", sampleLab()), "/absent", "cannot be written");
        const std::vector<uint8_t> whole = m_file.written(LabRun(0));
        const auto with = [&](FileFormat format, const std::string &more = {}) {
            const std::string start = fileStart(format);
            std::vector<uint8_t> bytes(start.begin(), start.end());
            bytes.insert(bytes.end(), whole.begin() + ptrdiff_t(start.size()), whole.end());
            bytes.insert(bytes.end(), more.begin(), more.end());
            m_file.write(bytes);
        };
        FileFormat newer = LabFormat;
        newer.version = 9;
        with(newer, recordOf(77, std::string("what a newer version adds")));
        QCOMPARE(LabRecord(m_file.path()).steps().size(), size_t(1));
        newer.lowestReader = 9;
        with(newer);
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(),
                          "a newer Deepscope is needed: the file is of version 9");
        const uint32_t board = uint32_t(LabKind::Board), fixed = uint32_t(LabKind::Fixed);
        with(LabFormat, recordOf(board, 1U, PackedGroups()));
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(), "out of order");
        with(LabFormat, recordOf(fixed, 1U, PackedGroups()));
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(), "shorter than what it holds");
        PackedGroups groups;
        groups.numbers = {1, 7};
        with(LabFormat, recordOf(fixed, 1U, groups));
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(), "names a text that it does not hold");
        LabSettings settings;
        settings.algorithm = Algorithm(4);
        const std::string start =
            fileStart(LabFormat) +
            recordOf(uint32_t(LabKind::Start), runFileStart({sampleModel(), {}, {}, {}, {}}), settings);
        m_file.write({start.begin(), start.end()});
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(), "a value that has no meaning");
    }

    void refusesWhatDoesNotFitTheModel()
    {
        std::mt19937 random(1);
        LabStep step = randomStep(random, 0);
        step.experts.answer.pop_back();
        LabRecordWriter(m_file.path(), sampleLab()).append(step);
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(),
                          "the shares of experts do not fit the model");
        LabAnswer answer;
        answer.tokens.resize(1);
        answer.tokens[0].routing.assign(4, {16, 0.5F});
        LabRecordWriter(m_file.path(), sampleLab()).append(LabFixedAnswers{0, {{"", "", "", {answer}}}});
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(), "an expert that the model does not have");
        step = randomStep(random, 0);
        step.board = {{"", "", "", {answer}}};
        LabRecordWriter(m_file.path(), sampleLab()).append(step);
        EXPECT_FILE_ERROR(LabRecord{m_file.path()}.board(0), m_file.path().string(),
                          "an expert that the model does not have");
    }

    void saysThatTheDiskIsFull()
    {
        const std::filesystem::path full = "/dev/full"; // takes nothing
        if (!std::filesystem::exists(full))
            QSKIP("This system has no /dev/full.");
        EXPECT_FILE_ERROR(LabRecordWriter(full, sampleLab()), full.string(), "the recording cannot be written");
    }

    // What the disk does not take leaves no half record, and can be told again when there is room.
    void goesOnWhenThereIsRoomAgain()
    {
#ifdef _WIN32
        QSKIP("This system limits no file.");
#else
        const LabRun run(2);
        const std::vector<uint8_t> whole = m_file.written(run);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit free = {};
        getrlimit(RLIMIT_FSIZE, &free);
        for (size_t room : {m_file.started() + 10, m_file.started() + 700}) {
            LabRecordWriter writer(m_file.path(), LabFile::begunAt(0));
            const rlimit limited{rlim_t(room), free.rlim_max};
            setrlimit(RLIMIT_FSIZE, &limited);
            EXPECT_FILE_ERROR(writer.append(run.steps[0]), m_file.path().string(), "cannot be written");
            setrlimit(RLIMIT_FSIZE, &free);
            QCOMPARE(m_file.bytes().size(), m_file.started());
            run.write(writer);
            QCOMPARE(m_file.bytes(), whole);
        }
#endif
    }
};

QTEST_APPLESS_MAIN(TestLabRecordDamage)
#include "tst_lab_record_damage.moc"
