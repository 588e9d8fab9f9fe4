// Records of learning runs: what they carry, cut off anywhere, gone on with.
#include "record/lab_format.h"
#include "support/expect_error.h"
#include "support/lab_runs.h"

#include <cmath>

using namespace deepscope;

class TestLabRecord : public QObject {
    Q_OBJECT
    LabFile m_file;

private slots:
    void carriesARun_data()
    {
        QTest::addColumn<uint32_t>("seed");
        for (uint32_t seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void carriesARun()
    {
        QFETCH(uint32_t, seed);
        const LabRun run(6, seed);
        LabRecordWriter writer(m_file.path(), sampleLab());
        run.write(writer);
        const LabRecord record(m_file.path()); // while the writer is open
        const LabBegun &begun = record.begun(), expected = sampleLab();
        QVERIFY(same(begun.model, expected.model));
        QVERIFY(begun.settings == expected.settings);
        QVERIFY(same(begun.tasks, expected.tasks) && same(begun.memory, expected.memory));
        QVERIFY(begun.parameters == expected.parameters && begun.step == expected.step);
        compareRun(record, run);
    }

    void canBeCutAnywhere()
    {
        const LabRun run(2);
        const std::vector<uint8_t> whole = m_file.written(run);
        size_t steps = 0, boards = 0;
        for (size_t size = 20; size < whole.size(); ++size) {
            const std::span cut = std::span(whole).first(size);
            const LabContents contents = readLabContents(cut, "record");
            QCOMPARE(contents.startEnd == 0, size < m_file.started());
            QVERIFY(contents.steps.size() >= steps && contents.steps.size() <= steps + 1);
            steps = contents.steps.size();
            for (size_t i = 0; i < steps; ++i)
                QVERIFY(same(contents.steps[i], run.steps[i]));
            boards = 0;
            for (const LabContents::Place &place : contents.places)
                if (place.kind == LabKind::Board)
                    compareGroups(boardIn(cut.subspan(place.begin, place.size), place, contents),
                                  run.steps[boards++].board, false);
            QVERIFY(boards == steps || boards + 1 == steps);
        }
        QVERIFY(steps == 3 && boards == 3);
        for (size_t size = 0; size < m_file.started(); size += 19) {
            m_file.write(whole, size);
            EXPECT_FILE_ERROR(LabRecord{m_file.path()}, m_file.path().string(),
                              size < 8 ? "not a lab record" : "cut off before it began");
        }
    }

    // Behind each step, with any part of what follows it on the disk.
    void goesOnBehindAStep()
    {
        const LabRun run(4);
        const std::vector<uint8_t> whole = m_file.written(run);
        for (size_t size = m_file.started(); size <= whole.size(); size += 101) {
            m_file.write(whole, size);
            const size_t had = LabRecord(m_file.path()).steps().size();
            for (uint32_t step = 0; step + 1 < had; ++step) {
                m_file.write(whole, size);
                LabRecordWriter writer = LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(step));
                QCOMPARE(LabRecord(m_file.path()).steps().size(), size_t(step) + 1);
                run.write(writer, step + 1);
                compareRun(LabRecord(m_file.path()), run);
            }
        }
    }

    // The steps that are made anew count, wherever the run went back to and goes on later.
    void goesBack()
    {
        const LabRun first(6, 1), again(8, 2);
        const auto joined = [&](uint32_t last) {
            LabRun run = again;
            std::copy_n(first.steps.begin(), 4, run.steps.begin());
            std::copy_n(first.heldOut.begin(), 2, run.heldOut.begin());
            std::copy_n(first.fixed.begin(), 2, run.fixed.begin());
            run.steps.resize(last + 1), run.heldOut.resize(last / 2 + 1), run.fixed.resize(last / 2 + 1);
            return run;
        };
        {
            LabRecordWriter writer(m_file.path(), LabFile::begunAt(0));
            first.write(writer);
            again.write(writer, 4); // back to step 3
            compareRun(LabRecord(m_file.path()), joined(8));
        }
        LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(6));
        compareRun(LabRecord(m_file.path()), joined(6));
        LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(2));
        LabRun start = first;
        start.steps.resize(3), start.heldOut.resize(2), start.fixed.resize(2);
        compareRun(LabRecord(m_file.path()), start);
    }

    void beginsAnewWhereNothingHadBegun()
    {
        const LabRun run(1);
        const std::vector<uint8_t> whole = m_file.written(run);
        for (size_t size = 0; size < m_file.started(); size += 19) {
            m_file.write(whole, size);
            LabRecordWriter writer = LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(0));
            run.write(writer);
            QCOMPARE(m_file.bytes(), whole);
        }
        std::filesystem::remove(m_file.path());
        LabRecordWriter writer = LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(0));
        run.write(writer);
        QCOMPARE(m_file.bytes(), whole);
    }

    // Else a checkpoint that is good could not be gone on from.
    void setsADamagedOneAside()
    {
        const LabRun run(1);
        const std::vector<uint8_t> whole = m_file.written(run);
        std::vector<uint8_t> damaged = whole;
        damaged[damaged.size() / 2] ^= 1;
        for (const std::vector<uint8_t> &bytes : {damaged, {'n', 'o', 't', 'e', 's'}}) {
            m_file.write(bytes);
            LabRecordWriter writer = LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(0));
            run.write(writer);
            QCOMPARE(m_file.bytes(), whole);
        }
        const auto aside = [this](const char *ending) {
            std::filesystem::path path = m_file.path();
            return bytesOfRecordFile(path += ending, "what was set aside");
        };
        QCOMPARE(aside(".damaged"), damaged);
        QCOMPARE(aside(".damaged2").size(), size_t(5));

        FileFormat newer = LabFormat; // is not damaged
        newer.version = newer.lowestReader = 9;
        const std::string start = fileStart(newer);
        m_file.write({start.begin(), start.end()});
        EXPECT_FILE_ERROR(LabRecordWriter::goOn(m_file.path(), LabFile::begunAt(0)), m_file.path().string(),
                          "a newer Deepscope is needed");
    }

    void keepsABoardOrNone()
    {
        std::mt19937 random(1);
        LabStep step = randomStep(random, 0);
        LabRecordWriter writer(m_file.path(), sampleLab());
        writer.append(step); // an empty board
        step.step = 1, step.board = {{"sums", "1+1=?", "2", {}}, {"", "", "", {LabAnswer()}}};
        writer.append(step); // no answers, and one without tokens
        step.step = 2, step.board = randomGroups(random, 1, 1, 5);
        writer.append(step, false);
        writer.append(LabFixedAnswers{2, {}});
        const LabRecord record(m_file.path());
        QVERIFY(record.board(0).empty() && record.board(2).empty() && record.board(3).empty());
        QCOMPARE(record.board(1).size(), size_t(2));
        QVERIFY(record.board(1)[0].answers.empty() && record.board(1)[1].answers[0].tokens.empty());
        QCOMPARE(record.fixedAnswers().size(), size_t(1));
    }

    // 90 steps with all their boards, 128 answers of 40 tokens each, every tenth with experts, and fixed answers of 9
    // steps are to be shipped in 4 MB.
    void isSmall()
    {
        std::mt19937 random(1);
        LabRecordWriter writer(m_file.path(), sampleLab());
        size_t size = std::filesystem::file_size(m_file.path());
        const auto grown = [&] {
            const size_t before = size;
            size = std::filesystem::file_size(m_file.path());
            return size - before;
        };
        LabStep step = randomStep(random, 1);
        step.board = randomGroups(random, 16, 8, 80, true);
        for (LabGroup &group : step.board)
            for (LabAnswer &answer : group.answers) {
                answer.pushes.clear();
                for (const TokenTrace &token : answer.tokens)
                    answer.pushes.push_back(float(answer.advantage) / 700 * (1 - std::exp(token.logprob)));
            }
        writer.append(step);
        const size_t board = grown();
        step.step = LabHeldOutEvery;
        writer.append(step);
        const size_t withExperts = grown();
        writer.append(LabFixedAnswers{LabHeldOutEvery, randomGroups(random, 32, 1, 80, true)});
        const size_t fixed = grown();
        qInfo("bytes: a step with its board of %zu tokens %zu, with experts %zu, fixed answers %zu",
              tokensOf(step.board), board, withExperts, fixed);
        QVERIFY(tokensOf(step.board) > 128 * 37);
        QVERIFY(81 * board + 9 * (withExperts + fixed) < 4'000'000);
        const LabRecord record(m_file.path());
        QVERIFY(record.board(1)[0].answers[0].tokens[0].routing.empty());
        QVERIFY(!record.board(LabHeldOutEvery)[0].answers[0].tokens[0].routing.empty());
    }

    // Recorded by the versions named; they open for ever.
    void opensTheFilesOfEveryVersion()
    {
        for (uint32_t version = LabFormat.oldestVersion; version <= LabFormat.version; ++version) {
            const std::string name = "/lab_records/version_" + std::to_string(version) + ".lab";
            const LabRecord record(DEEPSCOPE_TEST_DATA + name);
            QVERIFY2(!record.steps().empty() && !record.heldOut().empty(), name.c_str());
            QVERIFY2(!record.fixedAnswers().empty() && record.begun().parameters > 0, name.c_str());
            QVERIFY2(!record.board(record.steps().back().step).empty(), name.c_str());
        }
    }

    // What comes with the program: a whole run that rises, and shows each of its steps.
    void theShippedRunOpens()
    {
        const LabRecord record(std::filesystem::path(DEEPSCOPE_RESOURCES) / "recorded" / "learning.lab");
        QCOMPARE(record.begun().base, std::string("lab-base")); // as it is found on any machine
        QCOMPARE(record.steps().size(), size_t(61));
        QVERIFY(record.heldOut().back().match > record.heldOut().front().match + 0.3);
        for (const LabStep &step : record.steps())
            QCOMPARE(record.board(step.step).size(), size_t(record.begun().settings.questions));
        for (const LabFixedAnswers &answers : record.fixedAnswers())
            QCOMPARE(answers.groups.size(), size_t(32));
    }
};

QTEST_APPLESS_MAIN(TestLabRecord)
#include "tst_lab_record.moc"
