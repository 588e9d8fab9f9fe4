// The band that stands for a whole run, by mouse and by keys.
#include "panels/shared/minimap.h"
#include "support/synthetic_run.h"

#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Tokens = 5000;

struct Fixture {
    RunStore store;
    Selection selection{store};
    Minimap minimap{store, selection};

    Fixture()
    {
        minimap.resize(550, 12);
        minimap.show();
        store.beginRun(1, "question", liteModel());
    }
    void append(int tokens)
    {
        const int begin = store.current()->size();
        store.append(mixtureTraces(liteModel(), begin, begin + tokens, Tokens));
    }
};

} // namespace

class TestMinimap : public QObject {
    Q_OBJECT

private slots:
    void minimapByMouse()
    {
        Fixture fixture;
        fixture.append(Tokens);
        fixture.selection.showAll();
        QVERIFY(fixture.minimap.overview().frame().isEmpty()); // everything is in view
        fixture.selection.setVisible({0, 500});
        const double width = fixture.minimap.width();
        QVERIFY(std::abs(fixture.minimap.overview().frame().width() - width / 10) < 1);
        const auto middle = [&] { return (fixture.selection.visible().begin + fixture.selection.visible().end) / 2; };
        const QPoint half(int(width / 2), 5), quarter(int(width / 4), 5);
        QTest::mousePress(&fixture.minimap, Qt::LeftButton, {}, half);
        QVERIFY(std::abs(middle() - 2500) < 10);
        QTest::mouseMove(&fixture.minimap, quarter);
        QVERIFY(std::abs(middle() - 1250) < 10);
        QTest::mouseMove(&fixture.minimap, {-50, 5}); // not beyond the run
        QCOMPARE(fixture.selection.visible().begin, 0.0);
        QTest::mouseRelease(&fixture.minimap, Qt::LeftButton, {}, quarter);
        QCOMPARE(fixture.selection.visible().size(), 500.0);
    }

    void minimapByKeys()
    {
        Fixture fixture;
        fixture.append(Tokens);
        fixture.store.finish(syntheticSummary()); // nothing is left to follow
        fixture.selection.setVisible({1000, 1500});
        const auto after = [&](Qt::Key key) {
            QTest::keyClick(&fixture.minimap, key);
            return fixture.selection.visible();
        };
        QVERIFY(fixture.minimap.focusPolicy() & Qt::TabFocus);
        QCOMPARE(fixture.minimap.accessibleDescription(), "Tokens 1,000 to 1,499 of 5,000 are shown");
        QCOMPARE(after(Qt::Key_Right), (VisibleRange{1050, 1550}));
        QCOMPARE(after(Qt::Key_PageDown), (VisibleRange{1550, 2050}));
        QCOMPARE(after(Qt::Key_Left), (VisibleRange{1500, 2000}));
        QCOMPARE(after(Qt::Key_PageUp), (VisibleRange{1000, 1500}));
        QCOMPARE(after(Qt::Key_End), (VisibleRange{4500, 5000}));
        QCOMPARE(after(Qt::Key_Home), (VisibleRange{0, 500}));
        QCOMPARE(after(Qt::Key_0), (VisibleRange{0, 5000}));
        QVERIFY(!fixture.selection.follow());
    }

    void minimapsEndFollowsAStream()
    {
        Fixture fixture;
        fixture.append(3000);
        fixture.selection.setVisible({0, 40});
        QVERIFY(!fixture.selection.follow());
        QTest::keyClick(&fixture.minimap, Qt::Key_End);
        QVERIFY(fixture.selection.follow());
        fixture.append(100);
        QVERIFY(fixture.selection.visible().end >= 3100);
    }
};

QTEST_MAIN(TestMinimap)
#include "tst_minimap.moc"
