// Why these experts: what the routers weighed for the token that is looked at, as rows, in words and while it is not
// known.
#include "paint/palette.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/token_experts_view.h"
#include "panels/shared/bar_list.h"
#include "support/synthetic_run.h"

#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

#include <cmath>
#include <limits>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Token = 25, Layer = 1;
const QString Asking = "Asking the routers of this token …";

// Affinities that a bias of 12 hides: odd experts have it, so that they all score 12. Four of them are chosen.
WeighedLayer hiddenByBias()
{
    WeighedLayer layer;
    for (int e = 0; e < 16; ++e) {
        const float affinity = 1.23456789e-8F * float(e + 1), bias = e % 2 == 1 ? 12 : 0;
        layer.experts.push_back({float(e) - 18, affinity, bias, affinity + bias});
    }
    layer.chosen = {{1, 0.1F}, {3, 0.2F}, {5, 0.3F}, {7, 0.4F}};
    layer.withoutBias = {15, 14, 13, 7};
    layer.margin = {0.5F, INFINITY};
    layer.nextExpert = 9;
    return layer;
}

// Groups of four experts: the first and the last are kept.
WeighedLayer inGroups()
{
    WeighedLayer layer = hiddenByBias();
    layer.groups = {{2.5F, true}, {1.0F, false}, {0.5F, false}, {1.25F, true}};
    layer.margin.group = 0.25F;
    return layer;
}

// The tab "Token" of a panel whose questions the test answers.
struct Fixture {
    RunStore store;
    Selection selection{store};
    ExpertTrials trials;
    ExpertsPanel panel{store, selection, trials};
    std::vector<RouterQuestion> asked;
    std::vector<uint32_t> dropped;

    explicit Fixture(bool offered = true) : trials(store, offered)
    {
        QObject::connect(&trials.weighing, &RouterWeighing::asked, &panel,
                         [this](const RouterQuestion &question) { asked.push_back(question); });
        QObject::connect(&trials.weighing, &RouterWeighing::dropped, &panel,
                         [this](uint32_t question) { dropped.push_back(question); });
        panel.resize(560, 900);
        panel.show();
        panel.tabs()->setCurrentIndex(1);
    }

    BarList *bars() { return panel.findChild<TokenExpertsView *>()->bars(); }

    void answer(const WeighedLayer &layer, size_t question)
    {
        RouterAnswer answer;
        answer.run = asked[question].run;
        answer.layers.assign(3, layer);
        trials.weighing.answer(answer);
    }

    // The focused token's routers are asked, and answer.
    bool ask(const WeighedLayer &layer)
    {
        const size_t before = asked.size();
        if (!QTest::qWaitFor([&] { return asked.size() > before; }))
            return false;
        answer(layer, before);
        return true;
    }

    bool show(const WeighedLayer &layer, const LoadedModel &model = moeModel())
    {
        addRun(store, model);
        selection.setFocus({Token, Layer, -1});
        return ask(layer);
    }

    QStringList labels()
    {
        QStringList all;
        for (const BarRow &row : bars()->rows())
            all << row.label;
        return all;
    }
    // From a row on, since experts stand among the chosen ones too; -1 = there is none.
    int rowOf(const QString &label, int from = 0) { return int(labels().indexOf(label, from)); }
    int weighed() { return rowOf("All that layer 1 weighed: affinity and bias"); }

    // By the keyboard, from where nothing is pointed at.
    void goTo(int row)
    {
        for (int i = 0; i <= row; ++i)
            if (const BarRow &one = bars()->rows()[size_t(i)]; !one.segments.empty() || !one.value.isEmpty())
                QTest::keyClick(bars(), Qt::Key_Down);
    }
};

QString nineDigits(float figure) { return QString::number(double(figure), 'g', 9); }

} // namespace

