// The map of experts on long runs, driven by mouse and keys; its pixels against plain recounts of the traces.
#include "paint/color_scale.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/hover_card.h"
#include "panels/shared/phase_heads.h"
#include "support/synthetic_run.h"
#include "support/zipf_run.h"

#include <QFontMetrics>
#include <QTest>

#include <cmath>
#include <random>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Tokens = 5000;

struct Fixture {
    ZipfRun source;
    std::vector<TokenTrace> traces;
    RunStore store;
    Selection selection{store};
    ExpertTrials trials{store};
    ExpertsPanel panel{store, selection, trials};

    explicit Fixture(int tokens = Tokens, int reused = 0, LoadedModel model = liteModel())
        : source(std::move(model), tokens), traces(source.traces({0, tokens}))
    {
        for (int token = 0; token < reused; ++token)
            traces[size_t(token)].routing.clear();
        panel.resize(700, 500);
        panel.show();
        store.setModel(source.model());
        store.beginRun(1, "question", source.model());
    }
    void whole()
    {
        store.append(traces);
        store.finish(source.summary());
        selection.showAll();
        QCoreApplication::processEvents();
    }

    ExpertMap *map() const { return panel.map(); }
    QImage cells() const
    {
        map()->grab();
        return map()->picture().image();
    }
    bool paint() const // until it stands
    {
        return QTest::qWaitFor([this] {
            map()->grab();
            return map()->isPainted();
        });
    }

    // The strongest weight in each pixel of an expert's row, straight from the traces.
    std::vector<double> row(int layer, int expert, const VisibleRange &visible, int width) const
    {
        std::vector<double> strongest(size_t(width), 0.0);
        const double perPixel = visible.size() / width;
        int column = 1;
        while (column * 2 <= perPixel)
            column *= 2;
        const auto used = source.model().info.expertsUsed, first = source.model().info.denseLayers;
        for (int token = 0; token < int(traces.size()); ++token)
            for (uint32_t k = 0; k < used && !traces[size_t(token)].routing.empty(); ++k) {
                const ExpertHit &hit = traces[size_t(token)].routing[(uint32_t(layer) - first) * used + k];
                const int begin = token / column * column;
                const auto pixel = [&](int place) {
                    return int(std::floor((place - visible.begin) / perPixel + 1e-6));
                };
                if (hit.expert != expert)
                    continue;
                for (int x = pixel(begin); x < std::max(pixel(begin) + 1, pixel(begin + column)); ++x)
                    if (x >= 0 && x < width)
                        strongest[size_t(x)] = std::max(strongest[size_t(x)], double(hit.weight));
            }
        return strongest;
    }
};

QColor colorOf(const Fixture &fixture, double weight)
{
    return QColor(ColorScale::sequential(Palette::of(fixture.panel.palette())).at(weight / fixture.map()->scaleEnd()));
}

// Counts how often a widget is hidden or shown.
class Flicker : public QObject {
public:
    int changes = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        changes += event->type() == QEvent::Hide || event->type() == QEvent::Show;
        return false;
    }
};

} // namespace

class TestMapAtSize : public QObject {
    Q_OBJECT

private slots:
    void pixelsAreTheStrongestWeight_data()
    {
        QTest::addColumn<double>("begin");
        QTest::addColumn<double>("size");
        QTest::newRow("all") << 0.0 << 5000.0;
        QTest::newRow("most") << 312.4 << 4100.7;
        QTest::newRow("some") << 2000.0 << 777.0;
        QTest::newRow("a pixel each") << 1000.3 << 400.0;
        QTest::newRow("few") << 4321.5 << 90.0;
    }

    void pixelsAreTheStrongestWeight()
    {
        QFETCH(double, begin);
        QFETCH(double, size);
        Fixture fixture;
        fixture.whole();
        const VisibleRange visible{begin, begin + size};
        fixture.selection.setVisible(visible);
        QVERIFY(fixture.paint());
        const QImage image = fixture.cells();
        std::mt19937 random(3);
        int above = 0;
        for (int i = 0; i < 40; ++i) {
            const int layer = 1 + int(random() % 4), expert = int(random() % 64);
            const QRectF place = fixture.map()->cellRect({int(begin + size / 2), layer, expert});
            if (place.height() <= 0)
                continue;
            const int y = int(std::floor(place.top() - fixture.map()->cellRect({int(begin + size / 2), 1, 0}).top()));
            const std::vector<double> wanted = fixture.row(layer, expert, visible, image.width());
            for (int x = 0; x < image.width(); ++x) {
                QCOMPARE(image.pixelColor(x, y), colorOf(fixture, wanted[size_t(x)]));
                above += wanted[size_t(x)] > 0;
            }
        }
        QVERIFY(above > 200);
    }

