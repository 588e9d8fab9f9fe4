// The overview of the experts panel at the size of real mixtures, against plain recounts of the traces.
#include "paint/color_scale.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/map_page.h"
#include "panels/experts/overview_plot.h"
#include "support/synthetic_run.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <set>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Tokens = 300;

// The panel on its overview, opened by the button that a person clicks.
struct Fixture {
    LoadedModel model;
    RunStore store;
    Selection selection{store};
    ExpertTrials trials{store};
    ExpertsPanel panel{store, selection, trials};

    explicit Fixture(LoadedModel mixture = liteModel(), QSize size = {560, 400}) : model(std::move(mixture))
    {
        panel.resize(size);
        panel.show();
        store.setModel(model);
        store.beginRun(1, "question", model);
        store.append(mixtureTraces(model, 0, Tokens, Tokens));
        store.finish(syntheticSummary());
        QTest::mouseClick(page()->pictures()->button(int(MapPage::Picture::Overview)), Qt::LeftButton);
        QCoreApplication::processEvents();
    }

    MapPage *page() const { return panel.mapPage(); }
    OverviewPlot *overview() const { return page()->overview(); }
    QString heading() const { return overview()->heading().join('\n'); }
    QPoint at(int layer, int expert) const { return overview()->cellRect(layer, expert).center().toPoint(); }
    QImage image() const { return overview()->grab().toImage(); }
    QColor colorAt(const QImage &image, int layer, int expert) const
    {
        return image.pixelColor((overview()->cellRect(layer, expert).center() * image.devicePixelRatio()).toPoint());
    }
    QColor colorOf(double share) const
    {
        return ColorScale::sequential(Palette::of(panel.palette())).at(share / overview()->scaleEnd());
    }
    // Tokens of a range and phase that chose the expert.
    int chosen(int layer, int expert, TokenRange range = {0, Tokens}, std::optional<Phase> phase = {}) const
    {
        int count = 0;
        for (int token = range.begin; token < range.end; ++token)
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                count += mixtureExpert(model, token, layer, k) == expert &&
                         (!phase || mixturePhase(token, Tokens) == *phase);
        return count;
    }
    double weight(int layer, int expert) const
    {
        double sum = 0;
        for (int token = 0; token < Tokens; ++token)
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                if (mixtureExpert(model, token, layer, k) == expert)
                    sum += mixtureWeight(model, k);
        return sum / Tokens; // the weights of a token add up to 1
    }
};

// The expert of a layer that most tokens chose.
int busiest(const Fixture &fixture, int layer)
{
    int best = 0;
    for (int expert = 0; expert < int(fixture.model.info.experts); ++expert)
        if (fixture.chosen(layer, expert) > fixture.chosen(layer, best))
            best = expert;
    return best;
}

// Of liteModel(): six stretches of ten leave four that no token chooses.
int idle(int layer) { return (60 * 5 + layer * 11) % 64; }

} // namespace

class TestExpertOverview : public QObject {
    Q_OBJECT

private slots:
    void isOneClickFromTheMap()
    {
        Fixture fixture;
        QVERIFY(fixture.panel.tabs()->count() <= 5);
        QVERIFY(fixture.overview()->isVisible());
        QVERIFY(!fixture.panel.map()->isVisible());
        QTest::mouseClick(fixture.page()->pictures()->button(int(MapPage::Picture::Tokens)), Qt::LeftButton);
        QVERIFY(fixture.panel.map()->isVisible());
        QVERIFY(!fixture.page()->unitBox()->isVisible());
        // In a narrow panel one button is the switch, and no tab is hidden for it.
        fixture.panel.resize(280, 400);
        auto *toggle = fixture.page()->pictureSwitch()->findChild<QToolButton *>("overview");
        QVERIFY(toggle->isVisible() && !fixture.page()->pictures()->button(0)->isVisible());
        QTRY_VERIFY(fixture.panel.tabs()->tabBar()->width() >= fixture.panel.tabs()->tabBar()->sizeHint().width());
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(fixture.overview()->isVisible());
    }

