#include "panels/experts/expert_map.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/synthetic_run.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    RunStore store;
    Selection selection{store};
    TokenStrip strip{store, selection};

    explicit Fixture(const RunShape &shape = {})
    {
        strip.resize(1280, 150);
        strip.show();
        addRun(store, moeModel(), shape);
        QCoreApplication::processEvents();
    }
    TokenStripPlot *plot() const { return strip.plot(); }
    QPoint at(int token) const { return plot()->cellRect(token).center().toPoint(); }
    // The ground of a cell, in its corner where no text is.
    QColor ground(int token) const
    {
        const QImage image = plot()->grab().toImage();
        const QPointF corner = plot()->cellRect(token).topLeft() + QPointF(1.5, 2.5);
        return QColor(image.pixel((corner * image.devicePixelRatio()).toPoint()));
    }
};

} // namespace

class TestTokenStrip : public QObject {
    Q_OBJECT

private slots:
    void cellsHaveTheirPhasesColour();
    void cellsHaveTheMeasuresColour();
    void clickFocusesTheToken();
    void dragSelectsARange();
    void followButtonAndKey();
    void overviewMovesWhatIsShown();
    void zoomIsSharedWithOtherPictures();
    void unlitTokensFade();
    void wordsTellTheToken();
    void saysWhenThereIsNothing();
    void everyControlHasAName();
};

void TestTokenStrip::cellsHaveTheirPhasesColour()
{
    Fixture fixture;
    const Palette color = Palette::of(fixture.strip.palette());
    QCOMPARE(fixture.ground(3), color.phaseFill(Phase::Prompt));
    QCOMPARE(fixture.ground(20), color.phaseFill(Phase::Think));
    QCOMPARE(fixture.ground(50), color.phaseFill(Phase::Answer));
}

void TestTokenStrip::cellsHaveTheMeasuresColour()
{
    Fixture fixture;
    const Palette color = Palette::of(fixture.strip.palette());
    const ColorScale scale = ColorScale::sequential(color);
    for (const TokenMeasure measure : {TokenMeasure::Surprise, TokenMeasure::Entropy, TokenMeasure::Time}) {
        fixture.strip.colorBox()->setCurrentIndex(int(measure));
        const double value = *measureOf(*fixture.store.current(), 20, measure);
        QVERIFY(value <= fixture.plot()->scaleEnd());
        QCOMPARE(fixture.ground(20), QColor(scale.at(value / fixture.plot()->scaleEnd())));
    }
    fixture.strip.colorBox()->setCurrentIndex(int(TokenMeasure::Surprise));
    QVERIFY(!measureOf(*fixture.store.current(), 3, TokenMeasure::Surprise)); // of a prompt token there is none
    QCOMPARE(fixture.plot()->cellColor(color, 3), color(Role::Panel));
}

void TestTokenStrip::clickFocusesTheToken()
{
    Fixture fixture;
    QSignalSpy focus(&fixture.selection, &Selection::focusChanged);
    QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.at(25));
    QCOMPARE(focus.size(), 1);
    QVERIFY((fixture.selection.focus() == Focus{25, -1, -1}));
    QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.at(62)); // behind the last token
    QCOMPARE(focus.size(), 1);
    fixture.selection.setFocus({25, 2, 3});
    QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.at(30));
    QVERIFY((fixture.selection.focus() == Focus{30, 2, 3})); // the expert stays lit
}

void TestTokenStrip::dragSelectsARange()
{
    Fixture fixture;
    QTest::mousePress(fixture.plot(), Qt::LeftButton, {}, fixture.at(30));
    QTest::mouseMove(fixture.plot(), fixture.at(25));
    QTest::mouseMove(fixture.plot(), fixture.at(20));
    QTest::mouseRelease(fixture.plot(), Qt::LeftButton, {}, fixture.at(20));
    QVERIFY((fixture.selection.range() == TokenRange{20, 31}));
    QTest::mouseDClick(fixture.plot(), Qt::LeftButton, {}, fixture.at(25));
    QVERIFY(fixture.selection.range().empty());
}

