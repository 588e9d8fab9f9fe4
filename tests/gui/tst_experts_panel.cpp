#include "models/expert_tokens_model.h"
#include "paint/color_scale.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/expert_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/load_view.h"
#include "panels/experts/token_experts_view.h"
#include "panels/shared/bar_list.h"
#include "support/synthetic_run.h"
#include "support/thread_time.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QWheelEvent>

using namespace deepscope;
using namespace deepscope::test;

namespace {
// A panel of fixed size on one run.
struct Fixture {
    RunStore store;
    Selection selection{store};
    ExpertTrials trials{store};
    ExpertsPanel panel{store, selection, trials};

    explicit Fixture(const LoadedModel &model = moeModel(), const RunShape &shape = {})
    {
        panel.resize(560, 400);
        panel.show();
        addRun(store, model, shape);
        QCoreApplication::processEvents();
    }

    QImage mapImage() const { return panel.map()->grab().toImage(); }
    QPoint at(const GridCell &cell) const { return panel.map()->cellRect(cell).center().toPoint(); }
};

QRgb pixelAt(const QImage &image, QPointF point)
{
    return image.pixel((point * image.devicePixelRatio()).toPoint()) | 0xff000000;
}

} // namespace

class TestExpertsPanel : public QObject {
    Q_OBJECT

private slots:
    void cellsHaveTheScalesColour();
    void streamedColumnsEqualAWholePicture();
    void uncomputedTokensAreNotZero();
    void clickFocuses();
    void pointerIsPutInWords();
    void dragOnTheAxisSelectsARange();
    void wheelZoomsAndPans();
    void arrowKeysMoveTheFocus();
    void twoPanelsShareOneSelection();
    void tokenTabShowsItsExperts();
    void keysScrollToTheirRow();
    void expertTabShowsItsTokens();
    void loadTabIsOfTheRange();
    void saysWhenThereIsNothing();
    void bothThemes();
    void manyTokensStayFluid();
    void manyExpertsScroll();
    void rowsHaveNumbers();
    void groupsHaveBorders();
};

void TestExpertsPanel::cellsHaveTheScalesColour()
{
    Fixture fixture;
    fixture.selection.setFollow(false);
    const QImage image = fixture.mapImage();
    const ColorScale scale = ColorScale::sequential(Palette::of(fixture.panel.palette()));
    QCOMPARE(fixture.panel.map()->scaleEnd(), 0.4);
    for (const int token : {0, 13, 25, 53})
        for (int layer = 1; layer <= 3; ++layer)
            for (int expert = 0; expert < 16; ++expert) {
                const double weight = double(fixture.store.current()->weightOf(token, layer, expert));
                const QPointF middle = fixture.panel.map()->cellRect({token, layer, expert}).center();
                // Section edges are dotted lines on the border of a cell, not in its middle.
                QCOMPARE(QColor(pixelAt(image, middle)), QColor(scale.at(weight / 0.4)));
            }
}

void TestExpertsPanel::streamedColumnsEqualAWholePicture()
{
    const LoadedModel model = moeModel();
    RunStore store;
    Selection selection(store);
    RangeRouting routing(store, selection);
    ExpertMap map(store, selection, routing);
    map.resize(500, 300);
    map.show();
    store.beginRun(1, "question", model);
    for (const TokenTrace &trace : syntheticTraces(model)) {
        store.append(std::span(&trace, 1));
        map.grab(); // paints the new column
    }
    ExpertMap whole(store, selection, routing);
    whole.resize(500, 300);
    whole.show();
    QCOMPARE(map.grab().toImage(), whole.grab().toImage());
}

void TestExpertsPanel::uncomputedTokensAreNotZero()
{
    Fixture fixture(moeModel(), {.reused = 5});
    QVERIFY(fixture.store.current()->hasUncomputed());
    const QImage image = fixture.mapImage();
    const QRectF area = fixture.panel.map()->cellRect({1, 2, 0}).united(fixture.panel.map()->cellRect({3, 2, 15}));
    const QRgb mark = Palette::of(fixture.panel.palette())(Role::NotComputed).rgb();
    int marked = 0;
    for (int y = int(area.top()); y < int(area.bottom()); ++y)
        for (int x = int(area.left()); x < int(area.right()); ++x)
            marked += pixelAt(image, QPointF(x, y)) == mark;
    QVERIFY(marked > 20);
}

void TestExpertsPanel::clickFocuses()
{
    Fixture fixture;
    QSignalSpy focus(&fixture.selection, &Selection::focusChanged);
    QTest::mouseClick(fixture.panel.map(), Qt::LeftButton, {}, fixture.at({25, 2, 11}));
    QCOMPARE(focus.size(), 1);
    QVERIFY((fixture.selection.focus() == Focus{25, 2, 11}));
    QVERIFY(!fixture.selection.follow());
    QTest::mouseClick(fixture.panel.map(), Qt::LeftButton, {}, fixture.at({25, 2, 11}));
    QCOMPARE(focus.size(), 1); // the same thing again
}

