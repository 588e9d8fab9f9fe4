// What latent attention keeps, beside other kinds of attention: with formulas, and as papers say it.
#include "models/cache_statistics.h"
#include "support/memory_panel_fixture.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestCacheFigures : public QObject {
    Q_OBJECT

private slots:
    // DeepSeek-V2 (arXiv:2405.04434), V2-Lite's and V3's configurations.
    void publishedFigures()
    {
        const std::vector<PublishedCache> &all = publishedCaches();
        QCOMPARE(all.size(), size_t(3));
        QCOMPARE(all[0].kept(), uint64_t(15'552));
        QCOMPARE(all[0].ordinary(), uint64_t(110'592));
        QCOMPARE(all[1].kept(), uint64_t(34'560));
        QCOMPARE(all[1].ordinary(), uint64_t(1'966'080));
        QCOMPARE(all[2].kept(), uint64_t(35'136));
        QCOMPARE(all[2].ordinary(), uint64_t(1'998'848));
        QCOMPARE(2 * all[2].kept(), uint64_t(70'272)); // bytes in BF16
        for (const char *figure : {"93.3 %", "82.2 %", "98.2 %"})
            QVERIFY2(publishedSavingWords().contains(figure), figure);
    }

    void formulasGiveTheNumbersOfThePlan()
    {
        LoadedModel model = moeModel();
        ModelInfo &info = model.info;
        info.layers = 27;
        info.heads = 16;
        info.headDimension = 192;
        info.valueHeadDimension = 128;
        info.latent = 512;
        info.ropeKey = 64;
        CacheElements &elements = model.memory.elementsPerToken;
        elements.model = 15'552;
        elements.mha = 138'240;
        elements.gqa8 = 69'120;
        elements.mqa = 8'640;
        QCOMPARE(cacheFormulas(info, model.memory),
                 (QStringList{"MLA: 27 layers × (512 + 64) = 15,552", "MQA: 27 layers × (192 + 128) = 8,640",
                              "GQA-8: 27 layers × 8 × (192 + 128) = 69,120",
                              "MHA: 27 layers × 16 × (192 + 128) = 138,240"}));
        elements.mha = 138'241; // of a model whose layers differ
        QCOMPARE(cacheFormulas(info, model.memory).back(), QString("MHA: 138,241 in all layers together"));
    }

    // The published line stands beside latent attention alone.
    void shownBesideLatentAttention()
    {
        MemoryPanelFixture f;
        LoadedModel model = moeModel();
        f.store.setModel(model);
        f.panel.showCache();
        QVERIFY(model.info.latent > 0 && f.cache()->published()->isVisibleTo(f.cache()));
        QCOMPARE(rowNamed(f.cache()->published(), "DeepSeek-V3, R1").value, QString("35,136 of 1,998,848"));
        QVERIFY(rowNamed(f.cache()->published(), "DeepSeek-V3, R1").words.contains("70,272 bytes"));
        QVERIFY2(f.cache()->formulas().contains("MLA: "), qPrintable(f.cache()->formulas()));
        model.info.latent = model.info.ropeKey = 0;
        f.store.setModel(model);
        QVERIFY(!f.cache()->published()->isVisibleTo(f.cache()));
    }
};

QTEST_MAIN(TestCacheFigures)
#include "tst_cache_figures.moc"
