// Watching a model think, in the real window: the newest thought stays to be read, and a run that has ended is played.
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/expert_map.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_details/token_details.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace deepscope;
using Fixture = test::WindowFixture;

namespace {

QToolButton *header(TurnView *turn) { return turn->findChild<QToolButton *>("thoughtHeader"); }

// What is faint because it is not played yet.
QString unwritten(const TokenTextView *view)
{
    const auto selections = view->extraSelections();
    return selections.isEmpty() ? QString() : selections.back().cursor.selectedText();
}

// Of the darkest point of a token, 0 ... 255.
int darkest(const TokenTextView *view, uint32_t token)
{
    const QImage image = view->viewport()->grab().toImage();
    const QRect rect = view->tokenRect(token).adjusted(3, 3, -3, -3);
    const int scale = qRound(image.devicePixelRatio());
    int lowest = 255;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            lowest = std::min(lowest, qGray(image.pixel(x * scale, y * scale)));
    return lowest;
}

} // namespace

class TestWatching : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

    // A model, a question and its answer, at a pace that no test waits for.
    std::unique_ptr<Fixture> answered()
    {
        auto fixture = std::make_unique<Fixture>(m_settings.newFile());
        fixture->window.actionTable().themeLight->trigger();
        fixture->window.resize(1280, 720);
        fixture->loadDefault();
        fixture->ask();
        fixture->window.workbench().playback().setPace({0, 1000});
        return fixture;
    }

