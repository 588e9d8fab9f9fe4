// The figures of the load beside its columns, of all phases and of one.
#include "models/load_figures.h"
#include "panels/experts/load_view.h"
#include "support/random_run.h"

#include <QComboBox>
#include <QTest>

#include <algorithm>
#include <array>

using namespace deepscope;
using namespace deepscope::test;

namespace {

double skewed(int, int, int expert) { return expert < 3 ? 6 : expert == 15 ? 1e-9 : 1; }

struct Fixture {
    RunStore store;
    Selection selection{store};
    LoadView view{store, selection};
    LoadPlot *plot = view.plot();

    Fixture()
    {
        const LoadedModel model = moeModel();
        store.setModel(model);
        addTraces(store, model, randomTraces(model, 120, 4, 1, skewed, inTurns));
        view.resize(420, 500);
        view.show();
        plot->setStatistics(RoutingStatistics(*store.current(), store.current()->all()));
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestLoadView : public QObject {
    Q_OBJECT

private slots:
    void factsAreOfTheRun()
    {
        Fixture f;
        std::array<int, 16> load = {};
        for (int token = 0; token < 120; ++token)
            for (int expert = 0; expert < 16; ++expert)
                load[size_t(expert)] += f.store.current()->chose(token, 2, expert);
        // 120 tokens of four choices: 30 each, hot from 61 on.
        const auto dead = std::ranges::count(load, 0), hot = std::ranges::count_if(load, [](int l) { return l > 60; });
        QVERIFY(dead == 1 && hot == 3);
        const QStringList facts = f.plot->facts(2);
        QCOMPARE(facts[0], QString("1 dead, 3 hot of 16"));
        QCOMPARE(facts[3], QString("violation %1").arg((*std::ranges::max_element(load) - 30) / 30.0, 0, 'f', 2));
        QVERIFY2(facts[5].startsWith("thought and answer share 1"), qPrintable(facts[5]));
        QVERIFY2(facts[6].startsWith("Jaccard "), qPrintable(facts[6]));
        QVERIFY2(f.plot->accessibleDescription().contains("Layer 2: 1 dead, 3 hot of 16, entropy"),
                 qPrintable(f.plot->accessibleDescription()));
    }

    void onePhaseAlone()
    {
        Fixture f;
        const auto greatest = [&](std::optional<Phase> phase) {
            const RoutingStatistics statistics(*f.store.current(), f.store.current()->all());
            double share = 0;
            for (int layer = 1; layer <= 3; ++layer)
                for (int expert = 0; expert < 16; ++expert)
                    share = std::max(share, statistics.share(layer, expert, {LoadUnit::Tokens, phase}));
            return share;
        };
        QVERIFY(f.plot->scaleEnd() >= greatest({}));
        f.view.phaseBox()->setFocus();
        QTest::keyClick(f.view.phaseBox(), Qt::Key_End); // answer
        QVERIFY(f.plot->scaleEnd() >= greatest(Phase::Answer));
        QCOMPARE(f.plot->facts(2).size(), 4); // what compares phases is of all of them
        const Palette color = Palette::of(f.plot->palette());
        const QRectF column = f.plot->columnRect(2, 0);
        const double share = RoutingStatistics(*f.store.current(), f.store.current()->all())
                                 .share(2, 0, {LoadUnit::Tokens, Phase::Answer});
        const QImage image = f.plot->grab().toImage();
        const auto at = [&](double height) {
            return QColor(image.pixel(int(column.center().x()), int(column.bottom() - height * column.height())));
        };
        QCOMPARE(at(share / f.plot->scaleEnd() * 0.3), color.phaseBar(Phase::Answer));
        QVERIFY(at(share / f.plot->scaleEnd() * 0.3) != color.phaseBar(Phase::Think));
        f.view.phaseBox()->setCurrentIndex(1); // this run has no prompt
        QCOMPARE(f.plot->facts(2), QStringList("no token with known experts"));
    }

    // Whatever the width, no figure lies on a column and none is out of the picture.
    void figuresHaveTheirLines()
    {
        Fixture f;
        const double wide =
            (f.view.resize(1200, 500), QCoreApplication::processEvents(), f.plot->columnRect(2, 0).top());
        f.view.resize(360, 500);
        QCoreApplication::processEvents();
        QVERIFY(f.plot->columnRect(2, 0).top() > wide); // more lines
        QVERIFY(f.plot->columnRect(3, 0).bottom() <= f.plot->height());
        QVERIFY(f.plot->columnRect(3, 0).top() > f.plot->columnRect(2, 0).bottom());
    }
};

QTEST_MAIN(TestLoadView)
#include "tst_load_view.moc"