class TestTokenExperts : public QObject {
    Q_OBJECT

private slots:
    // By its score another one would come next: it is switched off.
    void namesTheRunnerUpOfTheRouter()
    {
        Fixture f;
        f.store.setModel(moeModel());
        RunRequest request;
        request.alteration.experts = {{Layer, 9, ExpertAction::Off, 0}};
        f.store.beginRun(1, "What is 47 + 85?", moeModel(), request);
        f.store.append(syntheticTraces(moeModel()));
        f.store.finish(syntheticSummary());
        f.selection.setFocus({Token, Layer, -1});
        WeighedLayer layer = hiddenByBias();
        layer.nextExpert = 11;
        QVERIFY(f.ask(layer));
        QVERIFY(f.asked.back().alteration == request.alteration);
        QVERIFY2(f.rowOf("Layer 1, margin 0.5 to expert 11") >= 0, qPrintable(f.labels().join(" | ")));
        QVERIFY(f.rowOf("Expert 9 (off)", f.weighed()) >= 0);
        f.selection.setFocus({Token, Layer, 11});
        QVERIFY2(f.panel.words().endsWith("; the first one left out, by 0.5"), qPrintable(f.panel.words()));
    }

    // Where none was left out, none is named.
    void namesNobodyWhereNoneIsLeft()
    {
        Fixture f;
        WeighedLayer layer = hiddenByBias();
        layer.nextExpert = NoExpert;
        layer.margin = {INFINITY, INFINITY};
        QVERIFY(f.show(layer));
        QVERIFY2(f.rowOf("Layer 1") >= 0, qPrintable(f.labels().join(" | ")));
        QCOMPARE(f.labels().filter("margin").size(), 0);
    }

    void showsSharedExperts()
    {
        Fixture f;
        LoadedModel model = moeModel();
        model.info.sharedExperts = 2;
        addRun(f.store, model);
        f.selection.setFocus({Token, Layer, -1});
        QCOMPARE(f.labels().count("Shared: 2 experts"), 3); // a layer each
        const int row = f.rowOf("Shared: 2 experts");
        QCOMPARE(f.bars()->rows()[size_t(row)].value, QString("always on"));
        QVERIFY(f.bars()->rows()[size_t(row)].segments.empty());
        // No weight, no bar: not even an empty one.
        const QImage image = f.panel.grab().toImage();
        const QColor ground = Palette::of(f.panel.palette())(Role::Raised);
        const auto behindBar = [&](int place) {
            const QRect bar = f.bars()->barRect(place).toRect();
            const QPoint at = f.bars()->mapTo(&f.panel, QPoint(bar.right() - 2, bar.center().y()));
            return image.pixelColor((QPointF(at) * image.devicePixelRatio()).toPoint());
        };
        QCOMPARE(behindBar(row - 1), ground); // of the weakest of the chosen
        QVERIFY(behindBar(row) != ground);
        f.goTo(row);
        QCOMPARE(f.panel.words(), QString("Layer 1: every token uses the shared experts; no router weighs them"));
        model.info.sharedExperts = 0;
        addRun(f.store, model, {.run = 2});
        QCOMPARE(f.labels().filter("Shared").size(), 0);
    }

    void figuresAreExact()
    {
        Fixture f;
        QVERIFY(f.show(hiddenByBias()));
        const int row = f.rowOf("Expert 9", f.weighed());
        QVERIFY(row > 0);
        QCOMPARE(f.bars()->rows()[size_t(row)].value, QString("1.23e-07 + 12"));
        QCOMPARE(f.bars()->rows()[size_t(f.rowOf("Expert 0", f.weighed()))].value, QString("1.23e-08 + 0"));
        f.goTo(row);
        const QString words = QString("Layer 1, expert 9: affinity %1, bias 12, score 12, logit -9")
                                  .arg(nineDigits(hiddenByBias().experts[9].affinity));
        QVERIFY2(f.panel.words().startsWith(words), qPrintable(f.panel.words()));
        QVERIFY(f.bars()->accessibleDescription().startsWith(words));
        QVERIFY(f.bars()->accessibleDescription().contains("Expert 9: 1.23e-07 + 12"));
        // What another panel points at is said instead.
        f.selection.setHover({3, -1, -1});
        QVERIFY2(f.panel.words().startsWith("token 3"), qPrintable(f.panel.words()));
        // By pointer, and of those that are chosen.
        QCOMPARE(f.labels()[2], QString("Expert 3 (by bias)"));
        f.panel.findChild<TokenExpertsView *>()->verticalScrollBar()->setValue(0);
        QTest::mouseMove(f.bars(), {1, 1});
        QTest::mouseMove(f.bars(), f.bars()->barRect(2).center().toPoint());
        QTRY_VERIFY2(f.panel.words().startsWith(QString("Layer 1, expert 3: affinity %1, bias 12, score 12, logit -15")
                                                    .arg(nineDigits(hiddenByBias().experts[3].affinity))),
                     qPrintable(f.panel.words()));
    }

