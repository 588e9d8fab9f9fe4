#include "models/selection.h"
#include "models/selection_words.h"
#include "support/synthetic_run.h"

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <functional>

using namespace deepscope;
using namespace deepscope::test;

class TestSelection : public QObject {
    Q_OBJECT

private slots:
    void equalValuesSayNothing();
    void clampsToTheRun();
    void escapeClearsOneLevel();
    void historyGoesBackAndForward();
    void rangeClampsAndClears();
    void zoomKeepsTheTokenUnderThePointer();
    void visibleStaysOnTheAxis();
    void followTurnsPages();
    void actsOfThePersonEndFollowing();
    void anotherRunStartsAfresh();
    void aFocusIsBroughtIntoView();
    void anEndedRunIsShownWhole();
    void litTokensChoseTheExpert();
    void saysWhatIsPointedAt();
};

void TestSelection::equalValuesSayNothing()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    QSignalSpy focus(&selection, &Selection::focusChanged), hover(&selection, &Selection::hoverChanged);
    QSignalSpy range(&selection, &Selection::rangeChanged), visible(&selection, &Selection::visibleChanged);
    QSignalSpy follow(&selection, &Selection::followChanged);
    for (int i = 0; i < 2; ++i) {
        selection.setFocus({3, 2, 1});
        selection.setHover({4, -1, -1});
        selection.setRange({2, 9});
        selection.setVisible({0, 20});
        selection.setFollow(false);
    }
    QCOMPARE(focus.size(), 1);
    QCOMPARE(hover.size(), 1);
    QCOMPARE(range.size(), 1);
    QCOMPARE(visible.size(), 1);
    QCOMPARE(follow.size(), 1);
}

void TestSelection::clampsToTheRun()
{
    RunStore store;
    Selection selection(store);
    selection.setFocus({3, 2, 1});
    QVERIFY(selection.focus().empty()); // there is no run
    addRun(store, moeModel());
    selection.setFocus({1000, 99, 99});
    QVERIFY((selection.focus() == Focus{53, 3, 15}));
    selection.setFocus({5, 0, 3});
    QVERIFY((selection.focus() == Focus{5, 0, -1})); // the first layer is dense
}

void TestSelection::escapeClearsOneLevel()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    selection.setRange({1, 5});
    selection.setFocus({3, 2, 1});
    QVERIFY(selection.clearOneLevel());
    QVERIFY((selection.focus() == Focus{3, 2, -1}));
    QVERIFY(selection.clearOneLevel());
    QVERIFY((selection.focus() == Focus{3, -1, -1}));
    QVERIFY(selection.clearOneLevel());
    QVERIFY(selection.focus().empty());
    QVERIFY(!selection.range().empty());
    QVERIFY(selection.clearOneLevel());
    QVERIFY(selection.range().empty());
    QVERIFY(!selection.clearOneLevel());
}

void TestSelection::historyGoesBackAndForward()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    QVERIFY(!selection.back());
    selection.setFocus({3, -1, -1});
    selection.setFocus({9, 2, -1});
    selection.setFocus({20, 2, 5});
    QVERIFY(selection.back() && selection.back());
    QVERIFY((selection.focus() == Focus{3, -1, -1}));
    QVERIFY(selection.forward());
    QVERIFY((selection.focus() == Focus{9, 2, -1}));
    selection.setFocus({1, -1, -1}); // a new way: the old forward is gone
    QVERIFY(!selection.canGoForward());
    QVERIFY(!selection.forward());
    QVERIFY(selection.back());
    QVERIFY((selection.focus() == Focus{9, 2, -1}));
}

void TestSelection::rangeClampsAndClears()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    QVERIFY((selection.rangeOrAll() == TokenRange{0, 54}));
    selection.setRange({-5, 500});
    QVERIFY((selection.range() == TokenRange{0, 54}));
    selection.setRange({30, 20});
    QVERIFY(selection.range().empty());
    QVERIFY((selection.rangeOrAll() == TokenRange{0, 54}));
}

void TestSelection::zoomKeepsTheTokenUnderThePointer()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.think = 400});
    selection.setVisible({100, 200});
    selection.zoom(2, 125);
    QCOMPARE(selection.visible().begin, 112.5);
    QCOMPARE(selection.visible().end, 162.5);
    selection.zoom(0.5, 125);
    QCOMPARE(selection.visible().begin, 100.0);
    QCOMPARE(selection.visible().end, 200.0);
}

void TestSelection::visibleStaysOnTheAxis()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.think = 400});
    const double tokens = 418;
    selection.setVisible({-50, 50});
    QCOMPARE(selection.visible().begin, 0.0);
    QCOMPARE(selection.visible().end, 100.0);
    selection.pan(10'000);
    QVERIFY(selection.visible().end >= tokens && selection.visible().size() == 100);
    selection.zoom(1000, 50);
    QCOMPARE(selection.visible().size(), 4.0);
    selection.showAll();
    QCOMPARE(selection.visible().begin, 0.0);
    QCOMPARE(selection.visible().end, tokens);
}

