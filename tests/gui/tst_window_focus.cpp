// Where the keyboard is: Tab goes to all that is seen and to nothing else, a ring shows it, panels take it and give it
// back.
#include "app/message_bar.h"
#include "app/tab_order.h"
#include "paint/palette.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "panels/token_strip/token_strip.h"
#include "support/keyboard_fixture.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <set>

using namespace deepscope;
using Fixture = test::KeyboardFixture;

namespace {

// The stops of a whole round that begins at the composer.
std::vector<QWidget *> roundOf(Fixture &f, int key)
{
    std::vector<QWidget *> stops;
    f.editor()->setFocus();
    do {
        stops.push_back(QApplication::focusWidget());
        f.press(key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
    } while (QApplication::focusWidget() != f.editor() && stops.size() < 100);
    return stops;
}

QString nameOf(const QWidget *widget)
{
    if (!widget)
        return "the screen";
    return QString("%1 \"%2\"").arg(widget->metaObject()->className(), widget->accessibleName());
}

// What of a widget is not cut off by those around it.
QRect seen(const QWidget *widget)
{
    QRect rect = widget->rect();
    for (; !widget->isWindow(); widget = widget->parentWidget())
        rect = rect.translated(widget->pos()) & widget->parentWidget()->rect();
    return rect;
}

// Pixels at and around `widget` that change their colour by 3 : 1 or more when it gets the keyboard.
int changedBy(MainWindow &window, QWidget *widget)
{
    const QRect area =
        QRect(widget->mapTo(&window, QPoint()), widget->size()).adjusted(-24, -24, 24, 24) & window.rect();
    const QImage with = window.grab(area).toImage();
    widget->clearFocus();
    QCoreApplication::processEvents();
    const QImage without = window.grab(area).toImage();
    widget->setFocus(Qt::TabFocusReason);
    QCoreApplication::processEvents();
    int changed = 0;
    for (int y = 0; y < with.height(); ++y)
        for (int x = 0; x < with.width(); ++x)
            if (with.pixel(x, y) != without.pixel(x, y))
                changed += contrast(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3 ? 1 : 0;
    return changed;
}

} // namespace

class TestWindowFocus : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    // A part of a conversation that has scrolled up, not laid out yet: the middle of such a rectangle is below its
    // bottom.
    void whatHasNoHeightYetIsOnTheWayToo()
    {
        QWidget window;
        QPushButton above(&window), here(&window), below(&window);
        above.setGeometry(0, -5, 40, 0);
        here.setGeometry(0, 0, 40, 20);
        below.setGeometry(0, 40, 40, 20);
        window.show();
        QCOMPARE(tabStops(window), (std::vector<QWidget *>{&above, &here, &below}));
    }

    void initTestCase() { QApplication::setCursorFlashTime(0); }
    void cleanup() { QApplication::setPalette(QPalette()); }

    void tabGoesToAllThatIsSeenAndShowsIt_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void tabGoesToAllThatIsSeenAndShowsIt()
    {
        QFETCH(bool, dark);
        Fixture f(m_settings.newFile());
        (dark ? f.window.actionTable().themeDark : f.window.actionTable().themeLight)->trigger();
        f.ask();
        f.ask();
        f.selection().setFocus({test::CarryToken, 1, 1});
        f.window.messageBar()->showMessage("A sentence.", {"A way out", [] {}});
        const std::vector<QWidget *> stops = roundOf(f, Qt::Key_Tab);
        QVERIFY2(stops.size() > 20 && stops.size() < 100, qPrintable(QString::number(stops.size())));
        for (QWidget *stop : stops) {
            stop->setFocus(Qt::TabFocusReason);
            QCoreApplication::processEvents();
            QVERIFY2(stop->isVisible() && !seen(stop).isEmpty(), qPrintable(nameOf(stop)));
            const int changed = changedBy(f.window, stop);
            QVERIFY2(changed > 150, qPrintable(QString("%1: %2").arg(nameOf(stop)).arg(changed)));
        }
        // Nothing twice, and the way back is the same way.
        std::vector<QWidget *> back = roundOf(f, Qt::Key_Backtab);
        std::reverse(back.begin() + 1, back.end());
        QVERIFY(back == stops);
        QCOMPARE(std::set<QWidget *>(stops.begin(), stops.end()).size(), stops.size());
    }

    void tabPassesOverTheBarOfADockThatIsAlone()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.dock("tokenDetails")->close();
        QCoreApplication::processEvents();
        for (QWidget *stop : roundOf(f, Qt::Key_Tab)) {
            stop->setFocus(Qt::TabFocusReason);
            QCoreApplication::processEvents();
            QVERIFY2(!seen(stop).isEmpty(), qPrintable(nameOf(stop)));
        }
    }

