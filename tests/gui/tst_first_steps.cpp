// The three steps that who is new is led through: they follow what is done, can be skipped, and repeated.
#include "app/first_steps.h"
#include "app/mode_switch.h"
#include "panels/experts/experts_panel.h"
#include "panels/memory/memory_panel.h"
#include "support/window_fixture.h"

#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace deepscope;
using namespace deepscope::test;

class TestFirstSteps : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

    template <typename Panel>
    static Panel *panelOf(const WindowFixture &f, const char *dock)
    {
        return qobject_cast<Panel *>(f.window.findChild<QDockWidget *>(dock)->widget());
    }
    static bool isInView(const QWidget *panel) { return panel->isVisible() && !panel->visibleRegion().isEmpty(); }

private slots:
    void leadThroughTheWindow()
    {
        const QString settings = m_settings.freshFile();
        {
            WindowFixture f(settings);
            f.window.resize(1280, 720);
            FirstSteps *steps = f.window.firstSteps();
            QVERIFY(steps->isVisible());
            QCOMPARE(steps->step(), 0);
            QVERIFY2(steps->words().contains("Until a model is open"), qPrintable(steps->words()));
            QVERIFY(!steps->backButton()->isVisible());
            f.loadDefault();
            QVERIFY2(steps->words().startsWith("1 of 3: Ask: Write a question"), qPrintable(steps->words()));
            QVERIFY(!steps->isDone());
            f.ask();
            QVERIFY(steps->isDone());
            QVERIFY(steps->words().startsWith("1 of 3: Ask (done)"));

            QTest::mouseClick(steps->nextButton(), Qt::LeftButton);
            auto *experts = panelOf<ExpertsPanel>(f, "experts");
            QTRY_VERIFY(isInView(experts));
            QCOMPARE(experts->tabs()->currentIndex(), 0);
            QVERIFY(!steps->isDone());
            f.window.workbench().selection().setFocus({5, 1, 2});
            QVERIFY(steps->isDone());

            QTest::mouseClick(steps->nextButton(), Qt::LeftButton);
            QTRY_VERIFY(isInView(panelOf<MemoryPanel>(f, "memory")));
            QVERIFY(steps->isDone()); // a token is focused already
            QVERIFY(!steps->skipButton()->isVisible());
            QCOMPARE(steps->nextButton()->text(), QString("Finish"));
            QTest::mouseClick(steps->backButton(), Qt::LeftButton);
            QCOMPARE(steps->step(), 1);
            QTest::mouseClick(steps->nextButton(), Qt::LeftButton);
            QTest::mouseClick(steps->nextButton(), Qt::LeftButton);
            QVERIFY(!steps->isVisible() && !steps->isOn());
        }
        WindowFixture f(settings);
        QVERIFY(!f.window.firstSteps()->isVisible()); // once
        f.window.actionTable().firstSteps->trigger();
        QVERIFY(f.window.firstSteps()->isVisible());
        QCOMPARE(f.window.firstSteps()->step(), 0);
    }

    void areSkippedAndConcealed()
    {
        const QString settings = m_settings.freshFile();
        {
            WindowFixture f(settings);
            FirstSteps *steps = f.window.firstSteps();
            f.window.modes().go(Mode::Learning);
            QVERIFY(!steps->isVisible() && steps->isOn());
            f.window.modes().go(Mode::Chat);
            QVERIFY(steps->isVisible());
            QTest::keyClick(steps->skipButton(), Qt::Key_Space);
            QVERIFY(!steps->isVisible());
        }
        WindowFixture f(settings);
        QVERIFY(!f.window.firstSteps()->isVisible());
    }

    // Small as the window may be, its words are not cut.
    void areWholeAtEveryWidth()
    {
        WindowFixture f(m_settings.freshFile());
        FirstSteps *steps = f.window.firstSteps();
        for (const int width : {1280, 800}) {
            f.window.resize(width, 720);
            QCoreApplication::processEvents();
            for (const QLabel *label : steps->findChildren<QLabel *>()) {
                const int needed =
                    label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
                QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            }
        }
    }
};

QTEST_MAIN(TestFirstSteps)
#include "tst_first_steps.moc"