void TestExpertsPanel::pointerIsPutInWords()
{
    Fixture fixture;
    const int expert = syntheticExpert(25, 2, 1);
    QTest::mouseMove(fixture.panel.map(), {1, 1}); // wherever a real pointer was, it moves
    QTest::mouseMove(fixture.panel.map(), fixture.at({25, 2, expert}));
    QTRY_VERIFY((fixture.selection.hover() == Focus{25, 2, expert}));
    QVERIFY2(fixture.panel.words().contains("weight 0.30, second of 4"), qPrintable(fixture.panel.words()));
    fixture.selection.clearHover();
    QVERIFY2(fixture.panel.words().contains("point at a cell"), qPrintable(fixture.panel.words()));
}

void TestExpertsPanel::dragOnTheAxisSelectsARange()
{
    Fixture fixture;
    ExpertMap *map = fixture.panel.map();
    const int y = int(map->cellRect({0, 3, 15}).bottom()) + 12;
    const auto x = [&](int token) { return int(map->cellRect({token, 1, 0}).center().x()); };
    QTest::mousePress(map, Qt::LeftButton, {}, {x(10), y});
    QTest::mouseMove(map, {x(15), y});
    QTest::mouseMove(map, {x(20), y});
    QTest::mouseRelease(map, Qt::LeftButton, {}, {x(20), y});
    QVERIFY((fixture.selection.range() == TokenRange{10, 21}));
    QVERIFY(fixture.selection.focus().empty());
    QTest::mouseDClick(map, Qt::LeftButton, {}, {x(20), y});
    QVERIFY(fixture.selection.range().empty());
}