    void tabReadsFromLeftToRightAndFromTopToBottom()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.ask();
        f.window.messageBar()->showMessage("A sentence.", {"A way out", [] {}});
        std::vector<QWidget *> stops = roundOf(f, Qt::Key_Tab);
        const auto placeOf = [&](const QWidget *widget) {
            return widget ? std::ranges::find(stops, widget) - stops.begin() : -1;
        };
        const auto first = placeOf(f.part<QWidget>("modelButton"));
        std::ranges::rotate(stops, stops.begin() + first);
        const std::vector<TurnView *> &turns = f.window.chat()->turns();
        const QWidget *way[] = {f.part<QWidget>("modelButton"),
                                f.part<QListView>("chatList"),
                                f.window.messageBar()->findChild<QPushButton *>(),
                                f.part<ConversationScroll>(),
                                turns[0]->findChild<QToolButton *>("thoughtHeader"),
                                turns[0]->findChild<QToolButton *>("copyAnswer"),
                                turns[1]->findChild<QToolButton *>("thoughtHeader"),
                                f.editor(),
                                f.part<QToolButton>("generationSettings"),
                                f.part<ExpertsPanel>()->tabs()->tabBar(),
                                f.part<ExpertMap>(),
                                f.part<TokenStrip>()->colorBox(),
                                f.strip()};
        qsizetype last = -1;
        for (const QWidget *stop : way) {
            QVERIFY2(placeOf(stop) < qsizetype(stops.size()), qPrintable(nameOf(stop)));
            QVERIFY2(placeOf(stop) > last, qPrintable(nameOf(stop)));
            last = placeOf(stop);
        }
    }

    void altAndANumberRaiseAPanelAndHideIt()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QDockWidget *details = f.dock("tokenDetails"), *memory = f.dock("memory"), *chats = f.dock("chats");
        const auto inFront = [](const QDockWidget *dock) { return dock->isVisible() && !seen(dock).isEmpty(); };
        QVERIFY(inFront(memory) && !inFront(details) && !details->isHidden());
        f.editor()->setFocus();
        f.press(Qt::Key_4, Qt::AltModifier);
        QTRY_VERIFY(inFront(details) && !inFront(memory));
        QVERIFY(f.hasKeyboard(details));
        // The tab of its neighbour takes the keyboard along.
        QTabBar *tabs = nullptr;
        for (QTabBar *bar : f.window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
            tabs = bar->isVisible() ? bar : tabs;
        QVERIFY(tabs);
        tabs->setCurrentIndex(1 - tabs->currentIndex());
        QTRY_VERIFY(inFront(memory) && f.hasKeyboard(memory));
        f.press(Qt::Key_4, Qt::AltModifier);
        QTRY_VERIFY(inFront(details));
        f.press(Qt::Key_4, Qt::AltModifier);
        QVERIFY(details->isHidden());
        QTRY_VERIFY(inFront(memory));
        f.press(Qt::Key_4, Qt::AltModifier);
        QTRY_VERIFY(inFront(details) && f.hasKeyboard(details));
        // One that is in view gets the keyboard first; hidden, it gives it back.
        f.editor()->setFocus();
        f.press(Qt::Key_1, Qt::AltModifier);
        QVERIFY(inFront(chats) && f.hasKeyboard(f.part<QListView>("chatList")));
        f.press(Qt::Key_1, Qt::AltModifier);
        QVERIFY(chats->isHidden());
        QCOMPARE(QApplication::focusWidget(), f.editor());
        f.press(Qt::Key_5, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget(), f.strip());
    }

    void theMenuShowsAndHidesPanels()
    {
        Fixture f(m_settings.newFile());
        QDockWidget *details = f.dock("tokenDetails"), *memory = f.dock("memory");
        const auto actionOf = [&](const char *keys) {
            for (QAction *action : f.window.actions())
                if (action->shortcut() == QKeySequence(keys))
                    return action;
            return static_cast<QAction *>(nullptr);
        };
        QTRY_VERIFY(actionOf("Alt+3")->isChecked());
        QTRY_VERIFY(!actionOf("Alt+4")->isChecked()); // behind the memory
        actionOf("Alt+4")->trigger();
        QTRY_VERIFY(!seen(details).isEmpty() && actionOf("Alt+4")->isChecked());
        QTRY_VERIFY(!actionOf("Alt+3")->isChecked());
        actionOf("Alt+4")->trigger();
        QVERIFY(details->isHidden());
        QTRY_VERIFY(!seen(memory).isEmpty() && actionOf("Alt+3")->isChecked());
    }
};

QTEST_MAIN(TestWindowFocus)
#include "tst_window_focus.moc"
