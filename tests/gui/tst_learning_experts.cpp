// The experts over the steps of learning.
#include "paint/color_scale.h"
#include "panels/learning/learning_experts.h"
#include "panels/learning/step_heatmap.h"
#include "support/made_up_lab.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

// Three layers from 1 on, of 16 experts; step n gives the first expert (n + 1) tenths of the thoughts.
struct Fixture {
    LearningExperts view;

    explicit Fixture(int steps = 5)
    {
        view.resize(1100, 500);
        view.setModel(3, 1, 16);
        for (int step = 0; step < steps; ++step)
            view.append(uint32_t(step), madeUpShares(3, 16, 0.1 * (step + 1)));
        view.show();
        QCoreApplication::processEvents();
    }
    QPoint middle(const StepHeatmap *map, int place, int row) const
    {
        return map->cellRect(place, row).center().toPoint();
    }
};

} // namespace

class TestLearningExperts : public QObject {
    Q_OBJECT

private slots:
    void loadIsThatOfTheChosenLayerAndTokens()
    {
        Fixture fixture;
        const StepHeatmap *load = fixture.view.load();
        QCOMPARE(int(load->map().steps.size()), 5);
        QCOMPARE(load->map().rows, 16);
        QCOMPARE(float(*load->value(3, 0)), 0.4F);
        QCOMPARE(load->map().scaleEnd, 0.5);
        fixture.view.setPart(SharePart::Answer);
        QCOMPARE(*load->value(3, 0), 1.0 / 16);
        fixture.view.setPart(SharePart::Both);
        QCOMPARE(float(*load->value(3, 0)), float((0.4 + 1.0 / 16) / 2));
        QCOMPARE(fixture.view.layer(), 1);
        QCOMPARE(fixture.view.findChild<QComboBox *>()->itemText(2), QString("layer 3"));
    }

    void shiftIsFromStepZeroOrBetweenThoughtAndAnswer()
    {
        Fixture fixture;
        const StepHeatmap *shifts = fixture.view.shifts();
        QCOMPARE(shifts->map().rows, 3);
        QCOMPARE(shifts->map().firstRow, 1);
        QCOMPARE(*shifts->value(0, 1), 0.0);
        const ExpertShares first = madeUpShares(1, 16, 0.1), fourth = madeUpShares(1, 16, 0.4);
        QCOMPARE(*shifts->value(3, 2), *jensenShannon(first.thought, fourth.thought));
        fixture.view.setShift(LearningExperts::Shift::ThoughtAnswer);
        QCOMPARE(*shifts->value(3, 2), *jensenShannon(fourth.thought, fourth.answer));
        fixture.view.setShift(LearningExperts::Shift::FromStart);
        fixture.view.setPart(SharePart::Answer);
        QVERIFY(*shifts->value(3, 2) < 1e-6); // answers never moved
    }

    void stepsWithoutThoughtAreHatched()
    {
        Fixture fixture(0);
        fixture.view.append(0, madeUpShares(3, 16, 0.1, false));
        fixture.view.append(1, madeUpShares(3, 16, 0.2));
        QVERIFY(!fixture.view.load()->value(0, 0).has_value());
        QVERIFY(fixture.view.load()->value(1, 0).has_value());
        QVERIFY(!fixture.view.shifts()->value(0, 1).has_value());
        QCOMPARE(*fixture.view.shifts()->value(1, 1), 0.0); // the first that has thoughts
        QTest::mouseMove(fixture.view.load(), fixture.middle(fixture.view.load(), 0, 3));
        QTRY_COMPARE(fixture.view.words(), QString("Step 0, layer 1, expert 3: the step has no such token"));
    }

