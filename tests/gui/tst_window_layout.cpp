// Where things are in the window, and that they have room.
#include "panels/chat/chat_panel.h"
#include "panels/experts/expert_map.h"
#include "panels/memory/memory_now_view.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDockWidget>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>

using namespace deepscope;
using Fixture = test::WindowFixture;

namespace {

// Four layers of sixteen experts, two parts of the cache: the shape of the default model.
LoadedModel mediumModel()
{
    LoadedModel model = test::smallModel();
    model.info.layers = 5;
    model.info.experts = 16;
    model.info.expertsUsed = 4;
    model.memory.layers.assign(5, CacheLayer{{{"latent", 64, 128, 128 * 512}, {"rope_key", 16, 32, 32 * 512}}});
    return model;
}

} // namespace

class TestWindowLayout : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void docksAreWhereTheDesignPutsThem()
    {
        Fixture f(m_settings.newFile());
        const auto area = [&](const char *name) {
            return f.window.dockWidgetArea(f.window.findChild<QDockWidget *>(name));
        };
        QCOMPARE(area("chats"), Qt::LeftDockWidgetArea);
        QCOMPARE(area("experts"), Qt::RightDockWidgetArea);
        QCOMPARE(area("memory"), Qt::RightDockWidgetArea);
        QCOMPARE(area("tokenDetails"), Qt::RightDockWidgetArea);
        QCOMPARE(area("tokens"), Qt::BottomDockWidgetArea);
    }

    void nothingIsCutAt1280x720()
    {
        Fixture f(m_settings.newFile());
        f.window.open("default");
        f.send(mediumModel());
        f.ask();
        const QSize smallest = f.window.minimumSizeHint();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 720,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        f.window.resize(1280, 720);
        f.window.actionTable().resetLayout->trigger();
        QCoreApplication::processEvents();
        // What is seen at first is seen whole, without scrolling.
        const auto *map = f.window.findChild<QDockWidget *>("experts")->findChild<ExpertMap *>();
        QVERIFY(map->isVisible() && map->findChild<QScrollBar *>()->isHidden());
        const auto *memory = f.window.findChild<MemoryNowView *>();
        QVERIFY(memory->isVisible());
        QCOMPARE(memory->verticalScrollBar()->maximum(), 0);
        for (const QDockWidget *dock : f.window.findChildren<QDockWidget *>()) {
            const QSize needed = dock->widget()->minimumSizeHint();
            QVERIFY2(dock->widget()->visibleRegion().isEmpty() ||
                         (dock->widget()->width() >= needed.width() && dock->widget()->height() >= needed.height()),
                     qPrintable(dock->objectName()));
        }
        QVERIFY(f.window.chat()->width() >= 400);
    }

    // A screen of 1280 x 720 at 200 % has 640 x 360 logical pixels, less a title bar.
    void fitsASmallScreen()
    {
        Fixture f(m_settings.newFile());
        const QSize screen = f.window.screen()->availableSize();
        QVERIFY2(f.window.width() <= screen.width() && f.window.height() < screen.height(),
                 qPrintable(QString("%1 x %2").arg(f.window.width()).arg(f.window.height())));
        f.window.open("default");
        f.send(mediumModel());
        f.ask();
        f.window.resize(640, 480);
        f.window.actionTable().resetLayout->trigger();
        QCoreApplication::processEvents();
        const QSize smallest = f.window.minimumSizeHint();
        const int high = 360 - f.window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
        QVERIFY2(smallest.width() <= 640 && smallest.height() <= high,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        f.window.resize(640, high);
        QCoreApplication::processEvents();
        QVERIFY(f.window.findChild<QDockWidget *>("experts")->findChild<ExpertMap *>()->isVisible());
        QVERIFY(f.window.chat()->width() >= 200);
    }

    void layoutIsSavedRestoredAndReset()
    {
        const QString file = m_settings.newFile();
        {
            Fixture f(file);
            f.window.findChild<QDockWidget *>("experts")->close();
            f.window.addDockWidget(Qt::LeftDockWidgetArea, f.window.findChild<QDockWidget *>("memory"));
            f.window.close();
        }
        Fixture f(file);
        auto *experts = f.window.findChild<QDockWidget *>("experts");
        auto *memory = f.window.findChild<QDockWidget *>("memory");
        QVERIFY(experts->isHidden());
        QCOMPARE(f.window.dockWidgetArea(memory), Qt::LeftDockWidgetArea);
        f.window.actionTable().resetLayout->trigger();
        QVERIFY(!experts->isHidden());
        QCOMPARE(f.window.dockWidgetArea(memory), Qt::RightDockWidgetArea);
    }

    void resetLayoutRestoresTheSizes()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        auto *tokens = f.window.findChild<QDockWidget *>("tokens");
        auto *chats = f.window.findChild<QDockWidget *>("chats");
        f.window.actionTable().resetLayout->trigger();
        QCoreApplication::processEvents();
        const int height = tokens->height(), width = chats->width();
        f.window.resizeDocks({tokens}, {height + 150}, Qt::Vertical);
        f.window.resizeDocks({chats}, {width + 80}, Qt::Horizontal);
        QCoreApplication::processEvents();
        QVERIFY(tokens->height() > height && chats->width() > width);
        f.window.actionTable().resetLayout->trigger();
        QCoreApplication::processEvents();
        QCOMPARE(tokens->height(), height);
        QCOMPARE(chats->width(), width);
    }
};

QTEST_MAIN(TestWindowLayout)
#include "tst_window_layout.moc"