void TestSelection::followTurnsPages()
{
    RunStore store;
    Selection selection(store);
    QSignalSpy visible(&selection, &Selection::visibleChanged);
    const LoadedModel model = moeModel();
    const auto traces = syntheticTraces(model, {.think = 600});
    store.beginRun(1, "question", model);
    for (const TokenTrace &trace : traces) {
        store.append(std::span(&trace, 1));
        QVERIFY(selection.visible().end >= store.current()->size());
        QVERIFY(selection.visible().begin < store.current()->size());
    }
    QVERIFY(visible.size() < 15);              // pictures stand still nearly all the time
    QVERIFY(selection.visible().size() == 64); // and show what can be read
    store.finish(syntheticSummary());
    QCOMPARE(selection.visible().end, 618.0); // no room is kept for what does not come
    selection.setReadable(30);
    QCOMPARE(selection.visible().size(), 30.0);
    QVERIFY(selection.visible().end >= 618);
    selection.pan(-200);
    selection.setFollow(true);
    QCOMPARE(selection.visible().end, 618.0);
    selection.showAll();
    selection.showReadable(100);
    QCOMPARE(selection.visible().size(), 30.0);
    QVERIFY(selection.visible().begin <= 100 && selection.visible().end > 115); // more of what follows
}

void TestSelection::actsOfThePersonEndFollowing()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.think = 400});
    const std::function<void()> acts[] = {[&] {
                                              selection.setFocus({3, -1, -1});
                                          },
                                          [&] { selection.pan(-5); }, [&] { selection.stepToken(-1); },
                                          [&] { selection.zoom(2, 10); }, [&] { selection.back(); }};
    for (const auto &act : acts) {
        selection.setFollow(true);
        QVERIFY(selection.visible().end >= 418);
        act();
        QVERIFY(!selection.follow());
    }
    selection.setFollow(true);
    selection.setHover({3, -1, -1});
    QVERIFY(selection.follow()); // looking is no act
}

void TestSelection::anotherRunStartsAfresh()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.run = 1});
    selection.setFocus({40, 2, 3});
    selection.setHover({41, 2, 3});
    selection.setRange({3, 50});
    store.beginRun(2, "next", denseModel());
    QVERIFY(selection.focus().empty() && selection.hover().empty() && selection.range().empty());
    QVERIFY(selection.follow());
    QVERIFY(!selection.canGoBack());
}

void TestSelection::aFocusIsBroughtIntoView()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.think = 400});
    selection.setVisible({300, 400});
    const VisibleRange before = selection.visible();
    selection.setFocus({350, -1, -1});
    QVERIFY(selection.visible() == before); // it is in view: nothing moves
    selection.setFocus({20, -1, -1});
    QVERIFY(selection.visible().begin <= 20 && selection.visible().end > 20);
    QCOMPARE(selection.visible().size(), before.size());
}

void TestSelection::anEndedRunIsShownWhole()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel(), {.run = 1, .think = 400});
    addRun(store, moeModel(), {.run = 2});
    store.setCurrent(1);
    QVERIFY(!selection.follow());
    QVERIFY((selection.visible() == VisibleRange{0, 418}));
    store.setCurrent(
        store.add({moeModel(), "recorded", syntheticTraces(moeModel(), {.think = 300}), syntheticSummary()}));
    QVERIFY(!selection.follow());
    QVERIFY((selection.visible() == VisibleRange{0, 318}));
}

void TestSelection::litTokensChoseTheExpert()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    QVERIFY(selection.lit(0) && !selection.expertFocused());
    const int expert = syntheticExpert(20, 2, 0);
    selection.setFocus({20, 2, expert});
    QVERIFY(selection.expertFocused());
    for (int token = 0; token < 54; ++token) {
        bool chosen = false;
        for (int k = 0; k < 4; ++k)
            chosen = chosen || syntheticExpert(token, 2, k) == expert;
        QCOMPARE(selection.lit(token), chosen);
    }
}

void TestSelection::saysWhatIsPointedAt()
{
    RunStore store;
    addRun(store, moeModel());
    const Run &run = *store.current();
    const RoutingStatistics statistics(run, run.all());
    const int expert = syntheticExpert(25, 2, 1);
    const QString words = focusWords(run, {25, 2, expert}, statistics);
    QVERIFY2(
        words.startsWith(
            QString("token 25 \u201c\u00b7carry\u201d, layer 2, expert %1: weight 0.30, second of 4; ").arg(expert)),
        qPrintable(words));
    QVERIFY2(words.endsWith(" % of all 54 tokens"), qPrintable(words));
    QCOMPARE(focusWords(run, {25, -1, -1}, statistics),
             QString("token 25 \u201c\u00b7carry\u201d, think, probability 96 %"));
    QCOMPARE(probabilityWords(run, 0), QString()); // of the prompt
    QCOMPARE(focusWords(run, {-1, 0, -1}, statistics), "layer 0: dense, no experts");
    QCOMPARE(focusWords(run, {-1, 2, -1}, statistics), "layer 2: 16 of 16 experts used by all 54 tokens");
    QCOMPARE(focusWords(run, {}, statistics), QString());
    QCOMPARE(rangeWords(run, {10, 58}), "tokens 10 to 57");

    TokenTrace typed = run.trace(25); // by a person
    typed.run = store.freeNumber();
    typed.index = 0;
    typed.logprob = 0;
    typed.entropy = -1;
    store.beginRun(typed.run, "question", moeModel());
    store.append(std::array{typed});
    QCOMPARE(probabilityWords(*store.current(), 0), QString());
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
