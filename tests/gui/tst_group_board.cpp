// The group board: rows of questions, cells of answers, and what they say.
#include "paint/palette.h"
#include "panels/learning/group_board.h"
#include "panels/learning/group_grid.h"
#include "panels/learning/standing_paint.h"
#include "support/made_up_lab.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    GroupBoard board;

    explicit Fixture(int width = 1000, int answers = 8)
    {
        board.resize(width, 700);
        board.setGroups(madeUpGroups(8, answers), 12);
        board.show();
        QCoreApplication::processEvents();
    }
    GroupGrid *grid() const { return board.grid(); }
    QPoint middle(BoardPlace place) const { return grid()->cellRect(place).center().toPoint(); }
};

} // namespace

class TestGroupBoard : public QObject {
    Q_OBJECT

private slots:
    void standings()
    {
        QVERIFY(standing(madeUpAnswer({.form = false, .match = true})) == AnswerStanding::WrongForm);
        QVERIFY(standing(madeUpAnswer({})) == AnswerStanding::RightForm);
        QVERIFY(standing(madeUpAnswer({.match = true})) == AnswerStanding::Right);
        QVERIFY(solved(madeUpGroup(0, 4, 0)) == Solved::None);
        QVERIFY(solved(madeUpGroup(0, 4, 1)) == Solved::Some);
        QVERIFY(solved(madeUpGroup(0, 4, 4)) == Solved::All);
        QVERIFY(teaches(madeUpGroup(0, 4, 0))); // the form differs
        QVERIFY(!teaches(madeUpGroup(0, 4, 4)));
        QCOMPARE(answerText(madeUpAnswer({.match = true, .thought = 5})), QString("10584"));
    }

    void summarySaysHowTheGroupsStand()
    {
        const Fixture fixture;
        QCOMPARE(fixture.board.summary(),
                 QString("Step 12: 8 questions. Right answers: none in 4, some in 2, all in 2. "
                         "Nothing to learn from 4."));
    }

    void cellsSayRewardAndAdvantage()
    {
        const Fixture fixture;
        // Two of eight right (1.2), five of right form (0.2), one of wrong form: the mean is 0.425.
        QCOMPARE(fixture.grid()->words({0, 0}),
                 QString("Answer 1 of 8: Right answer; reward 1.20, advantage +0.77; thought of 20 tokens. "
                         "It says “10584”."));
        QCOMPARE(fixture.grid()->words({0, 7}),
                 QString("Answer 8 of 8: Wrong form; reward 0.00, advantage -0.43; no thought. It says “10590”. "
                         "The answer has no end tag."));
        QCOMPARE(fixture.grid()->words({0, -1}),
                 QString("sums: 4763+5821=?; the right answer is 10584; 2 of 8 right."));
    }

    void groupsThatTeachNothingAreQuietAndSayWhy()
    {
        const Fixture fixture;
        QVERIFY(!fixture.grid()->isQuiet(0));
        QVERIFY(!fixture.grid()->isQuiet(1));
        QVERIFY(fixture.grid()->isQuiet(2));
        QVERIFY(fixture.grid()->isQuiet(3));
        QVERIFY(fixture.grid()->words({2, -1}).endsWith("there is nothing left to learn here."));
        QVERIFY(fixture.grid()->words({3, 1}).endsWith("there is nothing to learn here."));
    }

    void coloursAndSignsDiffer()
    {
        Fixture fixture;
        const QImage image = fixture.grid()->grab().toImage();
        const Palette color = Palette::of(fixture.grid()->palette());
        const auto groundAt = [&](BoardPlace place) {
            const QPointF corner = fixture.grid()->cellRect(place).bottomLeft() + QPointF(6, -3);
            return image.pixelColor((corner * image.devicePixelRatio()).toPoint());
        };
        QCOMPARE(groundAt({0, 0}).rgb(), standingFill(color, AnswerStanding::Right).rgb());
        QCOMPARE(groundAt({0, 4}).rgb(), standingFill(color, AnswerStanding::RightForm).rgb());
        QCOMPARE(groundAt({0, 7}).rgb(), standingFill(color, AnswerStanding::WrongForm).rgb());
        QVERIFY(groundAt({2, 0}).rgb() != groundAt({0, 0}).rgb()); // right as well, but quiet
        for (const bool dark : {false, true})
            for (const auto stands : {AnswerStanding::Right, AnswerStanding::RightForm, AnswerStanding::WrongForm}) {
                const Palette theme(dark);
                QVERIFY(contrast(theme(Role::Text), standingFill(theme, stands)) >= 4.5);
                QVERIFY(contrast(standingColor(theme, stands), standingFill(theme, stands)) >= 2.4);
                QVERIFY(contrast(standingColor(theme, stands), theme(Role::Panel)) >= 3);
            }
        // Without colour the signs still differ.
        const auto sign = [](AnswerStanding stands) {
            QImage picture(12, 12, QImage::Format_RGB32);
            picture.fill(Qt::white);
            QPainter painter(&picture);
            paintStanding(painter, Qt::black, stands, QPointF(6, 6), 10);
            return picture;
        };
        QVERIFY(sign(AnswerStanding::Right) != sign(AnswerStanding::RightForm));
        QVERIFY(sign(AnswerStanding::RightForm) != sign(AnswerStanding::WrongForm));
        QVERIFY(sign(AnswerStanding::Right) != sign(AnswerStanding::WrongForm));
    }

