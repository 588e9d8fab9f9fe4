// A run that has ended is played by a clock that the test turns.
#include "models/playback.h"
#include "support/synthetic_run.h"

#include <QSignalSpy>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;
using State = Playback::State;

namespace {

struct Fixture {
    RunStore store;
    Selection selection{store};
    double now = 0; // milliseconds
    Playback playback{store, selection, [this] { return now; }};

    void pass(double milliseconds)
    {
        now += milliseconds;
        playback.tick();
    }
    int head() const { return selection.playHead(); }
};

constexpr int FirstThink = 12, Last = 53; // of the synthetic run

} // namespace

class TestPlayback : public QObject {
    Q_OBJECT

private slots:
    void aRunThatGoesOnCannotBePlayed();
    void readsAlongTokenByToken();
    void recordedTimesAreKept();
    void startsWhereThePersonPoints();
    void stopsAtTheEnd();
    void pointingElsewherePauses();
    void lookingElsewherePauses();
    void whilePausedTheHeadIsWhereThePersonPoints();
    void stepsForwardAndBack();
    void escapeEndsIt();
    void anotherRunEndsIt();
    void aSleepIsNotMadeUpFor();
    void pacesHaveNamesAndKeys();
};

void TestPlayback::aRunThatGoesOnCannotBePlayed()
{
    Fixture f;
    QCOMPARE(f.playback.state(), State::Unavailable);
    QCOMPARE(f.playback.reasonAgainst(), QString("There is no run to play."));
    const auto traces = syntheticTraces(moeModel());
    f.store.beginRun(1, "question", moeModel());
    f.store.append(traces);
    f.playback.play();
    f.playback.step(1);
    QCOMPARE(f.playback.state(), State::Unavailable);
    QCOMPARE(f.head(), -1);
    QCOMPARE(f.playback.reasonAgainst(), QString("This run can be played when it has ended."));
    f.store.finish(syntheticSummary());
    QCOMPARE(f.playback.state(), State::Ready);
    QCOMPARE(f.playback.reasonAgainst(), QString());
}

void TestPlayback::readsAlongTokenByToken()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.setPace({0, 200});
    f.playback.play();
    QCOMPARE(f.playback.state(), State::Playing);
    QCOMPARE(f.head(), FirstThink); // the question was read at once, and is there
    QCOMPARE(f.selection.focus().token, FirstThink);
    f.pass(199);
    QCOMPARE(f.head(), FirstThink);
    f.pass(1);
    QCOMPARE(f.head(), FirstThink + 1);
    QCOMPARE(f.selection.focus().token, FirstThink + 1);
    f.pass(900); // the window was busy: no token is left out
    QCOMPARE(f.head(), FirstThink + 2);
    f.playback.pause();
    f.pass(1000);
    QCOMPARE(f.playback.state(), State::Paused);
    QCOMPARE(f.head(), FirstThink + 2);
    f.playback.playOrPause();
    f.pass(200);
    QCOMPARE(f.head(), FirstThink + 3);
    QVERIFY(f.selection.back());
    QVERIFY(f.selection.focus().empty()); // all of it was one entry of the way back
}

void TestPlayback::recordedTimesAreKept()
{
    for (const double speed : {0.25, 1.0, 4.0}) {
        Fixture f;
        addRun(f.store, moeModel());
        const Run &run = *f.store.current();
        f.playback.setPace({speed, 0});
        f.playback.play();
        for (int token = FirstThink + 1; token < FirstThink + 20; ++token) {
            const double wait = double(run.microseconds(token)) * 1e-3 / speed;
            QVERIFY(wait > 1);
            f.pass(wait - 0.01);
            QCOMPARE(f.head(), token - 1);
            f.pass(0.01);
            QCOMPARE(f.head(), token);
        }
        // Several that are due come together.
        double both = 0;
        for (int token = FirstThink + 20; token < FirstThink + 22; ++token)
            both += double(run.microseconds(token)) * 1e-3 / speed;
        f.pass(both + 0.01);
        QCOMPARE(f.head(), FirstThink + 21);
    }
}

void TestPlayback::startsWhereThePersonPoints()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.selection.setFocus({30, 2, 5});
    f.playback.play();
    QCOMPARE(f.head(), 30);
    f.pass(200);
    QVERIFY((f.selection.focus() == Focus{31, 2, 5})); // the layer and expert that are looked at stay
    f.playback.stop();
    f.selection.setFocus({Last, -1, -1});
    f.playback.play();
    QCOMPARE(f.head(), FirstThink); // from the end it begins again
}

void TestPlayback::stopsAtTheEnd()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.selection.setFocus({Last - 1, -1, -1});
    f.playback.play();
    QCOMPARE(f.playback.state(), State::Playing);
    f.pass(200);
    QCOMPARE(f.playback.state(), State::Ready);
    QCOMPARE(f.head(), -1); // all is written
    QCOMPARE(f.selection.focus().token, Last);
    f.pass(1000);
    QCOMPARE(f.playback.state(), State::Ready);
}