void TestExpertsPanel::wheelZoomsAndPans()
{
    Fixture fixture;
    ExpertMap *map = fixture.panel.map();
    const auto wheel = [&](QPointF at, int delta, Qt::KeyboardModifiers keys) {
        QWheelEvent event(at, map->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(map, &event);
    };
    const QPointF at = map->cellRect({30, 2, 3}).center();
    wheel(at, 120, Qt::ControlModifier);
    QCOMPARE(fixture.selection.visible().size(), 64 / 1.25);
    QVERIFY(map->cellRect({30, 2, 3}).contains(at)); // the token under the pointer stays there
    const VisibleRange before = fixture.selection.visible();
    wheel(at, -120, {});
    QCOMPARE(fixture.selection.visible().size(), before.size());
    QVERIFY(fixture.selection.visible().begin > before.begin);
}

void TestExpertsPanel::arrowKeysMoveTheFocus()
{
    Fixture fixture;
    ExpertMap *map = fixture.panel.map();
    QVERIFY(map->focusPolicy() & Qt::TabFocus);
    fixture.selection.setFocus({20, 2, 3});
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY((fixture.selection.focus() == Focus{21, 2, 3}));
    QTest::keyClick(map, Qt::Key_Down);
    QVERIFY((fixture.selection.focus() == Focus{21, 3, -1}));
    QTest::keyClick(map, Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY((fixture.selection.focus() == Focus{21, 3, syntheticExpert(21, 3, 0)}));
    QTest::keyClick(map, Qt::Key_Escape);
    QTest::keyClick(map, Qt::Key_PageDown);
    QCOMPARE(fixture.selection.focus().token, 48);
    QTest::keyClick(map, Qt::Key_Escape);
    QTest::keyClick(map, Qt::Key_Escape);
    QVERIFY(fixture.selection.focus().empty());
    QTest::keyClick(map, Qt::Key_End);
    QVERIFY((fixture.selection.focus() == Focus{53, -1, -1}));
}

void TestExpertsPanel::twoPanelsShareOneSelection()
{
    Fixture fixture;
    ExpertsPanel other(fixture.store, fixture.selection, fixture.trials);
    other.resize(560, 400);
    other.show();
    QTest::mouseClick(fixture.panel.map(), Qt::LeftButton, {}, fixture.at({25, 2, 11}));
    fixture.panel.map()->clearFocus(); // the frame of the keyboard is in one of them only
    other.map()->clearFocus();
    QCOMPARE(other.map()->grab().toImage(), fixture.mapImage());
    QCOMPARE(other.words(), fixture.panel.words());
    QTest::mouseClick(other.map(), Qt::LeftButton, {}, other.map()->cellRect({7, 1, 2}).center().toPoint());
    QVERIFY((fixture.selection.focus() == Focus{7, 1, 2}));
}

void TestExpertsPanel::tokenTabShowsItsExperts()
{
    Fixture fixture;
    fixture.panel.tabs()->setCurrentIndex(1);
    fixture.selection.setFocus({25, -1, -1});
    auto *bars = fixture.panel.findChild<TokenExpertsView *>()->bars();
    // The token, for each layer a heading, four experts and the shared one, and that the routers are asked.
    QCOMPARE(bars->rows().size(), size_t(1 + 3 * 6 + 1));
    QCOMPARE(bars->rows()[2].label, QString("Expert %1").arg(syntheticExpert(25, 1, 0)));
    QCOMPARE(bars->rows()[2].value, "0.40");
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->barRect(8).center().toPoint());
    QVERIFY((fixture.selection.focus() == Focus{25, 2, syntheticExpert(25, 2, 0)}));
}

void TestExpertsPanel::keysScrollToTheirRow()
{
    Fixture fixture;
    fixture.panel.resize(560, 220);
    fixture.panel.tabs()->setCurrentIndex(1);
    fixture.selection.setFocus({25, -1, -1});
    auto *view = fixture.panel.findChild<TokenExpertsView *>();
    QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
    view->bars()->setFocus();
    const int last = int(view->bars()->rows().size()) - 3; // then the shared expert, and that the routers are asked
    for (int i = 0; i < last; ++i)
        QTest::keyClick(view->bars(), Qt::Key_Down);
    QTest::keyClick(view->bars(), Qt::Key_Up); // from the shared expert
    QVERIFY((fixture.selection.hover() == Focus{25, 3, syntheticExpert(25, 3, 3)}));
    QVERIFY(view->bars()->visibleRegion().contains(view->bars()->barRect(last).center().toPoint()));
    QTest::keyClick(view->bars(), Qt::Key_Return);
    QVERIFY((fixture.selection.focus() == Focus{25, 3, syntheticExpert(25, 3, 3)}));

    fixture.panel.tabs()->setCurrentIndex(3);
    auto *load = fixture.panel.findChild<LoadView *>();
    QTRY_VERIFY(load->verticalScrollBar()->maximum() > 0);
    QCoreApplication::processEvents(); // its height follows its width
    load->verticalScrollBar()->setValue(0);
    QTest::keyClick(load->plot(), Qt::Key_Right);
    const int expert = fixture.selection.focus().expert;
    QVERIFY(load->plot()->visibleRegion().contains(load->plot()->columnRect(3, expert).center().toPoint()));
}

void TestExpertsPanel::expertTabShowsItsTokens()
{
    Fixture fixture;
    auto *view = fixture.panel.findChild<ExpertView *>();
    fixture.panel.tabs()->setCurrentIndex(2);
    QCOMPARE(view->tokens()->rowCount(), 0);
    QVERIFY(view->title().startsWith("Click an expert"));
    const int expert = syntheticExpert(25, 2, 1);
    fixture.selection.setFocus({25, 2, expert});
    const int all = view->tokens()->rowCount();
    QVERIFY(view->tokens()->rowOf(25) >= 0);
    QVERIFY(view->title().startsWith(QString("Layer 2, expert %1: %2 of all 54 tokens").arg(expert).arg(all)));
    fixture.selection.setRange({20, 30});
    QVERIFY(view->tokens()->rowCount() < all);
    QVERIFY(view->title().contains("of tokens 20 to 29"));
}

void TestExpertsPanel::loadTabIsOfTheRange()
{
    Fixture fixture;
    fixture.panel.tabs()->setCurrentIndex(3);
    auto *plot = fixture.panel.findChild<LoadView *>()->plot();
    fixture.selection.setRange({0, 1}); // one token: its four experts carry everything
    QCOMPARE(plot->scaleEnd(), 1.0);
    const QImage image = plot->grab().toImage();
    const Palette color = Palette::of(fixture.panel.palette());
    for (int expert = 0; expert < 16; ++expert) {
        const bool chosen = fixture.store.current()->rankOf(0, 2, expert) >= 0;
        const QPointF middle = plot->columnRect(2, expert).center();
        QCOMPARE(QColor(pixelAt(image, middle)) == color.phaseBar(Phase::Prompt), chosen);
    }
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->columnRect(2, 9).center().toPoint());
    QVERIFY((fixture.selection.focus() == Focus{-1, 2, 9}));
    QTest::keyClick(plot, Qt::Key_Right);
    QVERIFY((fixture.selection.focus() == Focus{-1, 2, 10}));
}

