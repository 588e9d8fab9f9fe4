// Fixed questions against steps.
#include "paint/palette.h"
#include "panels/learning/answer_card.h"
#include "panels/learning/before_after.h"
#include "panels/learning/fixed_questions.h"
#include "panels/learning/standing_paint.h"
#include "support/made_up_lab.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

const std::vector<uint32_t> Steps = {0, 25, 50, 75, 100};

struct Fixture {
    BeforeAfter view;

    explicit Fixture(const std::vector<uint32_t> &steps = Steps)
    {
        view.resize(1100, 600);
        view.setSnapshots(madeUpSnapshots(6, steps));
        view.show();
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestBeforeAfter : public QObject {
    Q_OBJECT

private slots:
    void firstAndLastStandBesideEachOther()
    {
        Fixture fixture;
        fixture.view.setQuestion(2);
        QCOMPARE(*fixture.view.step(), 100U);
        QCOMPARE(fixture.view.before()->headWords(), QString("Step 0 | right form, wrong answer | "));
        QCOMPARE(fixture.view.after()->headWords(), QString("Step 100 | right answer | "));
        QCOMPARE(fixture.view.turnWords(), QString("Right since step 50."));
        fixture.view.setQuestion(0);
        QCOMPARE(fixture.view.turnWords(), QString("Right from the start."));
        fixture.view.setQuestion(5);
        QCOMPARE(fixture.view.turnWords(), QString("Not right at any recorded step so far."));
    }

    void theSliderWalksTheSteps()
    {
        Fixture fixture;
        fixture.view.setQuestion(2);
        fixture.view.slider()->setValue(1);
        QCOMPARE(*fixture.view.step(), 25U);
        QVERIFY(fixture.view.after()->headWords().startsWith("Step 25 | right form, wrong answer"));
        QTest::keyClick(fixture.view.questions(), Qt::Key_Right);
        QCOMPARE(*fixture.view.step(), 50U);
        QVERIFY(fixture.view.after()->headWords().startsWith("Step 50 | right answer"));
        QTest::keyClick(fixture.view.questions(), Qt::Key_Down);
        QCOMPARE(fixture.view.question(), 3);
        QVERIFY(fixture.view.after()->headWords().startsWith("Step 50 | right form"));
        QTest::keyClick(fixture.view.questions(), Qt::Key_Up);
        QCOMPARE(fixture.view.question(), 2);
        QTest::keyClick(fixture.view.questions(), Qt::Key_Home);
        QCOMPARE(*fixture.view.step(), 0U);
        QVERIFY(!fixture.view.after()->isVisible()); // there is one answer alone
        fixture.view.setStep(80);
        QCOMPARE(*fixture.view.step(), 75U);
    }

    void whoLooksAtTheLastGoesOn()
    {
        Fixture fixture;
        fixture.view.setSnapshots(madeUpSnapshots(6, {0, 25, 50, 75, 100, 125}));
        QCOMPARE(*fixture.view.step(), 125U);
        fixture.view.setStep(50);
        fixture.view.setSnapshots(madeUpSnapshots(6, {0, 25, 50, 75, 100, 125, 150}));
        QCOMPARE(*fixture.view.step(), 50U);
    }

    void marksShowStandingAndLength()
    {
        Fixture fixture;
        FixedQuestions *questions = fixture.view.questions();
        const QImage image = questions->grab().toImage();
        const Palette color = Palette::of(questions->palette());
        const auto at = [&](int question, int snapshot, double height) {
            const QRectF mark = questions->markRect(question, snapshot);
            const QPointF point(mark.center().x(), mark.bottom() - 1.5 - height * (mark.height() - 3));
            return image.pixelColor((point * image.devicePixelRatio()).toPoint()).rgb();
        };
        const QRgb right = standingColor(color, AnswerStanding::Right).rgb();
        QCOMPARE(at(2, 3, 0), right);
        QCOMPARE(at(2, 3, 0.9), right); // a thought of 20 tokens, the longest
        QVERIFY(at(2, 1, 0.5) != right);
        QVERIFY(at(2, 1, 0) != right); // wrong: hollow
        QVERIFY(fixture.view.words().startsWith("Full: right."));
        QTest::mouseMove(questions, questions->markRect(2, 1).center().toPoint());
        QTRY_COMPARE(fixture.view.words(), questions->words(2, 1));
        QCOMPARE(questions->words(2, 1), QString("Step 25: right form, wrong answer, no thought"));
        QCOMPARE(questions->words(2, -1), QString("4765+5821=?; the right answer is 10586"));
    }

    void clicksChoose()
    {
        Fixture fixture;
        FixedQuestions *questions = fixture.view.questions();
        QTest::mouseClick(questions, Qt::LeftButton, {}, questions->markRect(4, 1).center().toPoint());
        QCOMPARE(fixture.view.question(), 4);
        QCOMPARE(*fixture.view.step(), 25U);
        QTest::mouseClick(questions, Qt::LeftButton, {}, QPoint(10, int(questions->rowRect(1).center().y())));
        QCOMPARE(fixture.view.question(), 1);
        QCOMPARE(*fixture.view.step(), 25U);
        QSignalSpy spy(&fixture.view, &BeforeAfter::answerChosen);
        QTest::mouseClick(fixture.view.after(), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(spy.takeFirst(), (QVariantList{25U, 1}));
        QTest::mouseClick(fixture.view.before(), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(spy.takeFirst(), (QVariantList{0U, 1}));
        QVERIFY(fixture.view.before()->isChosen());
        QVERIFY(!fixture.view.after()->isChosen());
    }

    void tokensChooseTheirAnswerOnce()
    {
        Fixture fixture;
        QSignalSpy spy(&fixture.view, &BeforeAfter::answerChosen);
        QTest::keyClick(fixture.view.after(), Qt::Key_Right);
        QTest::keyClick(fixture.view.after(), Qt::Key_Right);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.takeFirst(), (QVariantList{100U, 0}));
        QCOMPARE(fixture.view.after()->chosenToken(), 4);
        QCOMPARE(fixture.view.words(), QString("“4”, it had a probability of 61 %"));
        fixture.view.setQuestion(1);
        QVERIFY(!fixture.view.after()->isChosen());
    }

    void oneStepIsShownAlone()
    {
        Fixture fixture({0});
        QVERIFY(fixture.view.before()->isVisible());
        QVERIFY(!fixture.view.after()->isVisible());
        QCOMPARE(fixture.view.slider()->maximum(), 0);
    }

    void manyStepsHaveRoom()
    {
        std::vector<uint32_t> steps;
        for (uint32_t step = 0; step < 400; ++step)
            steps.push_back(step);
        Fixture fixture(steps);
        const FixedQuestions *questions = fixture.view.questions();
        QVERIFY(questions->markRect(0, 0).left() >= questions->width() / 3.0);
        QVERIFY(questions->markRect(0, 399).right() <= questions->width());
    }

    void saysWhenThereIsNothing()
    {
        Fixture fixture;
        fixture.view.clear();
        QVERIFY(!fixture.view.slider()->isVisible());
        QVERIFY(!fixture.view.step().has_value());
        QTest::keyClick(fixture.view.questions(), Qt::Key_Right);
        QCOMPARE(fixture.view.turnWords(), QString());
    }
};

QTEST_MAIN(TestBeforeAfter)
#include "tst_before_after.moc"
