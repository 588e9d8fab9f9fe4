// Two sets of tokens in the panel that compares experts, as a person uses it.
#include "paint/color_scale.h"
#include "panels/expert_comparison/comparison_maps.h"
#include "panels/expert_comparison/files_page.h"
#include "panels/expert_comparison/set_chooser.h"
#include "panels/shared/cell_map.h"
#include "support/comparison_fixture.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;
using Fixture = ComparisonFixture;

class TestExpertComparison : public QObject {
    Q_OBJECT

private slots:
    void saysWhenThereIsNothing()
    {
        Fixture f(0);
        QCOMPARE(f.shown().title, QString("No model is loaded"));
        f.store.setModel(f.model);
        QCOMPARE(f.shown().title, QString("No tokens yet"));
        addRun(f.store, denseModel());
        // Two files of a dense model can be compared, and nothing else.
        QCOMPARE(f.shown().kind, PanelMessage::Kind::None);
        QCOMPARE(f.panel.tabs()->currentWidget(), f.panel.files());
        QVERIFY(!f.panel.tabs()->isTabEnabled(0) && f.panel.tabs()->isTabEnabled(4));
        addRun(f.store, f.model, {.run = 2});
        f.settle();
        QCOMPARE(f.shown().kind, PanelMessage::Kind::None);
        QCOMPARE(f.panel.tabs()->currentWidget(), f.sets());
        // 36 tokens of thought and 6 of the answer: figures, and no claim.
        QVERIFY2(f.sets()->summary().contains("too few to claim anything"), qPrintable(f.sets()->summary()));
        QCOMPARE(f.table()->model()->rowCount(), 48);
        for (int row = 0; row < 48; ++row) {
            const QString holds = f.table()->model()->index(row, ComparisonModel::HoldsColumn).data().toString();
            QVERIFY(holds == "too few" || holds == "not chosen");
        }

        TokenSetRule rule = f.sets()->setB()->rule();
        rule.where = TokenSetRule::Where::Range;
        f.sets()->setB()->setRule(rule);
        f.settle();
        QVERIFY2(f.problem().contains("no range yet"), qPrintable(f.problem()));
        f.sets()->setB()->setRule({});
        f.settle();
        QVERIFY(f.problem().isEmpty());
        f.sets()->setA()->setRule({});
        f.settle();
        QVERIFY2(f.problem().contains("nothing is left to compare"), qPrintable(f.problem()));
        rule = {};
        rule.which = TokenClass::Punctuation;
        rule.where = TokenSetRule::Where::Answer;
        f.sets()->setA()->setRule(rule);
        f.settle();
        QVERIFY2(f.problem().contains("Set A is empty"), qPrintable(f.problem()));
        rule.runs = TokenSetRule::Runs::One;
        rule.run = 1; // the dense one
        f.sets()->setA()->setRule(rule);
        f.settle();
        QVERIFY2(f.problem().contains("other layers and experts"), qPrintable(f.problem()));
    }

    // Thought against answer, without a click.
    void theTableShowsTheLargestFirst()
    {
        Fixture f;
        const QAbstractItemModel *rows = f.table()->model();
        QCOMPARE(rows->rowCount(), 48);
        double before = 1;
        for (int row = 0; row < 48; ++row) {
            const Focus thing = f.table()->thingAt(rows->index(row, 0));
            const double difference = f.shareOf(Phase::Think, thing.layer, thing.expert) -
                                      f.shareOf(Phase::Answer, thing.layer, thing.expert);
            QVERIFY(std::abs(difference) <= before + 1e-12);
            before = std::abs(difference);
            const QString text = rows->index(row, ComparisonModel::DifferenceColumn).data().toString();
            QVERIFY2(std::abs(text.toDouble() - difference) < 0.006, qPrintable(text));
        }
        const Focus first = f.table()->thingAt(rows->index(0, 0));
        QVERIFY(first.layer == 2 && (first.expert == 5 || first.expert == 9));
        QCOMPARE(rows->index(0, ComparisonModel::HoldsColumn).data().toString(), QString("both halves"));
        QVERIFY2(f.sets()->summary().contains("of 48 intervals leave out zero, 2.4 would by chance"),
                 qPrintable(f.sets()->summary()));
        f.selection.setHover(first);
        QVERIFY2(f.panel.words().contains("nPMI") && f.panel.words().contains("holds: both halves"),
                 qPrintable(f.panel.words()));
    }