    void withoutBiasThereIsAffinityAlone()
    {
        Fixture f;
        WeighedLayer layer = hiddenByBias();
        for (WeighedExpert &expert : layer.experts)
            expert = {expert.logit, expert.affinity, 0, expert.affinity};
        QVERIFY(f.show(layer));
        const int first = f.rowOf("All that layer 1 weighed: affinity");
        QVERIFY(first > 0);
        QCOMPARE(f.bars()->rows()[size_t(f.rowOf("Expert 9", first))].value, QString("1.23e-07"));
    }

    // Of 2, 4, 6 and 8 parts.
    void saysHowAWeightCameAbout()
    {
        Fixture f;
        QVERIFY(f.show(hiddenByBias()));
        f.selection.setFocus({Token, Layer, 7});
        QVERIFY2(
            f.panel.words().endsWith(QString("; share of the chosen affinities 0.4; weight %1").arg(nineDigits(0.4F))),
            qPrintable(f.panel.words()));
        f.selection.setFocus({Token, Layer, 0});
        QVERIFY(!f.panel.words().contains("weight"));
    }

    void showsGroups()
    {
        Fixture f;
        QVERIFY(f.show(hiddenByBias()));
        QCOMPARE(f.labels().filter("Group").size(), 0); // this model has none
        f.selection.setFocus({Token + 1, Layer, -1});
        QVERIFY(f.ask(inGroups()));
        const int heading = f.rowOf("Groups of layer 1: 2 of 4 kept");
        QVERIFY2(heading > 0, qPrintable(f.labels().join(" | ")));
        QCOMPARE(f.labels().mid(heading + 1, 4),
                 (QStringList{"Group 0", "Group 1 (out)", "Group 2 (out)", "Group 3 (margin 0.25)"}));
        QCOMPARE(f.bars()->rows()[size_t(heading) + 1].value, QString("2.5"));
        QCOMPARE(f.weighed(), heading + 5);
        f.goTo(heading + 4);
        QCOMPARE(f.panel.words(), QString("Layer 1, group 3, experts 12 to 15: score 1.25, kept; the last one kept, by "
                                          "a margin of 0.25"));
        QVERIFY(f.bars()->accessibleDescription().startsWith(f.panel.words()));
        QTest::keyClick(f.bars(), Qt::Key_Up);
        QCOMPARE(f.panel.words(), QString("Layer 1, group 2, experts 8 to 11: score 0.5, out"));
    }

    // All experts of one group are off, and all but one of another.
    void groupsWithExpertsOff()
    {
        Fixture f;
        WeighedLayer layer = inGroups();
        layer.groups[1].score = -INFINITY;
        layer.groups[2].score = -std::numeric_limits<float>::max();
        QVERIFY(f.show(layer));
        const auto row = [&](int group) {
            return f.bars()->rows()[size_t(f.rowOf("Groups of layer 1: 2 of 4 kept") + 1 + group)];
        };
        for (const int group : {1, 2}) {
            QCOMPARE(row(group).value, QString("no score"));
            QCOMPARE(row(group).segments[0].value, 0.0);
            QVERIFY2(row(group).words.endsWith("too few of them are on for a score"), qPrintable(row(group).words));
        }
        QCOMPARE(row(0).maximum, 2.5);
        QCOMPARE(row(3).segments[0].value, 1.25);
    }