    void coloursFollowTheLoad()
    {
        Fixture fixture;
        StepHeatmap *load = fixture.view.load();
        const QImage image = load->grab().toImage();
        const auto at = [&](int place, int expert) {
            return image.pixelColor((load->cellRect(place, expert).center() * image.devicePixelRatio()).toPoint());
        };
        const ColorScale scale = ColorScale::sequential(Palette::of(load->palette()));
        QCOMPARE(at(4, 0).rgb(), scale.at(1));
        QCOMPARE(at(3, 0).rgb(), scale.at(0.4 / 0.5));
        QCOMPARE(load->colorAt(3, 0).rgb(), at(3, 0).rgb());
    }

    void wordsSayWhatIsPointedAt()
    {
        Fixture fixture;
        QVERIFY(fixture.view.words().startsWith("Point at a cell"));
        QTest::mouseMove(fixture.view.load(), fixture.middle(fixture.view.load(), 3, 0));
        QTRY_COMPARE(fixture.view.words(),
                     QString("Step 3, layer 1, expert 0: 40 % of the load of thoughts, 6.4x even"));
        QTest::mouseMove(fixture.view.shifts(), fixture.middle(fixture.view.shifts(), 0, 2));
        QTRY_COMPARE(fixture.view.words(), QString("Step 0, layer 2: the load of thoughts is 0 nats from that of step "
                                                   "0 (Jensen-Shannon; at most 0.69 nats)"));
    }

    void clicksAndKeysChoose()
    {
        Fixture fixture;
        QSignalSpy spy(&fixture.view, &LearningExperts::stepChosen);
        QTest::mouseClick(fixture.view.shifts(), Qt::LeftButton, {}, fixture.middle(fixture.view.shifts(), 2, 3));
        QCOMPARE(spy.takeFirst(), (QVariantList{2U}));
        QCOMPARE(fixture.view.layer(), 3);
        QTest::keyClick(fixture.view.shifts(), Qt::Key_Up);
        QTest::keyClick(fixture.view.shifts(), Qt::Key_Right);
        QTest::keyClick(fixture.view.shifts(), Qt::Key_Return);
        QCOMPARE(spy.takeFirst(), (QVariantList{3U}));
        QCOMPARE(fixture.view.layer(), 2);
        QTest::mouseClick(fixture.view.load(), Qt::LeftButton, {}, fixture.middle(fixture.view.load(), 1, 9));
        QCOMPARE(spy.takeFirst(), (QVariantList{1U}));
        QCOMPARE(fixture.view.layer(), 2); // a row of experts is no layer
    }

    void goingBackDropsWhatCameAfter()
    {
        Fixture fixture;
        fixture.view.append(2, madeUpShares(3, 16, 0.9));
        QCOMPARE(fixture.view.load()->map().steps, (std::vector<uint32_t>{0, 1, 2}));
        QCOMPARE(float(*fixture.view.load()->value(2, 0)), 0.9F);
    }

    void manyStepsAndExpertsFit()
    {
        Fixture fixture(0);
        fixture.view.hide();
        fixture.view.setModel(58, 3, 256);
        for (uint32_t step = 0; step < 200; ++step)
            fixture.view.append(
                step, ExpertShares{std::vector<float>(58 * 256, 1.0F / 256), std::vector<float>(58 * 256, 1.0F / 256)});
        fixture.view.show();
        QCoreApplication::processEvents();
        const StepHeatmap *load = fixture.view.load();
        QVERIFY(load->rect().contains(load->picture().toAlignedRect()));
        QVERIFY(load->picture().contains(load->cellRect(199, 255).center()));
        QCOMPARE(fixture.view.findChild<QComboBox *>()->count(), 58);
    }

    void saysWhenThereIsNothing()
    {
        Fixture fixture(0);
        QVERIFY(!fixture.view.load()->isVisible());
        fixture.view.append(0, madeUpShares(3, 16, 0.1));
        QVERIFY(fixture.view.load()->isVisible());
        fixture.view.setModel(0, 0, 0);
        fixture.view.append(0, {});
        QVERIFY(!fixture.view.load()->isVisible());
    }
};

QTEST_MAIN(TestLearningExperts)
#include "tst_learning_experts.moc"
