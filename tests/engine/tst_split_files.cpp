// Models in several files: any part opens all, and what they compute is what the whole file computes.
#include "api/blocking_engine.h"
#include "api/model_file.h"
#include "support/gguf_draft.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace fs = std::filesystem;

namespace {

std::vector<ScoredPosition> score(const fs::path &path)
{
    LoadRequest request;
    request.path = path.string();
    request.context = 64;
    request.cacheType = CacheType::F32;
    BlockingEngine engine;
    engine.load(request);
    return engine.ask(ScoreRequest{.tokens = {3, 14, 15, 9, 26, 5, 35, 8, 97, 93}, .candidates = 5}).positions;
}

} // namespace

class TestSplitFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const GgufDraft m_draft = GgufDraft::golden("ds2v3_new_f16");
    const fs::path m_whole = fs::path(m_folder.path().toStdString()) / "whole.gguf";
    const fs::path m_stem = fs::path(m_folder.path().toStdString()) / "model";

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        writeFile(m_whole, m_draft.bytes());
    }

    void computesTheSame_data()
    {
        QTest::addColumn<uint32_t>("count");
        for (const uint32_t count : {2U, 3U, 12U})
            QTest::addRow("%u parts", count) << count;
    }
    void computesTheSame()
    {
        QFETCH(uint32_t, count);
        const fs::path first = writeParts(m_stem, m_draft.split(count));
        const std::vector<ScoredPosition> expected = score(m_whole), actual = score(first);
        QCOMPARE(actual.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            for (size_t k = 0; k < 5; ++k) {
                QCOMPARE(actual[i].top[k].token, expected[i].top[k].token);
                QVERIFY(actual[i].top[k].logprob == expected[i].top[k].logprob); // the same sums in the same order
            }
    }

    void anyPartOpensAll()
    {
        const std::vector<GgufDraft> parts = m_draft.split(3);
        uint64_t bytes = 0;
        for (const GgufDraft &part : parts)
            bytes += part.fileBytes();
        writeParts(m_stem, parts);
        const ModelFile whole(m_whole.string());
        for (const uint32_t number : {1U, 2U, 3U}) {
            const ModelFile model(partPath(m_stem, number, 3).string());
            QCOMPARE(model.info().fileBytes, bytes);
            QCOMPARE(model.info().parameters, whole.info().parameters);
            QCOMPARE(model.info().name, whole.info().name);
            QCOMPARE(model.plan(64, CacheType::F16).totalBytes(), whole.plan(64, CacheType::F16).totalBytes());
        }
    }

    // Tools can leave the first part without tensors, so that it downloads at once.
    void theFirstPartMayHoldNoTensors()
    {
        std::vector<GgufDraft> parts = m_draft.split(2);
        parts[1].tensors.insert(parts[1].tensors.begin(), parts[0].tensors.begin(), parts[0].tensors.end());
        parts[0].tensors.clear();
        const GgufFile model(writeParts(m_stem, parts));
        QCOMPARE(model.tensors().size(), m_draft.tensors.size());
        for (size_t i = 0; i < model.tensors().size(); ++i)
            QCOMPARE(model.readTensor(model.tensors()[i]), m_draft.tensors[i].data);
    }

    // What another tool writes: the number as the only part.
    void onePartIsAWholeModel()
    {
        writeFile(m_stem, m_draft.split(1)[0].bytes());
        QCOMPARE(GgufFile(m_stem).tensors().size(), m_draft.tensors.size());
    }
};

QTEST_GUILESS_MAIN(TestSplitFiles)
#include "tst_split_files.moc"