void TestExpertsPanel::saysWhenThereIsNothing()
{
    RunStore store;
    Selection selection(store);
    ExpertTrials trials(store);
    ExpertsPanel panel(store, selection, trials);
    using Kind = PanelMessage::Kind;
    QCOMPARE(panel.shownMessage().title, "No model is loaded");
    store.setActivity({"Reading weights", 0.4});
    QCOMPARE(panel.shownMessage().kind, Kind::Working);
    QCOMPARE(panel.shownMessage().title, "Reading weights");
    store.setActivity({});
    store.setModel(moeModel());
    QCOMPARE(panel.shownMessage().title, "No tokens yet");
    store.beginRun(1, "question", moeModel());
    QCOMPARE(panel.shownMessage().kind, Kind::Working);
    store.fail(1, "The device was lost; load the model again.");
    QCOMPARE(panel.shownMessage().kind, Kind::Error);
    QCOMPARE(panel.shownMessage().detail, "The device was lost; load the model again.");
    addRun(store, denseModel(), {.run = 2});
    QCOMPARE(panel.shownMessage().title, "This model has no experts");
    addRun(store, moeModel(), {.run = 3});
    QCOMPARE(panel.shownMessage().kind, Kind::None);
}

void TestExpertsPanel::bothThemes()
{
    Fixture fixture;
    const QRgb light = pixelAt(fixture.mapImage(), {2, 2});
    fixture.panel.setPalette(Palette(true).toQPalette());
    QCoreApplication::processEvents();
    const QImage dark = fixture.mapImage();
    QVERIFY(pixelAt(dark, {2, 2}) != light);
    const ColorScale scale = ColorScale::sequential(Palette(true));
    const GridCell cell{25, 2, syntheticExpert(25, 2, 0)};
    QCOMPARE(QColor(pixelAt(dark, fixture.panel.map()->cellRect(cell).center())), QColor(scale.at(1)));
}

void TestExpertsPanel::manyTokensStayFluid()
{
    Fixture fixture(moeModel(), {.think = 4000});
    fixture.selection.showAll();
    fixture.panel.map()->grab();
    const double time = measure([&] {
        for (int i = 0; i < 10; ++i) {
            fixture.selection.pan(i % 2 ? 5 : -5);
            fixture.selection.zoom(i % 2 ? 1.1 : 1 / 1.1, 2000);
            fixture.panel.map()->grab();
        }
    });
    // 100 ms a frame is far above what it takes here, and still far below what a careless painter would need.
    QVERIFY2(time < 1000, qPrintable(QString("%1 ms for 10 frames").arg(time)));
}

void TestExpertsPanel::manyExpertsScroll()
{
    LoadedModel model = moeModel();
    model.info.layers = 13;
    model.info.experts = 64;
    Fixture fixture(model);
    ExpertMap *map = fixture.panel.map();
    QVERIFY(map->cellRect({5, 12, 60}).isEmpty()); // below the edge
    fixture.selection.setFocus({5, 12, 60});
    QVERIFY(!map->cellRect({5, 12, 60}).isEmpty()); // scrolled into view
}

void TestExpertsPanel::rowsHaveNumbers()
{
    Fixture fixture(liteModel());
    const ExpertMap *map = fixture.panel.map();
    fixture.selection.setFocus({40, 5, 21});
    // Beside the row, where another number stands when another expert is focused, or none.
    const QRectF row = map->cellRect({40, 5, 21});
    const QRect beside(int(map->axis().left()) - 26, int(row.center().y()) - 5, 24, 11);
    const auto seen = [&](int expert) {
        fixture.selection.setFocus({40, 5, expert});
        return fixture.mapImage().copy(beside);
    };
    QVERIFY(!row.isEmpty());
    const QImage own = seen(21), neighbour = seen(20), other = seen(36);
    QVERIFY(own != other);
    QVERIFY(neighbour != other && neighbour != own);
    QCOMPARE(seen(37), other);
}

void TestExpertsPanel::groupsHaveBorders()
{
    const auto borderAbove = [](const Fixture &fixture, int expert) {
        const QRectF row = fixture.panel.map()->cellRect({40, 5, expert});
        const QRgb pixel =
            pixelAt(fixture.mapImage(), {fixture.panel.map()->axis().left() - 3, std::round(row.top()) - 1});
        return pixel == Palette::of(fixture.panel.palette())(Role::Axis).rgb();
    };
    Fixture grouped(largeModel());
    grouped.selection.setFocus({40, 5, 40});
    QVERIFY(borderAbove(grouped, 32) && !borderAbove(grouped, 48) && borderAbove(grouped, 64));
    Fixture plain(liteModel());
    plain.selection.setFocus({40, 5, 40});
    QVERIFY(!borderAbove(plain, 32));
}

QTEST_MAIN(TestExpertsPanel)
#include "tst_experts_panel.moc"
