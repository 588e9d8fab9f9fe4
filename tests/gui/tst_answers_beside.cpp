// The answers to one question beside each other, and what the step did to their tokens.
#include "paint/color_scale.h"
#include "panels/learning/answer_card.h"
#include "panels/learning/answers_beside.h"
#include "panels/shared/scale_bar.h"
#include "panels/shared/token_text_view.h"
#include "support/made_up_lab.h"

#include <QSignalSpy>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    AnswersBeside view;

    explicit Fixture(const LabGroup &group = madeUpGroup(0, 4, 1))
    {
        view.resize(1100, 600);
        view.setGroup(group, 12);
        view.show();
        QCoreApplication::processEvents();
    }
    AnswerCard *card(int answer) const { return view.cards()[size_t(answer)]; }
    TokenTextView *text(int answer, int section) const { return card(answer)->texts()[size_t(section)]; }
};

} // namespace

class TestAnswersBeside : public QObject {
    Q_OBJECT

private slots:
    void thoughtAndAnswerStandApart()
    {
        const Fixture fixture;
        QCOMPARE(int(fixture.view.cards().size()), 4);
        QCOMPARE(int(fixture.card(0)->texts().size()), 2);
        QCOMPARE(fixture.text(0, 0)->accessibleName(), QString("Thought, 20 tokens"));
        QVERIFY(fixture.text(0, 0)->toPlainText().startsWith("<think>4763+5821="));
        QCOMPARE(fixture.text(0, 1)->accessibleName(), QString("Answer, 4 tokens"));
        QCOMPARE(fixture.text(0, 1)->toPlainText(), QString("10584<|end|>"));
        QCOMPARE(fixture.text(1, 0)->accessibleName(), QString("Thought, empty"));
    }

    void headsSayHowTheyStand()
    {
        // 1.2, 0.2, 0.2 and 0: the mean is 0.4.
        const Fixture fixture;
        QCOMPARE(fixture.card(0)->headWords(), QString("Answer 1 | right answer · reward 1.20 | +0.80"));
        QCOMPARE(fixture.card(3)->headWords(), QString("Answer 4 | wrong form · reward 0.00 | -0.40"));
        QVERIFY(fixture.card(3)->accessibleDescription().contains("The answer has no end tag."));
        const QString together = fixture.view.gradeWords(); // in the words of the chat
        QVERIFY2(together.startsWith("1 of 4 right; rewards: mean 0.40, deviation 0.47; thoughts of right answers: "),
                 qPrintable(together));
    }

    void saysWhatWasCutOff()
    {
        LabGroup group = madeUpGroup(0, 1, 0);
        group.answers = {madeUpAnswer({.truncated = true, .thought = 64})};
        const Fixture fixture(group);
        QVERIFY(fixture.card(0)->headWords().contains("reward 0.20 · cut off"));
        QCOMPARE(fixture.text(0, 0)->accessibleName(), QString("Thought, 64 tokens"));
    }

    void tintsFollowThePushes()
    {
        const Fixture fixture;
        // The strongest push is 0.08, of the first token of the answer whose advantage is 0.8.
        QCOMPARE(fixture.view.scaleEnd(), 0.08);
        const ColorScale scale = ColorScale::tint(Palette::of(fixture.view.palette()));
        QCOMPARE(fixture.card(0)->tint(0).rgb(), scale.at(1));
        QCOMPARE(fixture.card(3)->tint(0).rgb(), scale.at(0.25)); // -0.04
        const int last = fixture.card(0)->tokenCount() - 1;
        QVERIFY(!fixture.card(0)->tint(last).isValid()); // not pushed
        QCOMPARE(fixture.card(0)->tokenWords(0), QString("“<think>”, pushed up by 0.08, it had a probability of 61 %"));
        QCOMPARE(fixture.card(3)->tokenWords(0),
                 QString("“<think>”, pushed down by 0.04, it had a probability of 61 %"));
        // It is on the screen, too.
        const QRect token = fixture.text(0, 0)->tokenRect(0);
        const QImage image = fixture.text(0, 0)->viewport()->grab().toImage();
        const QPoint corner = (QPointF(token.left() + 1, token.bottom() - 1) * image.devicePixelRatio()).toPoint();
        QCOMPARE(image.pixelColor(corner).rgb(), scale.at(1));
    }