    void rowsAreChosenByMouseAndKeys()
    {
        Fixture f;
        f.selection.setFocus({7, -1, -1});
        ComparisonTable *table = f.table();
        const auto click = [&](int row) {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 0)).center());
        };
        click(1);
        Focus second = table->thingAt(table->model()->index(1, 0));
        second.token = 7; // what was looked at stays
        QVERIFY(f.selection.focus() == second);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        const Focus third = table->thingAt(table->model()->index(2, 0));
        QCOMPARE(f.selection.focus().layer, third.layer);
        QCOMPARE(f.selection.focus().expert, third.expert);
        // What is focused elsewhere is marked here.
        f.selection.setFocus({7, 3, 12});
        QCOMPARE(table->selectionModel()->selectedRows().front().row(), table->indexOf(3, 12).row());
    }

    void sortedByBoxHeadingAndBack()
    {
        Fixture f;
        QComboBox *box = f.sets()->sortBox();
        QCOMPARE(box->currentIndex(), int(ComparisonModel::DifferenceColumn));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home); // layer and expert
        const auto expertAt = [&](int row) { return f.table()->thingAt(f.table()->model()->index(row, 0)); };
        QVERIFY((expertAt(0) == Focus{-1, 1, 0}) && (expertAt(17) == Focus{-1, 2, 1}));
        f.table()->sortBy(ComparisonModel::ExpertColumn); // as a second click on the heading
        QVERIFY((expertAt(0) == Focus{-1, 3, 15}));
        f.table()->sortBy(ComparisonModel::ShareBColumn);
        QCOMPARE(box->currentIndex(), int(ComparisonModel::ShareBColumn));
        QVERIFY((expertAt(0) == Focus{-1, 2, 9}));
    }

    // What is copied has every number in full.
    void copiesAsText()
    {
        Fixture f;
        ComparisonTable *table = f.table();
        table->setFocus();
        QGuiApplication::clipboard()->clear();
        QTest::keySequence(table, QKeySequence::Copy); // nothing is marked: all
        QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 49);
        const QStringList names = lines.front().split('\t');
        for (int row = 0; row < 48; ++row) {
            const QStringList cells = lines[row + 1].split('\t');
            QCOMPARE(cells.size(), names.size());
            const int layer = cells[0].toInt(), expert = cells[1].toInt();
            QVERIFY((f.table()->thingAt(table->model()->index(row, 0)) == Focus{-1, layer, expert}));
            const double a = f.shareOf(Phase::Think, layer, expert), b = f.shareOf(Phase::Answer, layer, expert);
            QVERIFY(std::abs(cells[names.indexOf("difference")].toDouble() - (a - b)) < 1e-8);
            QVERIFY(std::abs(cells[names.indexOf("chosen_a")].toDouble() - a * 200) < 1e-9);
            const double joint = a / 2, set = 0.5, chosen = (a + b) / 2;
            if (a > 0)
                QVERIFY(std::abs(cells[names.indexOf("npmi")].toDouble() -
                                 std::log(joint / (set * chosen)) / -std::log(joint)) < 1e-8);
        }
        table->selectRow(4);
        QTest::keySequence(table, QKeySequence::Copy);
        const QString marked = QGuiApplication::clipboard()->text();
        QCOMPARE(marked.split('\n', Qt::SkipEmptyParts).size(), 2);
        QVERIFY(marked.contains(lines[5]));
        f.sets()->copyButton()->menu()->actions().at(1)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().split('\n').at(5), QString(lines[5]).replace('\t', ','));
    }

    void mapsHaveTheScalesColours()
    {
        Fixture f;
        QTest::mouseClick(f.sets()->views()->button(int(SetsPage::View::Maps)), Qt::LeftButton);
        f.settle();
        const ComparisonMaps *maps = f.sets()->maps();
        CellMap *difference = maps->difference();
        QVERIFY(difference->isVisible() && !f.table()->isVisible());
        const Palette color = Palette::of(f.panel.palette());
        const ColorScale both = ColorScale::diverging(color), shares = ColorScale::sequential(color);
        const double end = difference->picture().end, share = maps->shareOfA()->picture().end;
        QCOMPARE(maps->shareOfB()->picture().end, share);
        const QImage image = difference->grab().toImage(), imageB = maps->shareOfB()->grab().toImage();
        const auto pixel = [](const QImage &from, const CellMap *map, CellPlace place) {
            return QColor(from.pixel((map->cellRect(place).center() * from.devicePixelRatio()).toPoint()));
        };
        for (int layer = 1; layer <= 3; ++layer)
            for (int expert = 0; expert < 16; ++expert) {
                const CellPlace place{layer - 1, expert};
                const double a = f.shareOf(Phase::Think, layer, expert), b = f.shareOf(Phase::Answer, layer, expert);
                QCOMPARE(pixel(image, difference, place), QColor(both.at((a - b) / end / 2 + 0.5)));
                QCOMPARE(pixel(imageB, maps->shareOfB(), place), QColor(shares.at(b / share)));
                QCOMPARE(maps->shareOfA()->value(place).value(), a);
            }
        QTest::mouseClick(difference, Qt::LeftButton, {}, difference->cellRect({1, 9}).center().toPoint());
        QVERIFY((f.selection.focus() == Focus{-1, 2, 9}));
        QTest::keyClick(difference, Qt::Key_Right);
        QTest::keyClick(difference, Qt::Key_Down);
        QVERIFY((f.selection.focus() == Focus{-1, 3, 10}));
        QTest::keyClick(difference, Qt::Key_Down); // at the edge it stays
        QVERIFY((f.selection.focus() == Focus{-1, 3, 10}));
    }

    void setsAreChosenInTheBoxes()
    {
        Fixture f;
        SetChooser *a = f.sets()->setA(), *b = f.sets()->setB();
        f.selection.setRange({0, 100});
        a->whereBox()->setCurrentIndex(int(TokenSetRule::Where::Range));
        b->whereBox()->setCurrentIndex(int(TokenSetRule::Where::Anywhere));
        f.settle();
        QVERIFY2(f.sets()->summary().startsWith("A 100 tokens, B 300 tokens (100 more are in A too"),
                 qPrintable(f.sets()->summary()));
        // The range that was selected when it was chosen, until it is chosen once more.
        f.selection.setRange({0, 50});
        f.settle();
        QVERIFY(f.sets()->summary().startsWith("A 100 tokens"));
        emit a->whereBox()->activated(int(TokenSetRule::Where::Range));
        f.settle();
        QVERIFY2(f.sets()->summary().startsWith("A 50 tokens"), qPrintable(f.sets()->summary()));
        QVERIFY(!a->wordsLine()->isVisible());
        a->whichBox()->setCurrentIndex(a->whichBox()->count() - 1);
        QVERIFY(a->wordsLine()->isVisible());
        a->wordsLine()->setFocus();
        QTest::keyClicks(a->wordsLine(), "mine: y, z");
        f.settle();
        QVERIFY2(f.problem().contains(QString::fromUtf8("“mine”")), qPrintable(f.problem()));
    }

    // Two runs with one beginning: the maps are of both, and it is said where they part.
    void twoRunsBesideEachOther()
    {
        Fixture f;
        auto traces = randomTraces(f.model, 300, 3, 2, apart, inTurns);
        for (int token = 120; token < 300; ++token)
            traces[size_t(token)].token += 50;
        // The same seed routes alike; at token 60 layer 3 chooses something else.
        ExpertHit &hit = traces[60].routing[8];
        const auto taken = [&](int expert) {
            return std::any_of(traces[60].routing.begin() + 8, traces[60].routing.end(),
                               [&](const ExpertHit &one) { return one.expert == expert; });
        };
        int other = 0;
        while (taken(other))
            ++other;
        hit.expert = uint16_t(other);
        addTraces(f.store, f.model, traces);
        f.settle();
        TokenSetRule one, two;
        one.runs = TokenSetRule::Runs::One;
        one.run = 1;
        f.sets()->setA()->setRule(one);
        f.sets()->setB()->setRule(two); // the shown one
        f.settle();
        const QString words = f.sets()->summary();
        QVERIFY2(words.contains("A 400 tokens, B 300 tokens"), qPrintable(words));
        QVERIFY2(words.contains("begin with the same 120 tokens and part at token 120"), qPrintable(words));
        QVERIFY2(words.contains("1 of 360 choices differ, first at token 60 in layer 3"), qPrintable(words));
        QVERIFY(f.sets()->differenceButton()->isVisible());
        QTest::mouseClick(f.sets()->differenceButton(), Qt::LeftButton);
        QVERIFY((f.selection.focus() == Focus{60, 3, -1}));
        one.where = two.where = TokenSetRule::Where::Beginning;
        f.sets()->setA()->setRule(one);
        f.sets()->setB()->setRule(two);
        f.settle();
        QVERIFY(f.sets()->summary().contains("A 120 tokens, B 120 tokens"));
        int moved = 0;
        for (int row = 0; row < 48; ++row)
            moved += f.table()->model()->index(row, ComparisonModel::DifferenceColumn).data().toString() != "0.00";
        QCOMPARE(moved, 2); // the one that was chosen, and the one that was not
    }
};

QTEST_MAIN(TestExpertComparison)
#include "tst_expert_comparison.moc"
