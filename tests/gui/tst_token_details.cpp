#include "models/candidates_model.h"
#include "panels/shared/bar_list.h"
#include "panels/token_details/fact_grid.h"
#include "panels/token_details/token_details.h"
#include "support/synthetic_run.h"

#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    RunStore store;
    Selection selection{store};
    TokenDetails details{store, selection};

    explicit Fixture(const LoadedModel &model = moeModel(), const RunShape &shape = {})
    {
        details.resize(320, 700);
        details.show();
        addRun(store, model, shape);
    }
    QString fact(const QString &name) const { return details.findChild<FactGrid *>()->value(name); }
    BarList *list(const QString &name) const
    {
        for (BarList *list : details.findChildren<BarList *>())
            if (list->accessibleName() == name)
                return list;
        return nullptr;
    }
};

} // namespace

class TestTokenDetails : public QObject {
    Q_OBJECT

private slots:
    void showsTheFocusedToken();
    void withoutAFocusTheNewest();
    void promptTokensHaveNoProbability();
    void saysWhyThereAreNoCandidates();
    void candidatesStandStill();
    void aNarrowPanelKeepsTheProbability();
    void stagesAndRouting();
    void denseModelsHaveNoRouting();
    void reusedTokensSayWhy();
    void saysWhenThereIsNothing();
};

void TestTokenDetails::showsTheFocusedToken()
{
    Fixture fixture;
    fixture.selection.setFocus({25, -1, -1});
    QCOMPARE(fixture.details.shownToken(), 25);
    QCOMPARE(fixture.fact("Place"), "25 of 54 tokens");
    QCOMPARE(fixture.fact("Phase"), "think");
    QCOMPARE(fixture.fact("Token id"), "213");
    QCOMPARE(fixture.fact("Bytes"), "20 63 61 72 72 79");
    QCOMPARE(fixture.fact("Probability"), "96 %  (logprob -0.04)");
    QCOMPARE(fixture.fact("Entropy"), "0.10 nats");
    QCOMPARE(fixture.fact("Time"), "12 ms");
    QCOMPARE(fixture.fact("Cache"), "13.0 KiB");
    QCOMPARE(fixture.details.candidates()->rowCount(), 3);
    QVERIFY(fixture.details.findChild<QTableView *>()->isVisible());
}

// A token of the question was given; a chosen one may have been recorded without the others.
void TestTokenDetails::saysWhyThereAreNoCandidates()
{
    Fixture fixture;
    const auto says = [&](const QString &words) {
        const auto labels = fixture.details.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == words; });
    };
    fixture.selection.setFocus({3, -1, -1});
    QVERIFY(says("No candidates: this token was given, not chosen."));
    auto traces = syntheticTraces(moeModel(), {.run = 2});
    for (TokenTrace &trace : traces)
        trace.candidates.clear();
    fixture.store.beginRun(2, "question", moeModel());
    fixture.store.append(traces);
    fixture.selection.setFocus({25, -1, -1});
    QVERIFY(says("No candidates: they were not recorded for this token."));
    fixture.selection.setFocus({3, -1, -1});
    QVERIFY(says("No candidates: this token was given, not chosen."));
}

void TestTokenDetails::withoutAFocusTheNewest()
{
    RunStore store;
    Selection selection(store);
    TokenDetails details(store, selection);
    const LoadedModel model = moeModel();
    const auto traces = syntheticTraces(model);
    store.beginRun(1, "question", model);
    store.append(std::span(traces).first(20));
    QCOMPARE(details.shownToken(), 19);
    selection.setFocus({4, -1, -1});
    store.append(std::span(traces).subspan(20));
    QCOMPARE(details.shownToken(), 4); // what is read stays
    selection.setFocus({});
    QCOMPARE(details.shownToken(), 53);
}