    void streamedEqualsNeverStreamed()
    {
        Fixture streamed(Tokens, 33), whole(Tokens, 33);
        whole.whole();
        for (size_t token = 0; token < Tokens; token += 250) {
            streamed.store.append(std::span(streamed.traces).subspan(token, 250));
            streamed.selection.setVisible({0, Tokens});
            streamed.map()->grab();
        }
        for (const VisibleRange visible : {VisibleRange{0, Tokens}, VisibleRange{4000, 5000}, VisibleRange{0, 60}}) {
            for (Fixture *fixture : {&streamed, &whole}) {
                fixture->selection.setVisible(visible);
                QVERIFY(fixture->paint());
            }
            QCOMPARE(streamed.cells(), whole.cells());
        }
    }

    // One token of 5,000 chooses an expert that no other does: it is seen at any zoom, and the pointer finds it.
    void aRareChoiceIsSeenAndFound()
    {
        constexpr int Layer = 2, Expert = 7, Rare = 3217;
        Fixture fixture;
        for (TokenTrace &trace : fixture.traces)
            for (size_t k = 6; k < 12; ++k) // of layer 2
                if (trace.routing[k].expert == Expert)
                    trace.routing[k].weight = 0;
        fixture.traces[Rare].routing[6] = {Expert, 0.37f};
        fixture.whole();
        for (const double size : {5000.0, 1700.0, 300.0, 20.0}) {
            fixture.selection.setVisible({Rare - size / 2, Rare + size / 2});
            QVERIFY(fixture.paint());
            const double x = fixture.map()->axis().xOf(Rare);
            const QRectF cell = fixture.map()->cellRect({Rare, Layer, Expert});
            const QImage image = fixture.cells();
            const int y = int(cell.top() - fixture.map()->cellRect({Rare, 1, 0}).top());
            int seen = -1; // pixel of the cells
            for (int pixel = 0; pixel < image.width() && seen < 0; ++pixel)
                if (image.pixelColor(pixel, y) == colorOf(fixture, double(0.37f)))
                    seen = pixel;
            QVERIFY(seen >= 0);
            const double left = fixture.map()->axis().left() + seen;
            QVERIFY(std::abs(left - x) <= 1 + cell.width());
            QTest::mouseMove(fixture.map(), {1, 1});
            QTest::mouseMove(fixture.map(), QPoint(int(left) + (size < 100 ? 3 : 0), int(cell.center().y())));
            QTRY_COMPARE(fixture.selection.hover().token, Rare);
            QTRY_VERIFY(fixture.map()->card()->isVisible());
            QCOMPARE(fixture.map()->card()->lines()[3],
                     QString("weight 0.37, %1 of 6")
                         .arg(QStringList{"first", "second", "third", "fourth", "fifth",
                                          "sixth"}[fixture.store.current()->rankOf(Rare, Layer, Expert)]));
        }
    }