    void aClickChooses()
    {
        Fixture fixture;
        QSignalSpy spy(&fixture.board, &GroupBoard::answerChosen);
        QTest::mouseClick(fixture.grid(), Qt::LeftButton, {}, fixture.middle({1, 3}));
        QCOMPARE(spy.takeFirst(), (QVariantList{1, 3}));
        QVERIFY((fixture.grid()->chosen() == BoardPlace{1, 3}));
        QTest::mouseClick(fixture.grid(), Qt::LeftButton, {}, QPoint(20, fixture.middle({1, 3}).y()));
        QCOMPARE(spy.count(), 0); // the question alone is no answer
        fixture.board.setChosen(0, 2);
        QVERIFY((fixture.grid()->chosen() == BoardPlace{0, 2}));
        fixture.board.setChosen(0, 99);
        QVERIFY((fixture.grid()->chosen() == BoardPlace{}));
    }

    void keysGoThroughTheCells()
    {
        Fixture fixture;
        QSignalSpy spy(&fixture.board, &GroupBoard::answerChosen);
        QTest::keyClick(fixture.grid(), Qt::Key_A);
        QVERIFY((fixture.grid()->current() == BoardPlace{}));
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left})
            QTest::keyClick(fixture.grid(), key);
        QVERIFY((fixture.grid()->current() == BoardPlace{1, 1}));
        QCOMPARE(fixture.grid()->accessibleDescription(), fixture.grid()->words({1, 1}));
        QCOMPARE(fixture.board.words(), fixture.grid()->words({1, 1}));
        QTest::keyClick(fixture.grid(), Qt::Key_Return);
        QCOMPARE(spy.takeFirst(), (QVariantList{1, 1}));
        QTest::keyClick(fixture.grid(), Qt::Key_End);
        QTest::keyClick(fixture.grid(), Qt::Key_Right);
        QVERIFY((fixture.grid()->current() == BoardPlace{1, 7}));
        QTest::keyClick(fixture.grid(), Qt::Key_Home);
        QVERIFY((fixture.grid()->current() == BoardPlace{1, 0}));
    }

    void thePointerSaysWhatItIsOn()
    {
        Fixture fixture;
        QVERIFY(fixture.board.words().startsWith("Choose an answer"));
        QTest::mouseMove(fixture.grid(), fixture.middle({0, 1}));
        QTRY_COMPARE(fixture.board.words(), fixture.grid()->words({0, 1}));
        fixture.board.setGroups(madeUpGroups(8, 8), 13); // the next step comes while the pointer rests
        QCOMPARE(fixture.board.words(), fixture.grid()->words({0, 1}));
    }

    void cellsStandInLinesWhereThereIsNoRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("answers");
        for (const int width : {300, 420, 700, 1200})
            for (const int answers : {1, 4, 8, 16})
                QTest::addRow("%d answers in %d", answers, width) << width << answers;
    }

    void cellsStandInLinesWhereThereIsNoRoom()
    {
        QFETCH(int, width);
        QFETCH(int, answers);
        const Fixture fixture(width, answers);
        double below = 0;
        for (int group = 0; group < 8; ++group) {
            const QRectF row = fixture.grid()->rowRect(group);
            QCOMPARE(row.top(), below);
            below = row.bottom();
            for (int answer = 0; answer < answers; ++answer) {
                const QRectF cell = fixture.grid()->cellRect({group, answer});
                QVERIFY(row.contains(cell));
                for (int other = 0; other < answer; ++other)
                    QVERIFY(!cell.intersects(fixture.grid()->cellRect({group, other})));
            }
        }
        QVERIFY(fixture.grid()->height() >= int(below));
    }

    void saysWhenThereIsNothing()
    {
        Fixture fixture;
        QVERIFY(fixture.grid()->isVisible());
        fixture.board.clear();
        QVERIFY(!fixture.grid()->isVisible());
        fixture.board.setGroups(madeUpGroups(1, 4), 1);
        QVERIFY(fixture.grid()->isVisible());
    }
};

QTEST_MAIN(TestGroupBoard)
#include "tst_group_board.moc"
