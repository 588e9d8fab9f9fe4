// Settings of answers by chat: what is changed in one stays there, a new chat has those of the model, and a start later
// both are as they were.
#include "app/chat_settings.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "panels/memory/memory_panel.h"
#include "support/window_fixture.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : WindowFixture {
    explicit Fixture(const QString &settings, const QString &data = {}) : WindowFixture(settings, data)
    {
        loadDefault();
    }

    Composer *composer() { return window.chat()->composer(); }
    Chats &chats() { return window.workbench().chats(); }
    float temperature() { return composer()->settings().sampling.temperature; }
    void setTemperature(float value)
    {
        GenerationSettings settings = composer()->settings();
        settings.advised = false;
        settings.sampling.temperature = value;
        composer()->setSettings(settings); // as the form's fields do, with a signal
    }
};

} // namespace

class TestChatSettings : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void eachChatHasItsOwn()
    {
        const QString settings = m_settings.newFile(), data = m_settings.filePath("data");
        QString first, second;
        {
            Fixture f(settings, data);
            f.setTemperature(0.5F); // of a new chat, and so of the model
            f.ask();
            first = f.chats().shownId();
            f.setTemperature(0.75F); // of this one alone
            f.chats().beginNew();
            QCOMPARE(f.temperature(), 0.5F);
            f.type("Something else?");
            second = f.chats().shownId();
            f.stream(0, additionPieces().size());
            f.send(summaryOf(f.log.starts.back().run));
            QCOMPARE(f.log.starts.back().sampling.temperature, 0.5F);
            f.setTemperature(1);
            f.chats().open(first);
            QCOMPARE(f.temperature(), 0.75F);
            f.type("And now?");
            QCOMPARE(f.log.starts.back().sampling.temperature, 0.75F);
            f.stream(0, additionPieces().size());
            f.send(summaryOf(f.log.starts.back().run));
        }
        Fixture f(settings, data);
        QTRY_COMPARE(f.chats().all().size(), size_t(2));
        QCOMPARE(f.temperature(), 0.5F);
        f.chats().open(second);
        QTRY_COMPARE(f.temperature(), 1.0F);
        f.chats().open(first);
        QTRY_COMPARE(f.temperature(), 0.75F);
        f.chats().beginNew();
        QCOMPARE(f.temperature(), 0.5F);
    }

    // The settings of a chat were made for its model; another one begins with its own.
    void areOfOneModel()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.setTemperature(0.75F);
        LoadedModel other = smallModel();
        other.info.name = "another";
        other.info.path = "/models/another.gguf";
        f.window.open("/models/another.gguf");
        f.send(other);
        QCOMPARE(f.temperature(), 0.0F);
        f.loadDefault();
        QCOMPARE(f.temperature(), 0.75F);
    }

    void tellTheContextAndItsMemory()
    {
        Fixture f(m_settings.newFile());
        GenerationPopover *form = f.composer()->settingsForm();
        const auto *words = form->findChild<QLabel *>("contextInUse");
        const MemoryPlan &plan = f.window.workbench().store().model()->memory;
        QVERIFY2(words->text().startsWith(QString("%1 tokens: cache ").arg(plan.context)) || plan.context > 999,
                 qPrintable(words->text()));
        QVERIFY2(words->text().endsWith("in all"), qPrintable(words->text()));
        auto *memory = f.window.findChild<MemoryPanel *>();
        memory->tabs()->setCurrentIndex(0);
        form->popUpAbove(f.composer());
        auto *change = words->parentWidget()->findChild<QToolButton *>();
        QTest::mouseClick(change, Qt::LeftButton);
        QVERIFY(!form->isVisible());
        QCOMPARE(memory->tabs()->tabText(memory->tabs()->currentIndex()), QString("Plan"));
        f.window.actionTable().closeModel->trigger();
        f.send(ModelInUse{});
        QCOMPARE(words->text(), QString("no model is open"));
        QVERIFY(!change->isEnabled());
    }
};

QTEST_MAIN(TestChatSettings)
#include "tst_chat_settings.moc"