void TestPlayback::pointingElsewherePauses()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.play();
    f.selection.setFocus({f.head(), -1, -1}); // a click on the very token that is played
    QCOMPARE(f.playback.state(), State::Paused);
    f.playback.play();
    f.selection.setFocus({40, -1, -1});
    QCOMPARE(f.playback.state(), State::Paused);
    QCOMPARE(f.head(), 40);
    f.playback.play();
    f.selection.stepToken(-2);
    QCOMPARE(f.playback.state(), State::Paused);
    QCOMPARE(f.head(), 38);
    f.playback.play();
    f.selection.setRange({3, 20});
    QCOMPARE(f.playback.state(), State::Paused);
    f.playback.play();
    f.selection.stepLayer(1); // another layer of the same token goes with it
    f.selection.setHover({5, -1, -1});
    QCOMPARE(f.playback.state(), State::Playing);
    f.pass(200);
    QVERIFY(f.selection.hover().empty()); // the read-outs speak of what is played
}

void TestPlayback::lookingElsewherePauses()
{
    Fixture f;
    addRun(f.store, moeModel(), {.think = 400});
    f.playback.play();
    QVERIFY(f.selection.visible().size() <= 64); // not the whole run, in which no token can be read
    f.selection.zoom(2, f.head());
    QCOMPARE(f.playback.state(), State::Playing); // still in view
    f.selection.pan(100);
    QCOMPARE(f.playback.state(), State::Paused);
    f.playback.play();
    for (int i = 0; i < 200; ++i) {
        f.pass(200);
        QVERIFY(f.selection.visible().begin <= f.head() && f.selection.visible().end >= f.head() + 1);
    }
    QCOMPARE(f.playback.state(), State::Playing); // pages that turn by themselves are no act of the person
}

void TestPlayback::whilePausedTheHeadIsWhereThePersonPoints()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.play();
    f.playback.pause();
    f.selection.setFocus({44, -1, -1});
    QCOMPARE(f.head(), 44);
    f.playback.play();
    f.pass(200);
    QCOMPARE(f.head(), 45);
}

void TestPlayback::stepsForwardAndBack()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.step(1);
    QCOMPARE(f.playback.state(), State::Paused);
    QCOMPARE(f.head(), FirstThink);
    f.playback.step(1);
    QCOMPARE(f.head(), FirstThink + 1);
    f.playback.step(-2);
    QCOMPARE(f.head(), FirstThink - 1);
    f.playback.play();
    f.playback.step(1);
    QCOMPARE(f.playback.state(), State::Paused);
    f.playback.step(1000);
    QCOMPARE(f.head(), Last);
    QCOMPARE(f.playback.state(), State::Paused);
    f.playback.stop();
    QCOMPARE(f.playback.state(), State::Ready);
    QCOMPARE(f.head(), -1);
    QCOMPARE(f.selection.focus().token, Last);
}

void TestPlayback::escapeEndsIt()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.play();
    QVERIFY(f.selection.clearOneLevel());
    QCOMPARE(f.playback.state(), State::Ready);
    QCOMPARE(f.head(), -1);
}

void TestPlayback::anotherRunEndsIt()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.play();
    QSignalSpy changed(&f.playback, &Playback::stateChanged);
    f.store.beginRun(2, "question", moeModel());
    QCOMPARE(f.playback.state(), State::Unavailable);
    QVERIFY(changed.size() > 0);
    QCOMPARE(f.head(), -1);
    f.store.setCurrent(1);
    QCOMPARE(f.playback.state(), State::Ready); // an earlier run can be played while another is made
    f.playback.play();
    std::vector<TokenTrace> traces = syntheticTraces(moeModel(), {.run = 2});
    f.store.append(traces);
    QCOMPARE(f.playback.state(), State::Playing);
    f.pass(200);
    QCOMPARE(f.head(), FirstThink + 1);
}

void TestPlayback::aSleepIsNotMadeUpFor()
{
    Fixture f;
    addRun(f.store, moeModel());
    f.playback.setPace({1, 0});
    f.playback.play();
    f.pass(3600 * 1000);
    QCOMPARE(f.playback.state(), State::Playing);
    QVERIFY(f.head() < Last);
}

void TestPlayback::pacesHaveNamesAndKeys()
{
    QSet<QString> names, words;
    for (const Pace pace : paces()) {
        QCOMPARE(paceFromKey(paceKey(pace)), pace);
        names.insert(paceName(pace));
        words.insert(paceWords(pace));
    }
    QCOMPARE(names.size(), qsizetype(paces().size()));
    QCOMPARE(words.size(), qsizetype(paces().size()));
    QVERIFY(names.contains("0.25\u00d7") && names.contains("4\u00d7") && names.contains("200 ms/token"));
    QCOMPARE(paceFromKey("nonsense"), ReadingPace);
}

QTEST_MAIN(TestPlayback)
#include "tst_playback.moc"