    void uncomputedIsNotZero()
    {
        constexpr int Reused = 700;
        Fixture fixture(Tokens, Reused);
        fixture.whole();
        QVERIFY(fixture.paint());
        const QImage image = fixture.cells();
        const QRgb mark = Palette::of(fixture.panel.palette())(Role::NotComputed).rgb();
        int marked = 0, beyond = 0;
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < image.width(); ++x)
                (x * double(Tokens) / image.width() <= Reused ? marked : beyond) += image.pixel(x, y) == mark;
        QVERIFY(marked > 500);
        QCOMPARE(beyond, 0);
    }

    // More than a slice: a part is painted first, the rest follows by itself, and it is the same picture.
    void aLargeRunIsReadInSlices()
    {
        Fixture fixture(30'000, 0, largeModel());
        fixture.store.append(fixture.traces);
        fixture.selection.showAll();
        fixture.map()->grab();
        QVERIFY(!fixture.map()->isPainted());
        QTRY_VERIFY(fixture.map()->isPainted()); // nobody asks it to
        const QImage image = fixture.cells();
        const int layer = 3, expert = 40;
        const QRectF place = fixture.map()->cellRect({15'000, layer, expert});
        const int y = int(place.top() - fixture.map()->cellRect({15'000, layer, 0}).top());
        const std::vector<double> wanted = fixture.row(layer, expert, {0, 30'000}, image.width());
        for (int x = 0; x < image.width(); ++x)
            QCOMPARE(image.pixelColor(x, y), colorOf(fixture, wanted[size_t(x)]));
        QVERIFY2(fixture.panel.words().contains("a pixel is the strongest of "), qPrintable(fixture.panel.words()));
        // Through all layers and levels of detail the tiles keep within their memory.
        for (int layerAt = 3; layerAt < 61; layerAt += 2)
            for (const double size : {30'000.0, 4'000.0, 600.0}) {
                fixture.selection.setFocus({-1, layerAt, 0});
                fixture.selection.setVisible({1000, 1000 + size});
                fixture.map()->grab();
                QVERIFY(fixture.map()->picture().tiles().bytes() <= RoutingTiles::Limit);
            }
        QVERIFY(fixture.map()->picture().tiles().bytes() > RoutingTiles::Limit / 4);
    }

    void cardSaysWhatTheCellIs()
    {
        Fixture fixture;
        fixture.whole();
        fixture.selection.setVisible({1000, 1040});
        const uint16_t expert = fixture.traces[1012].routing[1].expert; // of layer 1
        const QPoint point = fixture.map()->cellRect({1012, 1, expert}).center().toPoint();
        HoverCard *card = fixture.map()->card();
        QTest::mouseMove(fixture.map(), {1, 1});
        QTest::mouseMove(fixture.map(), point);
        QTRY_VERIFY(card->isVisible());
        int chose = 0;
        for (const TokenTrace &trace : fixture.traces)
            for (size_t k = 0; k < 6; ++k)
                chose += trace.routing[k].expert == expert;
        QCOMPARE(card->lines()[1], "token 1,012, think");
        QCOMPARE(card->lines()[2], QString("layer 1, expert %1").arg(expert));
        QVERIFY(card->lines()[3].contains(QString::number(double(fixture.traces[1012].routing[1].weight), 'f', 2)));
        const auto share = [&] { // "chosen by 7.3 % of all 5,000 tokens", when all is counted
            return card->lines()[4].endsWith("% of all 5,000 tokens") ? card->lines()[4].split(' ')[2].toDouble() : -1;
        };
        QTRY_VERIFY2(std::abs(share() - chose * 100.0 / Tokens) < 0.51, qPrintable(card->lines()[4]));
        QCOMPARE(card->lines().size(), 5);
        QCOMPARE(card->accessibleDescription(), card->lines().join("\n"));

        // From cell to cell it stays, and never covers the cell.
        Flicker flicker;
        card->installEventFilter(&flicker);
        for (int token = 1001; token < 1039; ++token)
            for (const int row : {0, 40}) {
                const QRectF cell = fixture.map()->cellRect({token, 1, row});
                QTest::mouseMove(fixture.map(), cell.center().toPoint());
                QCoreApplication::processEvents();
                QVERIFY(!QRectF(card->geometry()).intersects(cell));
                QVERIFY(fixture.map()->rect().contains(card->geometry()));
            }
        QCOMPARE(flicker.changes, 0);
        QTest::mouseMove(fixture.map(), {1, 1});
        QTRY_VERIFY(!card->isVisible());
        QCOMPARE(flicker.changes, 1);
    }

    void cardCountsTheTokensOfItsPlace()
    {
        Fixture fixture;
        fixture.whole();
        const QRectF area = fixture.map()->cellRect({2500, 1, 20});
        QTest::mouseMove(fixture.map(), {1, 1});
        QTest::mouseMove(fixture.map(), area.center().toPoint());
        QTRY_VERIFY(fixture.map()->card()->isVisible());
        const QString last = fixture.map()->card()->lines().back();
        // 5,000 tokens in some 550 pixels: columns of eight, one or two of them in a pixel.
        QVERIFY2(last == "the strongest of 8 tokens in this place" ||
                     last == "the strongest of 16 tokens in this place",
                 qPrintable(last));
    }

    void phasesAreNamedAtAnyZoom()
    {
        const QFontMetrics metrics{QFont()};
        const std::vector<Run::Section> sections = {
            {Phase::Prompt, {0, 10}}, {Phase::Think, {10, 99'980}}, {Phase::Answer, {99'980, 100'000}}};
        double all = 2 * 8; // names with gaps between them
        for (const Run::Section &section : sections)
            all += metrics.horizontalAdvance(phaseName(section.phase));
        for (const double width : {all, 400.0})
            for (const VisibleRange visible :
                 {VisibleRange{0, 100'000}, VisibleRange{0, 60}, VisibleRange{99'900, 100'000}}) {
                const TokenAxis axis(30, width, visible);
                std::vector<Phase> named, expected;
                double end = 30 - 8;
                for (const PhaseHead &head : phaseHeads(sections, axis, metrics)) {
                    QVERIFY(head.left >= end + 8 - 1e-6);
                    end = head.left + head.width;
                    named.push_back(head.phase);
                }
                QVERIFY(end <= 30 + width + 1e-6);
                for (const Run::Section &section : sections)
                    if (section.tokens.end > visible.begin && section.tokens.begin < visible.end)
                        expected.push_back(section.phase);
                QCOMPARE(named, expected); // in the order of the run
            }
        // Where there is room for no more than one, it is that of the widest section.
        const std::vector<PhaseHead> one = phaseHeads(sections, TokenAxis(0, 60, {0, 100'000}), metrics);
        QCOMPARE(one.size(), size_t(1));
        QCOMPARE(one.front().phase, Phase::Think);
    }

    void narrowPhasesHaveABar()
    {
        Fixture fixture;
        for (TokenTrace &trace : fixture.traces)
            trace.phase = trace.index < 4998 ? Phase::Think : Phase::Answer; // less than a pixel
        fixture.whole();
        const QImage image = fixture.map()->grab().toImage();
        const QColor bar = Palette::of(fixture.panel.palette()).phaseBar(Phase::Answer);
        const double top = fixture.map()->cellRect({10, 1, 0}).top();
        int found = 0;
        for (int y = 0; y < int(top); ++y)
            for (int x = int(fixture.map()->axis().right()) - 4; x < int(fixture.map()->axis().right()); ++x)
                found += image.pixelColor(x, y) == bar;
        QVERIFY(found >= 4);
    }
};

QTEST_MAIN(TestMapAtSize)
#include "tst_map_at_size.moc"