    void textOnTintsCanBeRead()
    {
        for (const bool dark : {false, true})
            for (const double end : {0.0, 0.25, 0.5, 0.75, 1.0})
                QVERIFY(contrast(Palette(dark)(Role::Text), QColor(ColorScale::tint(Palette(dark)).at(end))) >= 4.5);
    }

    void withoutPushesThereIsNoTint()
    {
        const Fixture fixture(madeUpGroup(0, 4, 4)); // all right: nothing was learned
        QVERIFY(!fixture.card(0)->tint(3).isValid());
        QVERIFY(!fixture.view.findChild<ScaleBar *>()->isVisible());
        QVERIFY(fixture.view.words().endsWith("there is nothing left to learn here."));
        QCOMPARE(fixture.card(0)->tokenWords(0), QString("“<think>”, it had a probability of 61 %"));
    }

    void clicksChooseAnswersAndTokens()
    {
        Fixture fixture;
        QSignalSpy answers(&fixture.view, &AnswersBeside::answerChosen);
        QSignalSpy tokens(&fixture.view, &AnswersBeside::tokenChosen);
        QTest::mouseClick(fixture.card(2), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(answers.takeFirst(), (QVariantList{2}));
        QCOMPARE(tokens.count(), 0);
        const QRect third = fixture.text(0, 0)->tokenRect(2);
        QTest::mouseClick(fixture.text(0, 0)->viewport(), Qt::LeftButton, {}, third.center());
        QCOMPARE(tokens.takeFirst(), (QVariantList{0, 2}));
        QCOMPARE(fixture.card(0)->chosenToken(), 2);
        QCOMPARE(fixture.card(2)->chosenToken(), -1);
        QVERIFY(fixture.view.words().startsWith("“7”, pushed up by"));
    }

    void keysGoThroughTheTokens()
    {
        Fixture fixture;
        QSignalSpy answers(&fixture.view, &AnswersBeside::answerChosen);
        QSignalSpy tokens(&fixture.view, &AnswersBeside::tokenChosen);
        QTest::keyClick(fixture.card(1), Qt::Key_Right);
        QTest::keyClick(fixture.card(1), Qt::Key_Right);
        QCOMPARE(tokens.takeLast(), (QVariantList{1, 1}));
        QCOMPARE(answers.count(), 1); // the same answer, and another token
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(fixture.card(1), Qt::Key_Right);
        QCOMPARE(fixture.card(1)->chosenToken(), fixture.card(1)->tokenCount() - 1);
        QTest::keyClick(fixture.card(1), Qt::Key_Left);
        QCOMPARE(fixture.card(1)->chosenToken(), fixture.card(1)->tokenCount() - 2);
        answers.clear();
        QTest::keyClick(fixture.card(3), Qt::Key_Return);
        QCOMPARE(answers.takeFirst(), (QVariantList{3}));
    }

    void placesAreThoseOfTheTrace()
    {
        LabGroup group = madeUpGroup(0, 1, 1);
        group.answers = {madeUpAnswer({.match = true, .whole = true, .thought = 4, .advantage = 0.5})};
        Fixture fixture(group);
        QSignalSpy tokens(&fixture.view, &AnswersBeside::tokenChosen);
        QTest::keyClick(fixture.card(0), Qt::Key_Right);
        QCOMPARE(tokens.takeFirst(), (QVariantList{0, 3})); // behind the prompt's three
        QVERIFY(fixture.card(0)->tint(3).isValid());
        QVERIFY(!fixture.card(0)->tint(2).isValid());
    }

    void anotherGroupTakesThePlace()
    {
        Fixture fixture(madeUpGroup(0, 8, 2));
        fixture.view.setChosen(5, 1);
        fixture.view.setGroup(madeUpGroup(1, 4, 4), 13);
        QCOMPARE(int(fixture.view.cards().size()), 4);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(int(fixture.view.findChildren<AnswerCard *>().size()), 4);
        QVERIFY(fixture.text(0, 1)->isVisible());
        QCOMPARE(fixture.card(0)->chosenToken(), -1);
        fixture.view.clear();
        QVERIFY(fixture.view.cards().empty());
    }
};

QTEST_MAIN(TestAnswersBeside)
#include "tst_answers_beside.moc"
