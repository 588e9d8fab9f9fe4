#include "models/expert_trials.h"
#include "models/playback.h"
#include "paint/token_text.h"
#include "paint/type_scale.h"
#include "panels/experts/expert_map.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/scale_bar.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/synthetic_run.h"

#include <QAction>
#include <QComboBox>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    RunStore store;
    Selection selection{store};
    Playback playback{store, selection};
    ExpertTrials trials{store};
    AttentionReading attention{store, selection};
    TokenStrip strip{store, selection, playback, trials, attention};

    explicit Fixture(const RunShape &shape = {})
    {
        strip.resize(2560, 150); // the shortest run is seen whole
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
    void cellsHaveTheirExpertsColour();
    void ofManyTokensTheGreatestIsSeen();
    void clickFocusesTheToken();
    void dragSelectsARange();
    void followButtonAndKey();
    void overviewMovesWhatIsShown();
    void zoomIsSharedWithOtherPictures();
    void unlitTokensFade();
    void wordsTellTheToken();
    void saysWhenThereIsNothing();
    void everyControlHasAName();
    void followedTokensCanBeRead();
    void controlTokensHaveAShortSign_data();
    void controlTokensHaveAShortSign();
    void aToolTipTellsTheWholeToken();
    void aRunIsPlayedFromTheBar();
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

// By the strongest in the focused layer, or in the first that routes; where one is focused, by its weight.
void TestTokenStrip::cellsHaveTheirExpertsColour()
{
    Fixture fixture({.reused = 8});
    const Palette color = Palette::of(fixture.strip.palette());
    fixture.strip.colorBox()->setCurrentIndex(int(TokenMeasure::Expert));
    QCOMPARE(fixture.ground(20), categoryGround(color, syntheticExpert(20, 1, 0)));
    fixture.selection.setFocus({20, 3, -1});
    const int first = syntheticExpert(25, 3, 0), second = syntheticExpert(25, 3, 1);
    QCOMPARE(fixture.plot()->textGround(color, 25), categoryGround(color, first));
    QVERIFY(!fixture.plot()->textGround(color, 3).isValid());
    QCOMPARE(fixture.plot()->valueWords(25), QString("layer 3, expert %1, weight 0.40").arg(first));
    const auto *scale = fixture.strip.findChild<ScaleBar *>();
    QCOMPARE(scale->accessibleDescription(), QString("expert in layer 3 from 0 to 15"));
    fixture.selection.setFocus({20, 3, second});
    QCOMPARE(fixture.ground(25), QColor(ColorScale::sequential(color).at(0.3 / fixture.plot()->scaleEnd())));
    QVERIFY(scale->accessibleDescription().startsWith(QString("weight of expert %1 from 0 to ").arg(second)));
    for (int token = 12; token < 54; ++token)
        QCOMPARE(fixture.plot()->textGround(color, token).isValid(), fixture.selection.lit(token));
}

// Several tokens in each pixel: it has the greatest entropy among them, and is lit where one of them is.
void TestTokenStrip::ofManyTokensTheGreatestIsSeen()
{
    Fixture fixture({.think = 6000});
    fixture.selection.showAll();
    fixture.strip.colorBox()->setCurrentIndex(int(TokenMeasure::Entropy));
    const Run &run = *fixture.store.current();
    const int expert = syntheticExpert(500, 2, 0);
    const QRectF first = fixture.plot()->cellRect(0), last = fixture.plot()->cellRect(run.size() - 1);
    const auto pixels = int(std::lround(last.right() - first.left()));
    const double perPixel = double(run.size()) / pixels;
    QVERIFY(perPixel > 2 && perPixel < 4); // so that columns are pairs of tokens
    std::vector<double> greatest(size_t(pixels), 0.0);
    std::vector<bool> lit(size_t(pixels), false);
    for (int token = 0; token < run.size(); ++token) {
        const auto pixel = size_t(token / 2 * 2 / perPixel + 1e-6);
        greatest[pixel] = std::max(greatest[pixel], double(run.entropy(token)));
        for (int k = 0; k < 4; ++k)
            lit[pixel] = lit[pixel] || syntheticExpert(token, 2, k) == expert;
    }
    const ColorScale scale = ColorScale::sequential(Palette::of(fixture.strip.palette()));
    const QColor mark = Palette::of(fixture.strip.palette())(Role::Focus);
    const QImage plain = fixture.plot()->grab().toImage();
    fixture.selection.setFocus({-1, 2, expert});
    const QImage focused = fixture.plot()->grab().toImage();
    int strong = 0;
    for (int x = 10; x < pixels; ++x) { // behind the prompt, which has no entropy
        const QPoint top(int(first.left()) + x, int(first.top()) + 3), foot(top.x(), int(first.bottom()) - 2);
        if (plain.pixelColor(top) == Palette::of(fixture.strip.palette())(Role::Axis))
            continue; // the dotted edge of a section
        QCOMPARE(plain.pixelColor(top), QColor(scale.at(greatest[size_t(x)] / fixture.plot()->scaleEnd())));
        QCOMPARE(focused.pixelColor(foot) == mark, bool(lit[size_t(x)]));
        strong += greatest[size_t(x)] > 0.5;
    }
    QVERIFY(strong > 100 && strong < pixels / 2);
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
    const RangeRouting routing(fixture.store, fixture.selection);
    ExpertMap map(fixture.store, fixture.selection, routing);
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
    Playback playback(store, selection);
    ExpertTrials trials(store);
    AttentionReading attention(store, selection);
    TokenStrip strip(store, selection, playback, trials, attention);
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

// The strip scrolls rather than that its texts vanish; the whole run stays a click away.
void TestTokenStrip::followedTokensCanBeRead()
{
    RunStore store;
    Selection selection(store);
    Playback playback(store, selection);
    ExpertTrials trials(store);
    AttentionReading attention(store, selection);
    TokenStrip strip(store, selection, playback, trials, attention);
    strip.resize(1280, 150);
    strip.show();
    QCoreApplication::processEvents();
    const auto traces = syntheticTraces(moeModel(), {.think = 400});
    store.beginRun(1, "question", moeModel());
    const double word = QFontMetrics(smallFont(strip.font())).horizontalAdvance("carry");
    for (const TokenTrace &trace : traces) {
        store.append(std::span(&trace, 1));
        const QRectF cell = strip.plot()->cellRect(store.current()->size() - 1);
        QVERIFY2(cell.width() >= word, qPrintable(QString::number(cell.width()))); // the newest is in view, and whole
    }
    strip.resize(640, 150);
    QVERIFY(strip.plot()->cellRect(int(traces.size()) - 1).width() >= word);
    store.finish(syntheticSummary());
    QVERIFY(selection.follow());
    QTest::mouseClick(strip.findChild<QToolButton *>("showAll"), Qt::LeftButton);
    QVERIFY((selection.visible() == VisibleRange{0, 418}));
    QTest::mouseClick(strip.followButton(), Qt::LeftButton);
    QVERIFY(strip.plot()->cellRect(int(traces.size()) - 1).width() >= word);
}

void TestTokenStrip::controlTokensHaveAShortSign_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("sign");
    QTest::newRow("end") << QByteArray("<|end|>") << "end";
    QTest::newRow("think") << QByteArray("<think>") << "thi";
    QTest::newRow("end of think") << QByteArray("</think>") << "/thi";
    QTest::newRow("answer") << QByteArray("<answer>") << "ans";
    QTest::newRow("DeepSeek begin") << QByteArray("<\xEF\xBD\x9C"
                                                  "begin\xE2\x96\x81of\xE2\x96\x81sentence\xEF\xBD\x9C>")
                                    << "bos";
    QTest::newRow("DeepSeek user") << QByteArray("<\xEF\xBD\x9CUser\xEF\xBD\x9C>") << "user";
    QTest::newRow("ChatML") << QByteArray("<|im_start|>") << "is";
    QTest::newRow("Llama 2") << QByteArray("</s>") << "/s";
    QTest::newRow("Llama 3") << QByteArray("<|start_header_id|>") << "shi";
    QTest::newRow("instruction") << QByteArray("[/INST]") << "/inst";
    QTest::newRow("many words") << QByteArray("<|a_b_c_d_e|>") << "abcd";
    QTest::newRow("no words") << QByteArray("<|>") << "<|>";
    QTest::newRow("nothing") << QByteArray() << "(empty)";
}

void TestTokenStrip::controlTokensHaveAShortSign()
{
    QFETCH(QByteArray, name);
    QTEST(shortControlName(name.toStdString()), "sign");
}

void TestTokenStrip::aToolTipTellsTheWholeToken()
{
    Fixture fixture;
    const auto tipAt = [&](int token) {
        QTest::mouseMove(fixture.plot(), {1, 1});
        QTest::mouseMove(fixture.plot(), fixture.at(token));
        fixture.selection.setHover({token, -1, -1});
        QHelpEvent help(QEvent::ToolTip, fixture.at(token), fixture.plot()->mapToGlobal(fixture.at(token)));
        QCoreApplication::sendEvent(fixture.plot(), &help);
        return QToolTip::text();
    };
    QVERIFY(fixture.store.current()->special(0));
    const QString name = QString::fromStdString(std::string(fixture.store.current()->bytes(0)));
    QCOMPARE(tipAt(0),
             QString("token 0 \u201c%1\u201d, a control token: it steers the model and is not text").arg(name));
    QCOMPARE(tipAt(25), QString("token 25 \u201c\u00b7carry\u201d"));
}

void TestTokenStrip::aRunIsPlayedFromTheBar()
{
    Fixture fixture;
    const auto button = [&](const char *name) { return fixture.strip.findChild<QToolButton *>(name); };
    const auto title = [&] { return fixture.strip.findChild<ElidedLabel *>("tokensTitle")->text(); };
    QTest::mouseClick(button("play"), Qt::LeftButton);
    QCOMPARE(fixture.playback.state(), Playback::State::Playing);
    QCOMPARE(title(), QString("Playing: 13 of 54 tokens"));
    QCOMPARE(button("play")->accessibleName(), QString("Pause"));
    // The play head is a line behind the cell.
    const Palette color = Palette::of(fixture.strip.palette());
    const auto at = [&](QPointF point) {
        const QImage image = fixture.plot()->grab().toImage();
        return QColor(image.pixel((point * image.devicePixelRatio()).toPoint()));
    };
    const QRectF cell = fixture.plot()->cellRect(12);
    QCOMPARE(at({std::round(cell.right()), cell.bottom() - 3}), color(Role::Accent));
    QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.at(40));
    QCOMPARE(fixture.playback.state(), Playback::State::Paused);
    QCOMPARE(title(), QString("Paused: 41 of 54 tokens"));
    QTest::mouseClick(button("stepForward"), Qt::LeftButton);
    QCOMPARE(fixture.selection.focus().token, 41);
    QTest::mouseClick(button("stepBack"), Qt::LeftButton);
    QCOMPARE(fixture.selection.focus().token, 40);
    QTest::mouseClick(button("stopPlaying"), Qt::LeftButton);
    QCOMPARE(fixture.playback.state(), Playback::State::Ready);
    QVERIFY(!button("stopPlaying")->isEnabled());
    QCOMPARE(title(), QString("54 tokens"));

    const auto paces = button("pace")->menu()->actions();
    const auto slow = std::ranges::find(paces, QString("One token every 500 ms"), &QAction::text);
    QVERIFY(slow != paces.end());
    (*slow)->trigger();
    QCOMPARE(fixture.playback.pace(), (Pace{0, 500}));
    QCOMPARE(button("pace")->text(), QString("500 ms/token "));

    QTest::mouseClick(button("play"), Qt::LeftButton);
    fixture.strip.resize(640, 150);
    QVERIFY(fixture.strip.minimumSizeHint().width() <= 640 - 24); // of a screen at 200 %, less the dock's title
    fixture.store.beginRun(2, "question", moeModel());
    fixture.store.append(syntheticTraces(moeModel(), {.run = 2}));
    QVERIFY(!button("play")->isEnabled());
    QCOMPARE(button("play")->toolTip(), QString("This run can be played when it has ended."));
    fixture.selection.clearHover();
    QVERIFY2(fixture.strip.words().startsWith(button("play")->toolTip()), qPrintable(fixture.strip.words()));
}

QTEST_MAIN(TestTokenStrip)
#include "tst_token_strip.moc"