    void readsBackWhatWasInTheCache()
    {
        Fixture f;
        addRun(f.store, moeModel(), {.reused = 5});
        f.selection.setFocus({2, Layer, -1});
        QVERIFY(f.rowOf("Its routing was not computed: it was in the cache from an earlier question.") > 0);
        QCOMPARE(f.labels().filter("Expert ").size(), 0);
        QVERIFY(f.ask(hiddenByBias()));
        QVERIFY(f.rowOf("It was in the cache from an earlier question: its routing is read back now.") > 0);
        QVERIFY(f.rowOf("Its routing was not computed: it was in the cache from an earlier question.") < 0);
        const int heading = f.rowOf("Layer 1, margin 0.5 to expert 9");
        QVERIFY2(heading > 0, qPrintable(f.labels().join(" | ")));
        QCOMPARE(f.labels().mid(heading + 1, 4),
                 (QStringList{"Expert 7", "Expert 5 (by bias)", "Expert 3 (by bias)", "Expert 1 (by bias)"}));
        QCOMPARE(f.bars()->rows()[size_t(heading) + 1].value, QString("0.40"));
        QCOMPARE(f.bars()->rows()[size_t(heading) + 4].value, QString("0.10"));
    }

    void saysWhatItWaitsFor()
    {
        Fixture f;
        f.store.setModel(moeModel());
        f.store.beginRun(1, "What is 47 + 85?", moeModel());
        f.store.append(syntheticTraces(moeModel()));
        f.selection.setFocus({Token, -1, -1});
        QCOMPARE(f.labels().back(), QString("The routers are asked when the answer has ended."));
        QTest::qWait(60);
        QVERIFY(f.asked.empty());
        f.store.finish(syntheticSummary());
        QCOMPARE(f.labels().back(), Asking);
        QVERIFY(f.ask(hiddenByBias()));
        QCOMPARE(f.labels().back(), QString("Choose a layer to see all that its router weighed."));
        f.selection.setFocus({Token, 0, -1});
        QCOMPARE(f.labels().back(), QString("Layer 0 is dense: it has no router."));
        f.selection.setFocus({Token, Layer, -1});
        QVERIFY(f.weighed() > 0);
        QCOMPARE(f.asked.size(), size_t(1));
    }

    void saysWhyItIsNotAnswered()
    {
        Fixture f;
        addRun(f.store, moeModel());
        f.selection.setFocus({Token, Layer, -1});
        QTRY_COMPARE(f.asked.size(), size_t(1));
        RouterAnswer answer;
        answer.run = f.asked.back().run;
        answer.failure = {ErrorKind::Usage, "The device was lost; load the model again."};
        f.trials.weighing.answer(answer);
        QVERIFY(f.rowOf("The device was lost; load the model again.") > 0);
        QVERIFY(f.rowOf(Asking) < 0);
    }

    void asksNobodyWhereNobodyAnswers()
    {
        Fixture f(false);
        addRun(f.store, moeModel());
        f.selection.setFocus({Token, -1, -1});
        QCOMPARE(f.labels().size(), 1 + 3 * 6);
        QTest::qWait(60);
        QVERIFY(f.asked.empty());
    }

    void theNewestQuestionReplacesTheOneThatWaits()
    {
        Fixture f;
        addRun(f.store, moeModel());
        f.selection.setFocus({Token, Layer, -1});
        QTRY_COMPARE(f.asked.size(), size_t(1));
        f.selection.setFocus({Token + 1, Layer, -1});
        QVERIFY(f.dropped == std::vector<uint32_t>{f.asked[0].run});
        QTRY_COMPARE(f.asked.size(), size_t(2));
        QCOMPARE(f.asked[1].tokens.size(), size_t(Token + 2));
        f.answer(hiddenByBias(), 0); // too late
        QCOMPARE(f.labels().back(), Asking);
        QCOMPARE(f.weighed(), -1);
        f.answer(hiddenByBias(), 1);
        QVERIFY(f.weighed() > 0);
    }
};

QTEST_MAIN(TestTokenExperts)
#include "tst_token_experts.moc"
