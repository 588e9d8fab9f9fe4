// Learning runs that are written to records, and what the records are to give back of them.
#pragma once

#include "api/lab_record.h"
#include "record/lab_contents.h"
#include "record/record_file.h"
#include "reference/dequantise.h"
#include "reference/encode.h"
#include "support/sample_lab.h"
#include "support/serialised.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace deepscope {

template <typename T>
bool same(const T &a, const T &b)
{
    return serialised(a) == serialised(b);
}

inline float half(float value) { return reference::fromF16(reference::toF16(value)); }

// What a record is to give back of an answer, but for pushes.
inline LabAnswer keptOf(const LabAnswer &answer, bool traced)
{
    LabAnswer kept = answer;
    kept.pushes.clear();
    if (!traced)
        kept.tokens.erase(kept.tokens.begin(), kept.tokens.begin() + kept.promptTokens), kept.promptTokens = 0;
    for (TokenTrace &token : kept.tokens) {
        token.logprob = half(token.logprob), token.entropy = traced ? half(token.entropy) : -1;
        if (!traced)
            token.routing.clear();
        for (ExpertHit &hit : token.routing)
            hit.weight = half(hit.weight);
    }
    return kept;
}

inline void compareAnswers(const LabAnswer &read, const LabAnswer &written, bool traced)
{
    const LabAnswer kept = keptOf(written, traced);
    QCOMPARE(read.tokens.size(), kept.tokens.size());
    for (size_t i = 0; i < kept.tokens.size(); ++i)
        QVERIFY(same(read.tokens[i], kept.tokens[i]));
    QCOMPARE(read.promptTokens, kept.promptTokens);
    QVERIFY(read.form == kept.form && read.match == kept.match && read.truncated == kept.truncated);
    QCOMPARE(read.fault, kept.fault);
    QVERIFY(read.reward == kept.reward && read.advantage == kept.advantage);
    QVERIFY(read.kind == kept.kind && read.thoughtTokens == kept.thoughtTokens);
    QCOMPARE(read.pushes.size(), written.pushes.size());
    float largest = 0;
    for (float push : written.pushes)
        largest = std::max(largest, std::abs(push));
    for (size_t i = 0; i < read.pushes.size(); ++i)
        QVERIFY(std::abs(read.pushes[i] - written.pushes[i]) <= largest / 1024);
}

inline void compareGroups(const std::vector<LabGroup> &read, const std::vector<LabGroup> &written, bool traced)
{
    QCOMPARE(read.size(), written.size());
    for (size_t i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].task, written[i].task);
        QCOMPARE(read[i].question, written[i].question);
        QCOMPARE(read[i].expected, written[i].expected);
        QCOMPARE(read[i].answers.size(), written[i].answers.size());
        for (size_t k = 0; k < read[i].answers.size(); ++k)
            compareAnswers(read[i].answers[k], written[i].answers[k], traced);
    }
}

inline size_t tokensOf(const std::vector<LabGroup> &groups)
{
    size_t tokens = 0;
    for (const LabGroup &group : groups)
        for (const LabAnswer &answer : group.answers)
            tokens += answer.tokens.size();
    return tokens;
}

// Steps 0 to `last`, each with a board; held-out and fixed answers at even ones.
struct LabRun {
    std::vector<LabStep> steps;
    std::vector<LabHeldOut> heldOut;
    std::vector<LabFixedAnswers> fixed;

    explicit LabRun(uint32_t last, uint32_t seed = 1)
    {
        std::mt19937 random(seed);
        for (uint32_t i = 0; i <= last; ++i) {
            steps.push_back(randomStep(random, i));
            steps.back().board = randomGroups(random, 1, 2, 3);
            if (i % 2 == 0)
                heldOut.push_back(randomHeldOut(random, i)), fixed.push_back({i, randomGroups(random, 1, 1, 3, true)});
        }
    }
    void write(LabRecordWriter &writer, uint32_t from = 0) const
    {
        for (const LabStep &step : steps)
            if (step.step >= from) {
                writer.append(step);
                if (step.step % 2 == 0)
                    writer.append(heldOut[step.step / 2]), writer.append(fixed[step.step / 2]);
            }
    }
};

inline void compareRun(const LabRecord &record, const LabRun &run)
{
    QCOMPARE(record.steps().size(), run.steps.size());
    for (size_t i = 0; i < run.steps.size(); ++i) {
        QVERIFY(same(record.steps()[i], run.steps[i]) && record.steps()[i].board.empty());
        compareGroups(record.board(uint32_t(i)), run.steps[i].board, false);
    }
    QVERIFY(same(record.heldOut(), run.heldOut));
    QCOMPARE(record.fixedAnswers().size(), run.fixed.size());
    for (size_t i = 0; i < run.fixed.size(); ++i) {
        QCOMPARE(record.fixedAnswers()[i].step, run.fixed[i].step);
        compareGroups(record.fixedAnswers()[i].groups, run.fixed[i].groups, true);
    }
}

// A record on the disk, for tests that write and damage it.
class LabFile {
public:
    const std::filesystem::path &path() const { return m_path; }
    size_t started() const { return m_started; } // bytes of the last run written before its first step

    static LabBegun begunAt(uint32_t step)
    {
        LabBegun begun = sampleLab();
        begun.step = step;
        return begun;
    }

    std::vector<uint8_t> written(const LabRun &run)
    {
        LabRecordWriter writer(m_path, begunAt(0));
        m_started = std::filesystem::file_size(m_path);
        run.write(writer);
        return bytes();
    }

    std::vector<uint8_t> bytes() const { return bytesOfRecordFile(m_path, "a lab record"); }

    void write(const std::vector<uint8_t> &bytes, size_t size = SIZE_MAX) const
    {
        std::ofstream(m_path, std::ios::binary)
            .write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(std::min(size, bytes.size())));
    }

private:
    QTemporaryDir m_folder;
    const std::filesystem::path m_path = m_folder.filePath("run.lab").toStdString();
    size_t m_started = 0;
};

} // namespace deepscope
