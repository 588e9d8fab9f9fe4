// Bars of tokens, layers and experts are one with what the other panels point at and focus.
#include "panels/shared/focus_bars.h"
#include "support/synthetic_run.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestFocusBars : public QObject {
    Q_OBJECT

    struct Fixture {
        RunStore store;
        Selection selection{store};
        FocusBars bars{selection};

        Fixture()
        {
            addRun(store, moeModel());
            bars.addRow({QStringLiteral("Heading")}, {5, -1, -1});
            add("token", {5, -1, -1});
            add("layer", {-1, 2, -1});
            add("expert", {-1, 2, 1});
            add("token in a layer", {7, 3, -1});
            add("nothing", {});
            bars.showRows(1);
            bars.resize(400, bars.sizeHint().height());
            bars.show();
        }
        void add(const char *label, const Focus &thing)
        {
            bars.addRow({QString::fromLatin1(label), {{0.5, Qt::red, {}}}, QStringLiteral("0.5")}, thing);
        }
        QPoint middle(int row) { return bars.barRect(row).center().toPoint(); }
        void click(int row) { QTest::mouseClick(&bars, Qt::LeftButton, {}, middle(row)); }
        // The rows that look otherwise than in another picture.
        QList<int> changedRows(const QImage &before)
        {
            const QImage after = bars.grab().toImage();
            QList<int> rows;
            for (int row = 0; row < int(bars.rows().size()); ++row) {
                const QRect band(0, middle(row).y() - 4, bars.width(), 8);
                if (after.copy(band) != before.copy(band))
                    rows << row;
            }
            return rows;
        }
    };

private slots:
    void aClickLeavesWhatTheRowSaysNothingOf()
    {
        Fixture f;
        f.selection.setFocus({3, 2, 0});
        f.click(1);
        QCOMPARE(f.selection.focus(), (Focus{5, 2, 0}));
        f.click(3);
        QCOMPARE(f.selection.focus(), (Focus{5, 2, 1}));
        f.click(2);
        QCOMPARE(f.selection.focus(), (Focus{5, 2, -1}));
        f.click(4);
        QCOMPARE(f.selection.focus(), (Focus{7, 3, -1}));
        f.click(5);
        QCOMPARE(f.selection.focus(), (Focus{7, 3, -1}));
    }

    void whatIsPointedAtHereIsSoEverywhere()
    {
        Fixture f;
        QTest::mouseMove(&f.bars, f.middle(3));
        QTRY_COMPARE(f.selection.hover(), (Focus{-1, 2, 1}));
        QTest::mouseMove(&f.bars, f.middle(5));
        QTRY_VERIFY(f.selection.hover().empty());
    }

    void whatIsFocusedElsewhereIsMarkedHere()
    {
        Fixture f;
        QImage before = f.bars.grab().toImage();
        f.selection.setFocus({5, -1, -1}); // the heading is of the same, but is only read
        QCOMPARE(f.changedRows(before), QList<int>{1});
        f.selection.setFocus({3, 2, 1});
        QCOMPARE(f.changedRows(before), QList<int>{3});
        f.selection.setFocus({3, 2, 0}); // it has no row: its layer has one
        QCOMPARE(f.changedRows(before), QList<int>{2});
        f.selection.setFocus({3, 1, -1});
        QCOMPARE(f.changedRows(before), QList<int>{});
        f.selection.setHover({7, -1, -1});
        QCOMPARE(f.changedRows(before), QList<int>{4});
        f.selection.setHover({});
        f.bars.clearRows();
        f.add("another", {9, -1, -1});
        f.bars.showRows(1);
        before = f.bars.grab().toImage();
        f.selection.setFocus({9, -1, -1});
        QCOMPARE(f.changedRows(before), QList<int>{0});
    }
};

QTEST_MAIN(TestFocusBars)
#include "tst_focus_bars.moc"