void TestTokenDetails::promptTokensHaveNoProbability()
{
    Fixture fixture;
    fixture.selection.setFocus({0, -1, -1});
    QCOMPARE(fixture.fact("Phase"), "prompt, a control token");
    QCOMPARE(fixture.fact("Probability"), QString());
    QCOMPARE(fixture.fact("Entropy"), QString());
    QVERIFY(!fixture.details.findChild<QTableView *>()->isVisible());
    QVERIFY(!fixture.list("Time by stage")->isVisible()); // not measured
}

// Bars of two tokens can be compared: nothing moves from one to the other.
void TestTokenDetails::candidatesStandStill()
{
    Fixture fixture;
    const auto *table = fixture.details.findChild<QTableView *>();
    std::vector<int> places;
    for (const int token : {25, 26, 50}) {
        fixture.selection.setFocus({token, -1, -1});
        QCoreApplication::processEvents();
        places.push_back(table->columnViewportPosition(CandidatesModel::ProbabilityColumn));
        QCOMPARE(places.back(), places.front());
    }
}

void TestTokenDetails::aNarrowPanelKeepsTheProbability()
{
    Fixture fixture;
    fixture.details.resize(230, 300);
    fixture.selection.setFocus({25, -1, -1});
    QCoreApplication::processEvents();
    const auto *table = fixture.details.findChild<QTableView *>();
    const int needed = table->fontMetrics().horizontalAdvance("< 0.01 %");
    QVERIFY2(table->width() <= 230, qPrintable(QString::number(table->width())));
    QVERIFY(table->columnWidth(CandidatesModel::ProbabilityColumn) > needed);
    QVERIFY(table->columnViewportPosition(CandidatesModel::ProbabilityColumn) +
                table->columnWidth(CandidatesModel::ProbabilityColumn) <=
            table->viewport()->width());
    QVERIFY(table->isColumnHidden(CandidatesModel::LogprobColumn));
    fixture.details.resize(400, 300);
    QVERIFY(!table->isColumnHidden(CandidatesModel::LogprobColumn));
}

void TestTokenDetails::stagesAndRouting()
{
    Fixture fixture;
    fixture.selection.setFocus({25, -1, -1});
    const auto &stages = fixture.list("Time by stage")->rows();
    QCOMPARE(stages.size(), 1 + StageCount);
    QCOMPARE(stages[4].label, "experts");
    QCOMPARE(stages[4].value, "5.4 ms");
    BarList *routing = fixture.list("Experts of this token");
    QCOMPARE(routing->rows().size(), size_t(4));
    QCOMPARE(routing->rows()[2].label, QString("Layer 2, expert %1").arg(syntheticExpert(25, 2, 0)));
    QTest::mouseClick(routing, Qt::LeftButton, {}, routing->barRect(2).center().toPoint());
    QVERIFY((fixture.selection.focus() == Focus{25, 2, syntheticExpert(25, 2, 0)}));
}

void TestTokenDetails::denseModelsHaveNoRouting()
{
    Fixture fixture(denseModel());
    fixture.selection.setFocus({25, -1, -1});
    QCOMPARE(fixture.fact("Token id"), "213");
    QVERIFY(!fixture.list("Experts of this token")->isVisible());
}

void TestTokenDetails::reusedTokensSayWhy()
{
    Fixture fixture(moeModel(), {.reused = 4});
    fixture.selection.setFocus({2, -1, -1});
    const auto &rows = fixture.list("Experts of this token")->rows();
    QCOMPARE(rows.size(), size_t(1));
    QVERIFY(rows[0].label.contains("was not computed"));
}

void TestTokenDetails::saysWhenThereIsNothing()
{
    RunStore store;
    Selection selection(store);
    TokenDetails details(store, selection);
    QCOMPARE(details.shownMessage().title, "No model is loaded");
    store.setModel(moeModel());
    QCOMPARE(details.shownMessage().title, "No tokens yet");
    addRun(store, moeModel());
    QCOMPARE(details.shownMessage().kind, PanelMessage::Kind::None);
    store.clearCurrent();
    QCOMPARE(details.shownMessage().title, "No tokens yet");
    QCOMPARE(details.shownToken(), -1);
}

QTEST_MAIN(TestTokenDetails)
#include "tst_token_details.moc"
