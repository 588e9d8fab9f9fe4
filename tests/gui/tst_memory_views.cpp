// What the views of the memory say and how they lie, on a run and in a plan.
#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/memory/cache_growth.h"
#include "support/memory_panel_fixture.h"

#include <QHelpEvent>
#include <QSpinBox>
#include <QTest>
#include <QToolTip>

using namespace deepscope;
using namespace deepscope::test;

class TestMemoryViews : public QObject {
    Q_OBJECT

private slots:
    void thePlanCountsNumbersAndBytesAtItsContext()
    {
        MemoryPanelFixture f;
        const LoadedModel model = moeModel();
        f.store.setModel(model);
        f.panel.showPlan();
        f.plan()->contextBox()->setValue(8192);
        QCOMPARE(f.plan()->shapes()->rows().front().value, QString("8,192 tokens"));
        for (const CacheShape &shape : compareCacheShapes(model.info, model.memory)) {
            const QString numbers = formatCount(shape.elementsPerToken * 8192);
            QCOMPARE(rowNamed(f.plan()->shapes(), shape.name).value,
                     QStringList({formatFactor(shape.factor), numbers, formatBytes(shape.bytesPerToken * 8192)})
                         .join("   "));
        }
        QCOMPARE(f.plan()->formulas().split('\n').first(), QString("Numbers a token, and in the whole context:"));
        QVERIFY2(f.plan()->formulas().contains("\nMLA: 4 layers \u00d7 (48 + 16) = 256; \u00d7 8,192 tokens = "
                                               "2,097,152\n"),
                 qPrintable(f.plan()->formulas()));
        QVERIFY2(f.plan()->formulas().contains("\nMHA: 4 layers \u00d7 8 \u00d7 (64 + 64) = 4,096; \u00d7 8,192 tokens "
                                               "= 33,554,432"),
                 qPrintable(f.plan()->formulas()));
    }

    void thePlanSaysWhoseMemoryItIs()
    {
        MemoryPanelFixture f;
        LoadedModel model = moeModel();
        model.device.heaps = {{12 << 20, 12 << 20, true}};
        const QString sentence = "This device has no memory of its own: it shares the machine's.";
        for (const DeviceType type : {DeviceType::Software, DeviceType::Integrated, DeviceType::Discrete}) {
            model.device.type = type;
            f.store.setModel(model);
            const bool shares = type != DeviceType::Discrete;
            for (const int context : {1000, 100'000}) { // it fits, or it does not
                f.plan()->contextBox()->setValue(context);
                QVERIFY2(f.plan()->verdict().contains(". " + sentence) == shares, qPrintable(f.plan()->verdict()));
            }
            QCOMPARE(rowNamed(f.plan()->deviceList(), "Synthetic device").words.contains('\n' + sentence), shares);
        }
    }

    void aClickIntoTheGrowthFocusesItsToken()
    {
        MemoryPanelFixture f;
        f.panel.showCache();
        addRun(f.store, moeModel());
        CacheGrowth *growth = f.cache()->growth();
        QVERIFY(growth->isVisible());
        const QColor focus = Palette::of(f.panel.palette())(Role::Focus);
        // Above the columns; the outline is as high as the picture.
        const auto isOutlined = [&](int token) {
            const QImage image = growth->grab().toImage();
            const double y = growth->yOf(f.store.current()->cacheBytes(token)) - 4, left = growth->axis().xOf(token);
            for (const double x : {left - 1, left, left + 1})
                if (QColor(image.pixel((QPointF(x, y) * image.devicePixelRatio()).toPoint())) == focus)
                    return true;
            return false;
        };
        QVERIFY(!isOutlined(20));
        for (const int token : {20, 31}) {
            const QPointF point(growth->axis().xOf(token + 0.5), growth->yOf(0) - 2);
            QTest::mouseClick(growth, Qt::LeftButton, {}, point.toPoint());
            QCOMPARE(f.selection.focus().token, token);
            QVERIFY(isOutlined(token));
        }
        QVERIFY(!isOutlined(20));
        QCOMPARE(f.cache()->layers()->rows().front().label, QString("By layer, after 32 tokens"));
    }

    void valuesAreWholeWhereThereIsLittleRoom()
    {
        RunStore store;
        Selection selection{store};
        LoadedModel model = windowedModel();
        model.memory.bytesPerState = 123'456'789;
        store.setModel(model);
        addRun(store, model);
        PoolUse use{128, 128, 0, 0, 0, {{77, 128, 0}}}; // of no run, so it has the longest name
        use.states = {1000, 200, 30};
        use.windows = {1000, 200, 30};
        store.setPoolUse(use);
        CacheView view(store, selection);
        view.resize(280, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(view.widget()->width() <= view.viewport()->width());
        for (const BarList *list : {view.phases(), view.layers(), view.shapes(), view.published()}) {
            QVERIFY(list->isVisible() && list->geometry().right() < view.widget()->width());
            for (int row = 0; row < int(list->rows().size()); ++row) {
                const QString &value = list->rows()[size_t(row)].value;
                const QRectF room = list->valueRect(row);
                QVERIFY2(room.right() <= list->width() && room.left() > list->barRect(row).right(), qPrintable(value));
                QVERIFY2(list->fontMetrics().horizontalAdvance(value) <= room.width(), qPrintable(value));
            }
        }
        // What is left of a label is no matter of the tool tip.
        const auto place = [&](const QString &label) {
            const auto &rows = view.phases()->rows();
            return int(std::ranges::find(rows, label, &BarRow::label) - rows.begin());
        };
        for (const char *label : {"Thought", "Question to the engine"}) {
            const QPoint point(3 * Step, view.phases()->barRect(place(label)).center().toPoint().y());
            QHelpEvent help(QEvent::ToolTip, point, view.phases()->mapToGlobal(point));
            QCoreApplication::sendEvent(view.phases(), &help);
            QVERIFY2(QToolTip::text().startsWith(label), qPrintable(QToolTip::text()));
        }
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestMemoryViews)
#include "tst_memory_views.moc"