    void allLayersAndExpertsAreInView_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("large");
        for (const QSize size : {QSize(420, 240), QSize(300, 180), QSize(1400, 900)})
            for (const bool large : {false, true})
                QTest::addRow("%d x %d %s", size.width(), size.height(), large ? "58 x 256" : "26 x 64")
                    << size << large;
    }

    void allLayersAndExpertsAreInView()
    {
        QFETCH(QSize, size);
        QFETCH(bool, large);
        Fixture fixture(large ? largeModel() : liteModel(), size);
        const auto first = int(fixture.model.info.denseLayers), layers = int(fixture.model.info.layers);
        QRectF before;
        for (const int layer : {first, layers - 1})
            for (int expert = 0; expert < int(fixture.model.info.experts); ++expert) {
                const QRectF cell = fixture.overview()->cellRect(layer, expert);
                QVERIFY(QRectF(fixture.overview()->rect()).contains(cell));
                QVERIFY(cell.width() > 0 && cell.height() > 0);
                QVERIFY(expert == 0 || cell.left() >= before.right() - 1e-9);
                before = cell;
            }
    }

    void cellsHaveTheColourOfTheirShare()
    {
        Fixture fixture(liteModel(), {900, 700});
        double greatest = 0;
        for (int layer = 1; layer < 27; ++layer)
            for (int expert = 0; expert < 64; ++expert)
                greatest = std::max(greatest, fixture.chosen(layer, expert) / double(Tokens));
        const double end = fixture.overview()->scaleEnd();
        QVERIFY(greatest <= end && end <= 1.5 * greatest);
        const QImage image = fixture.image();
        for (const int layer : {1, 14, 26})
            for (int expert = 0; expert < 64; ++expert) {
                const double share = fixture.chosen(layer, expert) / double(Tokens);
                QCOMPARE(fixture.colorAt(image, layer, expert), fixture.colorOf(share));
            }
    }

    void sharesByWeight()
    {
        Fixture fixture(liteModel(), {900, 700});
        fixture.page()->unitBox()->setCurrentIndex(1);
        const int expert = busiest(fixture, 9);
        QCOMPARE(fixture.colorAt(fixture.image(), 9, expert), fixture.colorOf(fixture.weight(9, expert)));
        QVERIFY2(fixture.heading().startsWith("Share of each layer's gate weight, in all 300 tokens"),
                 qPrintable(fixture.heading()));
        fixture.selection.setHover({-1, 9, expert});
        QVERIFY2(fixture.panel.words().contains(" % of the layer's weight, "), qPrintable(fixture.panel.words()));
        // The even share of one of 64 is 1.6 %.
        const double factor = fixture.weight(9, expert) * 64;
        QVERIFY2(fixture.panel.words().contains(QString(", %1x even").arg(factor, 0, 'f', 1)),
                 qPrintable(fixture.panel.words()));
    }

    void countsOnePhase()
    {
        Fixture fixture(liteModel(), {900, 700});
        fixture.page()->phaseBox()->setCurrentIndex(3); // answer
        const int expert = busiest(fixture, 5), chosen = fixture.chosen(5, expert, {0, Tokens}, Phase::Answer);
        fixture.selection.setHover({-1, 5, expert});
        QVERIFY2(
            fixture.panel.words().startsWith(
                QString("layer 5, expert %1: %2 %, %3 of 50 answer tokens, ").arg(expert).arg(chosen * 2).arg(chosen)),
            qPrintable(fixture.panel.words()));
        QVERIFY2(fixture.heading().startsWith("Share of answer tokens that chose each expert"),
                 qPrintable(fixture.heading()));
        fixture.selection.clearHover();
        QCOMPARE(fixture.colorAt(fixture.image(), 5, expert), fixture.colorOf(chosen / 50.0));
    }

    void isOfTheSelectedRange()
    {
        Fixture fixture(liteModel(), {900, 700});
        for (const TokenRange range :
             {TokenRange{40, 60}, TokenRange{50, 90}, TokenRange{10, 55}, TokenRange{200, 210}}) {
            fixture.selection.setRange(range);
            QVERIFY2(fixture.heading().startsWith(
                         QString("Share of tokens %1 to %2 that chose").arg(range.begin).arg(range.end - 1)),
                     qPrintable(fixture.heading()));
            const QImage image = fixture.image();
            for (int expert = 0; expert < 64; ++expert) {
                const double share = fixture.chosen(3, expert, range) / double(range.size());
                QCOMPARE(fixture.colorAt(image, 3, expert), fixture.colorOf(share));
            }
        }
        fixture.selection.setHover({-1, 3, 0});
        QVERIFY2(fixture.panel.words().endsWith(", in tokens 200 to 209"), qPrintable(fixture.panel.words()));
    }

    void pointerIsPutInWords()
    {
        Fixture fixture;
        const int expert = busiest(fixture, 20), chosen = fixture.chosen(20, expert);
        QTest::mouseMove(fixture.overview(), {1, 1}); // wherever a real pointer was, it moves
        QTest::mouseMove(fixture.overview(), fixture.at(20, expert));
        QTRY_VERIFY((fixture.selection.hover() == Focus{-1, 20, expert}));
        QVERIFY2(fixture.panel.words().startsWith(QString("layer 20, expert %1: %2 %, %3 of 300 tokens, ")
                                                      .arg(expert)
                                                      .arg(std::lround(chosen / 3.0))
                                                      .arg(chosen)),
                 qPrintable(fixture.panel.words()));
        const double factor = chosen / 300.0 / (6 / 64.0);
        QVERIFY2(fixture.panel.words().contains(QString(", %1x even").arg(factor, 0, 'f', 1)),
                 qPrintable(fixture.panel.words()));
        const int none = idle(20);
        QTest::mouseMove(fixture.overview(), fixture.at(20, none));
        QTRY_VERIFY((fixture.selection.hover() == Focus{-1, 20, none}));
        QVERIFY2(fixture.panel.words().endsWith(": 0 %, none of 300 tokens"), qPrintable(fixture.panel.words()));
        fixture.selection.clearHover();
        QVERIFY2(fixture.panel.words().contains(" of 1,664 experts used by all 300 tokens"),
                 qPrintable(fixture.panel.words()));
    }

    void clickFocuses()
    {
        Fixture fixture;
        fixture.selection.setFocus({7, -1, -1});
        const int expert = busiest(fixture, 12);
        QTest::mouseClick(fixture.overview(), Qt::LeftButton, {}, fixture.at(12, expert));
        QVERIFY((fixture.selection.focus() == Focus{7, 12, expert})); // the token stays
        int lit = 0;
        for (int token = 0; token < Tokens; ++token)
            lit += fixture.selection.lit(token);
        QCOMPARE(lit, fixture.chosen(12, expert));
        QVERIFY(fixture.overview()->isVisible());
        // The number of a layer stands for the layer.
        QTest::mouseClick(fixture.overview(), Qt::LeftButton, {}, {4, fixture.at(15, 0).y()});
        QVERIFY((fixture.selection.focus() == Focus{7, 15, -1}));
    }

    void arrowsWalkOverCells()
    {
        Fixture fixture;
        QVERIFY(fixture.overview()->focusPolicy() & Qt::TabFocus);
        fixture.selection.setFocus({-1, 26, 62});
        const auto press = [&](int key) {
            QTest::keyClick(fixture.overview(), Qt::Key(key));
            return fixture.selection.focus();
        };
        QVERIFY((press(Qt::Key_Right) == Focus{-1, 26, 63}));
        QVERIFY((press(Qt::Key_Down) == Focus{-1, 26, 63})); // the last layer
        QVERIFY((press(Qt::Key_Up) == Focus{-1, 25, 63}));
        QVERIFY((press(Qt::Key_Left) == Focus{-1, 25, 62}));
        QVERIFY((press(Qt::Key_Escape) == Focus{-1, 25, -1}));
    }

    void goesToTheMapsPlaceAndBack()
    {
        Fixture fixture;
        ExpertMap *map = fixture.panel.map();
        fixture.selection.showAll();
        const int expert = busiest(fixture, 24);
        QTest::mouseClick(fixture.overview(), Qt::LeftButton, {}, fixture.at(24, expert));
        QTest::mouseDClick(fixture.overview(), Qt::LeftButton, {}, fixture.at(24, expert));
        QVERIFY((fixture.selection.focus() == Focus{-1, 24, expert}));
        QVERIFY(map->isVisible());
        QVERIFY(!map->cellRect({5, 24, expert}).isEmpty()); // scrolled into view
        QTest::keyClick(map, Qt::Key_Return);
        QVERIFY(fixture.overview()->isVisible());
        QVERIFY((fixture.selection.focus() == Focus{-1, 24, expert}));
        fixture.selection.setFocus({-1, 2, 1});
        QTest::keyClick(fixture.overview(), Qt::Key_Return);
        QVERIFY(map->isVisible());
        QVERIFY(!map->cellRect({5, 2, 1}).isEmpty());
    }

    void saysWhatAPixelPutsTogether()
    {
        Fixture fixture(largeModel(), {1500, 900});
        QVERIFY2(!fixture.heading().contains("pixel"), qPrintable(fixture.heading()));
        fixture.panel.resize(240, 160);
        QCoreApplication::processEvents();
        const QRectF cell = fixture.overview()->cellRect(30, 0);
        const int experts = int(std::ceil(1 / (cell.width() * fixture.overview()->devicePixelRatioF())));
        QVERIFY(experts > 1);
        QVERIFY2(
            fixture.heading().contains(QString("ach column of pixels shows the busiest of %1 experts").arg(experts)),
            qPrintable(fixture.heading()));
        // What is pointed at is the busiest of the pixel, and has its colour.
        const QPoint point = fixture.overview()->cellRect(30, 100).center().toPoint();
        QTest::mouseMove(fixture.overview(), {1, 1});
        QTest::mouseMove(fixture.overview(), point);
        QTRY_COMPARE(fixture.selection.hover().layer >= 0, true);
        const Focus shown = fixture.selection.hover();
        const double share = fixture.chosen(shown.layer, shown.expert) / double(Tokens);
        for (int expert = shown.expert - 1; expert <= shown.expert + 1; ++expert)
            if (int(fixture.overview()->cellRect(30, expert).left()) == point.x())
                QVERIFY(fixture.chosen(shown.layer, expert) <= fixture.chosen(shown.layer, shown.expert));
        fixture.selection.clearHover();
        const QImage image = fixture.image();
        QCOMPARE(image.pixelColor(point * image.devicePixelRatio()), fixture.colorOf(share));
    }

    void namesGroups()
    {
        Fixture fixture(largeModel(), {1200, 700});
        fixture.selection.setHover({-1, 10, 70});
        QVERIFY2(fixture.panel.words().startsWith("layer 10, expert 70 (group 2): "),
                 qPrintable(fixture.panel.words()));
        // Groups stand apart, experts of one do not.
        const auto gap = [&](int expert) {
            return fixture.overview()->cellRect(10, expert).left() -
                   fixture.overview()->cellRect(10, expert - 1).right();
        };
        QVERIFY(gap(64) > 1);
        QVERIFY(std::abs(gap(65)) < 1e-6);
        Fixture plain;
        plain.selection.setHover({-1, 10, 40});
        QVERIFY2(plain.panel.words().startsWith("layer 10, expert 40: "), qPrintable(plain.panel.words()));
    }

    void uncomputedIsNotZero()
    {
        Fixture fixture(liteModel(), {900, 700});
        const QColor zero = fixture.colorAt(fixture.image(), 4, idle(4));
        std::vector<TokenTrace> traces = mixtureTraces(fixture.model, 0, 20, Tokens, 2);
        for (size_t token = 0; token < 8; ++token)
            traces[token].routing.clear(); // they were in the cache
        fixture.store.beginRun(2, "question", fixture.model);
        fixture.store.append(traces);
        QTRY_VERIFY(fixture.heading().endsWith("; 8 not computed"));
        fixture.selection.setHover({-1, 4, 1});
        QVERIFY2(fixture.panel.words().contains(" of 12 tokens"), qPrintable(fixture.panel.words()));
        fixture.selection.setRange({0, 5});
        QVERIFY2(fixture.heading().startsWith("Not computed"), qPrintable(fixture.heading()));
        QVERIFY2(fixture.panel.words().contains("not computed"), qPrintable(fixture.panel.words()));
        const QImage image = fixture.image();
        const QColor mark = Palette::of(fixture.panel.palette())(Role::NotComputed);
        int marked = 0, plain = 0;
        const QRectF cells = fixture.overview()->cellRect(10, 10).united(fixture.overview()->cellRect(12, 14));
        for (int y = int(cells.top()); y < int(cells.bottom()); ++y)
            for (int x = int(cells.left()); x < int(cells.right()); ++x) {
                marked += image.pixelColor(x, y) == mark;
                plain += image.pixelColor(x, y) == zero;
            }
        QVERIFY(marked > 100 && plain > 100); // hatched
    }

    void phaseWithoutTokens()
    {
        Fixture fixture;
        fixture.selection.setRange({0, 50}); // of the prompt
        fixture.page()->phaseBox()->setCurrentIndex(3);
        QCOMPARE(fixture.heading(), "No answer token in tokens 0 to 49");
        fixture.selection.setHover({-1, 4, 1});
        QCOMPARE(fixture.panel.words(), "layer 4, expert 1: no answer token in tokens 0 to 49");
    }

    void denseModelsHaveNone()
    {
        Fixture fixture;
        addRun(fixture.store, denseModel(), {.run = 2});
        QCOMPARE(fixture.panel.shownMessage().title, "This model has no experts");
        QVERIFY(!fixture.overview()->isVisible());
        fixture.store.beginRun(3, "question", fixture.model);
        QCOMPARE(fixture.panel.shownMessage().kind, PanelMessage::Kind::Working);
        fixture.store.append(mixtureTraces(fixture.model, 0, 3, Tokens, 3));
        QVERIFY(fixture.overview()->isVisible()); // where the person left it
        QTRY_VERIFY(fixture.heading().startsWith("Share of all 3 tokens"));
    }

    void bothThemes()
    {
        Fixture fixture(liteModel(), {900, 700});
        const int expert = busiest(fixture, 8);
        const double share = fixture.chosen(8, expert) / double(Tokens);
        std::set<QRgb> seen;
        for (const bool dark : {false, true, false}) {
            fixture.panel.setPalette(Palette(dark).toQPalette());
            QCoreApplication::processEvents();
            QCOMPARE(fixture.colorAt(fixture.image(), 8, expert), fixture.colorOf(share));
            seen.insert(fixture.colorOf(share).rgb());
        }
        QCOMPARE(seen.size(), size_t(2));
    }
};

QTEST_MAIN(TestExpertOverview)
#include "tst_expert_overview.moc"