private slots:
    void theNewestThoughtStaysOpenUntilTheNextQuestion()
    {
        const auto f = answered();
        TurnView *first = f->window.chat()->turns().front();
        QVERIFY(first->thought()->isOpen() && first->thought()->text()->isVisible());
        f->type("And now?");
        TurnView *second = f->window.chat()->turns().back();
        QVERIFY(!first->thought()->isOpen());
        f->stream(0, test::FirstThinkToken + 2);
        QVERIFY(second->thought()->isOpen());
        f->stream(test::FirstThinkToken + 2, 24);
        f->send(test::summaryOf(f->log.starts.back().run));
        QVERIFY(second->thought()->isOpen());
    }

    void whatThePersonOpenedOrFoldedStays()
    {
        const auto f = answered();
        TurnView *first = f->window.chat()->turns().front();
        QTest::mouseClick(header(first), Qt::LeftButton);
        QVERIFY(!first->thought()->isOpen());
        QTest::mouseClick(header(first), Qt::LeftButton);
        f->ask();
        QVERIFY(first->thought()->isOpen());
        TurnView *second = f->window.chat()->turns().back();
        QTest::mouseClick(header(second), Qt::LeftButton);
        f->window.actionTable().play->trigger();
        QVERIFY(!second->thought()->isOpen());
        QVERIFY2(header(second)->text().contains("7"), qPrintable(header(second)->text())); // it names what is played
    }

    void theChatIsWrittenUpToThePlayHead()
    {
        const auto f = answered();
        f->ask();
        TurnView *first = f->window.chat()->turns().front();
        const TurnView *second = f->window.chat()->turns().back();
        Workbench &workbench = f->window.workbench();
        workbench.store().setCurrent(first->run());
        QVERIFY(!first->thought()->isOpen());
        workbench.selection().setFocus({test::CarryToken - 1});
        f->window.actionTable().play->trigger();
        QVERIFY(first->thought()->isOpen()); // to be watched
        f->window.actionTable().stepForward->trigger();
        QCoreApplication::processEvents();
        QCOMPARE(unwritten(first->question()), QString());
        QCOMPARE(unwritten(first->thought()->text()), QString(" 1."));
        QCOMPARE(unwritten(first->answer()), QString("132"));
        QCOMPARE(unwritten(second->answer()), QString()); // another run
        QVERIFY(darkest(first->thought()->text(), test::FirstThinkToken) < 100);
        QVERIFY(darkest(first->answer(), test::FirstAnswerToken) > 150);
        f->window.actionTable().stopPlaying->trigger();
        QCOMPARE(unwritten(first->answer()), QString());
        QVERIFY(darkest(first->answer(), test::FirstAnswerToken) < 100);
    }

    void allPanelsFollow()
    {
        const auto f = answered();
        f->window.actionTable().play->trigger();
        for (int token = test::FirstThinkToken; token < 24; ++token) {
            QCOMPARE(f->window.workbench().selection().focus().token, token);
            QCOMPARE(f->window.findChild<QDockWidget *>("tokenDetails")->findChild<TokenDetails *>()->shownToken(),
                     token);
            const QString words = f->window.findChild<TokenStrip *>()->words();
            QVERIFY2(words.startsWith(QString("token %1 ").arg(token)), qPrintable(words));
            f->window.actionTable().stepForward->trigger();
        }
    }

    void nothingIsPlayedWhileARunStreams()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        const Actions &actions = f.window.actionTable();
        QVERIFY(!actions.play->isEnabled());
        f.type("What is 47 + 85?");
        f.stream(0, 20);
        QVERIFY(!actions.play->isEnabled() && !actions.stepBack->isEnabled());
        const QString reason = "This run can be played when it has ended.";
        QCOMPARE(actions.play->statusTip(), reason);
        QCOMPARE(f.window.findChild<QToolButton *>("play")->toolTip(), reason);
        f.stream(20, 24);
        f.send(test::summaryOf(f.log.starts.back().run));
        QVERIFY(actions.play->isEnabled());
        actions.play->trigger();
        QCOMPARE(actions.play->text(), QString("&Pause"));
        f.type("And now?"); // the next question ends it
        QCOMPARE(f.window.workbench().playback().state(), Playback::State::Unavailable);
        QCOMPARE(actions.play->text(), QString("&Play"));
    }

    void spacePlaysInThePanelsOnly()
    {
        const auto f = answered();
        const Playback &playback = f->window.workbench().playback();
        f->window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f->window));
        QWidget *panels[] = {f->window.findChild<TokenStripPlot *>(),
                             f->window.findChild<QDockWidget *>("experts")->findChild<ExpertMap *>()};
        for (QWidget *panel : panels) {
            panel->setFocus();
            QTest::keyClick(panel, Qt::Key_Space);
            QCOMPARE(playback.state(), Playback::State::Playing);
            QTest::keyClick(panel, Qt::Key_Space);
            QCOMPARE(playback.state(), Playback::State::Paused);
        }
        QTest::keyClick(panels[0], Qt::Key_Period);
        QCOMPARE(f->window.workbench().selection().focus().token, test::FirstThinkToken + 1);
        QTest::keyClick(panels[0], Qt::Key_Comma);
        QCOMPARE(f->window.workbench().selection().focus().token, test::FirstThinkToken);
        f->editor()->setFocus();
        QTest::keyClicks(f->editor(), "a b, c.");
        QCOMPARE(f->editor()->toPlainText(), QString("a b, c."));
        auto *follow = f->window.findChild<TokenStrip *>()->followButton();
        follow->setFocus();
        QTest::keyClick(follow, Qt::Key_Space); // presses the button
        QVERIFY(follow->isChecked());
        QCOMPARE(playback.state(), Playback::State::Paused);
        auto *play = f->window.findChild<QToolButton *>("play");
        play->setFocus();
        QTest::keyClick(play, Qt::Key_Space); // once, not twice
        QCOMPARE(playback.state(), Playback::State::Playing);
    }

    void theSpeedIsInTheMenuAndIsKept()
    {
        const QString file = m_settings.newFile();
        {
            Fixture f(file);
            QCOMPARE(f.window.workbench().playback().pace(), ReadingPace);
            const auto paces = f.window.actionTable().pace->menu()->actions();
            const auto half = std::ranges::find(paces, QString("0.5\u00d7 the recorded speed"), &QAction::text);
            QVERIFY(half != paces.end());
            (*half)->trigger();
            QCOMPARE(f.window.findChild<QToolButton *>("pace")->text(), QString("0.5\u00d7 "));
        }
        Fixture f(file);
        QCOMPARE(f.window.workbench().playback().pace(), (Pace{0.5, 0}));
    }

    // In a narrow chat the figures give way, not the text.
    void theThoughtIsNotCutInANarrowChat()
    {
        const auto f = answered();
        TurnView *turn = f->window.chat()->turns().front();
        const int figures = header(turn)->sizeHint().width();
        QVERIFY(turn->minimumSizeHint().width() < figures);
        turn->resize(figures, turn->height());
        QCoreApplication::processEvents();
        QVERIFY(header(turn)->geometry().right() <= figures - 16);
    }

    void candidatesAreSeenWithoutScrolling()
    {
        Fixture f(m_settings.newFile());
        f.window.resize(1280, 720);
        f.loadDefault();
        f.type("What is 47 + 85?");
        TokenTrace trace = test::traceOf(f.log.starts.back().run, 0, {Phase::Think, " carry"});
        trace.candidates.clear();
        for (uint32_t i = 0; i < RunRequest().candidates; ++i)
            trace.candidates.push_back({int32_t(i), -0.1F - float(i), "piece"});
        f.send(trace);
        f.window.actionTable().resetLayout->trigger();
        f.window.findChild<QDockWidget *>("tokenDetails")->raise();
        QCoreApplication::processEvents();
        const auto *details = f.window.findChild<QDockWidget *>("tokenDetails")->findChild<TokenDetails *>();
        const auto *table = details->findChild<QTableView *>();
        QCOMPARE(details->words(), QString("What could have stood here; choose one to go on with it"));
        QCOMPARE(table->model()->rowCount(), 8);
        QVERIFY(table->isVisible());
        QVERIFY(table->viewport()->height() >= 8 * table->rowHeight(0));
        QCOMPARE(table->verticalScrollBar()->maximum(), 0);
        QTRY_COMPARE(table->viewport()->visibleRegion().boundingRect(), table->viewport()->rect());
    }
};

QTEST_MAIN(TestWatching)
#include "tst_watching.moc"
