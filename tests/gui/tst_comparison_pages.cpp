// The other pages of the panel that compares experts, and the panel in the window.
#include "panels/expert_comparison/together_page.h"
#include "panels/expert_comparison/token_page.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/cell_map.h"
#include "support/comparison_fixture.h"
#include "support/keyboard_fixture.h"

#include <QComboBox>
#include <QTabWidget>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;
using Fixture = ComparisonFixture;

class TestComparisonPages : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void togetherShowsPairs()
    {
        Fixture f;
        f.panel.tabs()->setCurrentWidget(f.panel.together());
        TogetherPage *page = f.panel.together();
        page->layerBox()->setCurrentIndex(2);
        f.settle();
        const Run &run = *f.store.current();
        const CellMap *map = page->map();
        for (int row = 0; row < 16; ++row)
            for (int column = 0; column < 16; ++column) {
                const int one = page->order()[size_t(row)], other = page->order()[size_t(column)];
                double both = 0, all = 0;
                for (int token = 0; token < run.size(); ++token) {
                    all += run.chose(token, 3, one);
                    both += run.chose(token, 3, one) && run.chose(token, 3, other);
                }
                QVERIFY(std::abs(*map->value({row, column}) - (row == column ? 0 : both / all)) < 1e-12);
            }
        // Those that come together stand together.
        const auto place = [&](int expert) { return std::ranges::find(page->order(), expert) - page->order().begin(); };
        QCOMPARE(std::abs(place(6) - place(7)), 1);
        QTest::mouseClick(page->map(), Qt::LeftButton, {},
                          map->cellRect({int(place(6)), int(place(7))}).center().toPoint());
        QVERIFY((f.selection.focus() == Focus{-1, 3, 6}));
        QVERIFY2(f.panel.words().contains("that chose expert 6,") && f.panel.words().contains("chose 7 too"),
                 qPrintable(f.panel.words()));
        page->orderBox()->setCurrentIndex(1);
        QCOMPARE(page->order()[5], 5);
        f.selection.setFocus({-1, 1, 2}); // another layer, elsewhere
        QCOMPARE(page->layerBox()->currentData().toInt(), 1);
        f.selection.setRange({0, 10});
        QVERIFY2(page->heading().contains("tokens 0 to 9"), qPrintable(page->heading()));
    }

    void tokensExplainChoices()
    {
        Fixture f(0);
        // In layer 1 the id decides; elsewhere nothing does.
        f.store.setModel(f.model);
        addTraces(
            f.store, f.model,
            randomTraces(
                f.model, 420, 5, 1,
                [](int token, int layer, int expert) { return layer == 1 && expert / 4 == token % 7 % 4 ? 1e4 : 1.0; },
                inTurns));
        f.panel.tabs()->setCurrentWidget(f.panel.token());
        TokenPage *page = f.panel.token();
        QTRY_COMPARE(page->bars()->rows().size(), 3U);
        QVERIFY(page->bars()->rows()[0].segments[0].value > 0.95);
        QVERIFY(page->bars()->rows()[1].segments[0].value < 0.02);
        QVERIFY2(page->heading().contains("of 7 kinds"), qPrintable(page->heading()));
        QTest::mouseClick(page->bars(), Qt::LeftButton, {}, page->bars()->barRect(0).center().toPoint());
        QVERIFY((f.selection.focus() == Focus{-1, 1, -1}));
        QCOMPARE(page->bars()->rows().size(), 3U + 1 + 16);
        QCOMPARE(page->bars()->rows()[4].segments[0].value,
                 page->information().of(1, page->bars()->rows()[4].label.mid(7).toInt()).explained());
        QVERIFY2(f.panel.words().contains("explained"), qPrintable(f.panel.words()));
        f.selection.setRange({0, 8});
        QTRY_VERIFY(page->heading().contains("too low rather than too high"));
    }

    // In the window: not there at first, a key brings it, and a small screen has room for it.
    void aDockOfTheWindow()
    {
        KeyboardFixture f(m_settings.newFile());
        f.ask();
        QDockWidget *dock = f.dock("comparison");
        QVERIFY(dock->isHidden());
        f.press(Qt::Key_6, Qt::AltModifier);
        QTRY_VERIFY(dock->isVisible() && f.hasKeyboard(dock));
        auto *panel = dock->findChild<ComparisonPanel *>();
        QCOMPARE(panel->shownMessage().kind, PanelMessage::Kind::None);
        QTRY_COMPARE(panel->sets()->table()->model()->rowCount(), 16);
        f.window.resize(1280, 720);
        QCoreApplication::processEvents();
        const QSize smallest = f.window.minimumSizeHint();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 720,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        QVERIFY(dock->widget()->height() >= dock->widget()->minimumSizeHint().height());
        f.press(Qt::Key_6, Qt::AltModifier); // and away again
        QTRY_VERIFY(dock->isHidden());
    }

    void everythingHasAName()
    {
        Fixture f;
        for (const QWidget *part : f.panel.findChildren<QWidget *>()) {
            const bool reached = part->focusPolicy() & Qt::TabFocus && !part->focusProxy();
            const bool named = !part->accessibleName().isEmpty() || !part->property("text").toString().isEmpty();
            QVERIFY2(!reached || named || part->inherits("QTabBar") || part->inherits("QAbstractItemView"),
                     part->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestComparisonPages)
#include "tst_comparison_pages.moc"
