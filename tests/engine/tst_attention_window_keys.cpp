// Files whose attention has a window, by a key: grouped attention has it, and latent attention ends its context there.
#include "catalog/model_header.h"
#include "support/gguf_draft.h"
#include "support/golden_tokens.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace deepscope;

class TestAttentionWindowKeys : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // Of a golden file, with a key more.
    ModelHeader headerOf(const char *golden, const char *key, uint64_t value) const
    {
        GgufDraft draft = GgufDraft::golden(golden);
        draft.set(key, value);
        const std::filesystem::path path = m_folder.filePath("window.gguf").toStdString();
        writeFile(path, draft.bytes());
        return ModelHeader(path.string());
    }
    static bool speaksOfAWindow(const ModelHeader &header)
    {
        return std::ranges::count(header.info.remarks,
                                  "Its attention sees a window of 100 tokens, so the context has no more.") > 0;
    }

private slots:
    // Up to its window attention that sees no more is attention that sees all.
    void aWindowOfLatentAttentionEndsTheContext()
    {
        const ModelHeader whole(goldenPath("ds2v3_new_f32.gguf").string());
        const ModelHeader header = headerOf("ds2v3_new_f32", "deepseek2.attention.sliding_window", 100);
        QVERIFY(speaksOfAWindow(header) && !speaksOfAWindow(whole));
        QCOMPARE(header.info.contextLength, 100U);
        QVERIFY(header.plan(0, CacheType::F16).cacheBytes < whole.plan(0, CacheType::F16).cacheBytes);
    }

    // The context stays, and the cache keeps less.
    void aWindowOfGroupedAttentionIsKept()
    {
        const ModelHeader whole(goldenPath("llama_f16.gguf").string());
        const ModelHeader header = headerOf("llama_f16", "llama.attention.sliding_window", 8);
        QVERIFY(!speaksOfAWindow(header));
        QCOMPARE(header.info.contextLength, whole.info.contextLength);
        QCOMPARE(header.plan(0, CacheType::F16).longestWindow(), 8U);
        const uint32_t context = 1U << 16;
        QVERIFY(planForContext(header.plan(0, CacheType::F16), context).cacheBytes * 8 <
                planForContext(whole.plan(0, CacheType::F16), context).cacheBytes);
    }
};

QTEST_GUILESS_MAIN(TestAttentionWindowKeys)
#include "tst_attention_window_keys.moc"