void TestTokenStrip::followButtonAndKey()
{
    Fixture fixture({.think = 500});
    QVERIFY(fixture.strip.followButton()->isChecked());
    fixture.selection.pan(-50);
    QVERIFY(!fixture.strip.followButton()->isChecked());
    QTest::mouseClick(fixture.strip.followButton(), Qt::LeftButton);
    QVERIFY(fixture.selection.follow());
    QVERIFY(fixture.selection.visible().end >= 518);
    QTest::keyClick(fixture.plot(), Qt::Key_Left);
    QVERIFY(!fixture.selection.follow());
    QTest::keyClick(fixture.plot(), Qt::Key_End); // the last token, which may not stay the last
    QCOMPARE(fixture.selection.focus().token, 517);
    QVERIFY(!fixture.strip.followButton()->isChecked());
}

void TestTokenStrip::overviewMovesWhatIsShown()
{
    Fixture fixture({.think = 500});
    fixture.selection.setVisible({0, 100});
    const QRectF overview = fixture.plot()->overviewRect();
    QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, overview.center().toPoint());
    QVERIFY(std::abs(fixture.selection.visible().begin + 50 - 259) < 2);
    QCOMPARE(fixture.selection.visible().size(), 100.0);
    QVERIFY(fixture.selection.focus().empty());
}

void TestTokenStrip::zoomIsSharedWithOtherPictures()
{
    Fixture fixture;
    ExpertMap map(fixture.store, fixture.selection);
    map.resize(500, 300);
    QTest::keyClick(fixture.plot(), Qt::Key_Plus);
    QVERIFY(fixture.selection.visible().size() < 64);
    QCOMPARE(map.axis().tokenWidth() * fixture.selection.visible().size(), map.axis().right() - map.axis().left());
    QCOMPARE(map.axis().tokenAt(map.axis().left()), fixture.plot()->axis().tokenAt(fixture.plot()->axis().left()));
    QTest::keyClick(&map, Qt::Key_0);
    QCOMPARE(fixture.plot()->axis().tokenAt(fixture.plot()->axis().right()), 54.0);
}

void TestTokenStrip::unlitTokensFade()
{
    Fixture fixture;
    const int expert = syntheticExpert(25, 2, 0);
    fixture.selection.setFocus({-1, 2, expert});
    const Palette color = Palette::of(fixture.strip.palette());
    for (int token = 12; token < 48; ++token)
        QCOMPARE(fixture.ground(token) == color.phaseFill(Phase::Think), fixture.selection.lit(token));
}

void TestTokenStrip::wordsTellTheToken()
{
    Fixture fixture;
    QTest::mouseMove(fixture.plot(), {1, 1}); // wherever a real pointer was, it moves
    QTest::mouseMove(fixture.plot(), fixture.at(25));
    QTRY_COMPARE(fixture.strip.words(),
                 QString("token 25 \u201c\u00b7carry\u201d, think, probability 96 %, entropy 0.10 nats, 12 ms"));
}

void TestTokenStrip::saysWhenThereIsNothing()
{
    RunStore store;
    Selection selection(store);
    TokenStrip strip(store, selection);
    QCOMPARE(strip.shownMessage().title, "No model is loaded");
    store.setModel(moeModel());
    QCOMPARE(strip.shownMessage().title, "No tokens yet");
    store.beginRun(1, "question", moeModel());
    QCOMPARE(strip.shownMessage().title, "Reading the question");
    RunSummary summary;
    summary.run = 1;
    store.finish(summary);
    QCOMPARE(strip.shownMessage().title, "This run has no tokens");
}

void TestTokenStrip::everyControlHasAName()
{
    Fixture fixture;
    for (const QWidget *widget : fixture.strip.findChildren<QWidget *>())
        if (widget->focusPolicy() & Qt::TabFocus)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
}

QTEST_MAIN(TestTokenStrip)
#include "tst_token_strip.moc"
