// Settings of answers by chat: what is changed in one stays there, a new chat has those of the model, and a start later
// both are as they were.
#include "app/chat_settings.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "panels/memory/memory_panel.h"
#include "support/window_fixture.h"

#include <QCheckBox>
#include <QDockWidget>
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
    QCheckBox *keepsThoughts() { return composer()->findChild<QCheckBox *>("keepsThoughts"); }
    void setTemperature(float value)
    {
        GenerationSettings settings = composer()->settings();
        settings.advised = false;
        settings.sampling.temperature = value;
        composer()->setSettings(settings); // as the form's fields do, with a signal
    }
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

    void thoughtsAreSentByChat()
    {
        const QString settings = m_settings.newFile(), data = m_settings.filePath("thoughts");
        QString first, second;
        {
            Fixture f(settings, data);
            f.ask();
            first = f.chats().shownId();
            f.keepsThoughts()->click();
            QVERIFY(f.chats().sendsThoughts());
            f.chats().beginNew();
            QVERIFY(!f.keepsThoughts()->isChecked() && !f.chats().sendsThoughts());
            f.ask();
            second = f.chats().shownId();
            QVERIFY(!f.chats().sendsThoughts());
            f.chats().open(first);
            QVERIFY(f.keepsThoughts()->isChecked() && f.chats().sendsThoughts());
        }
        Fixture f(settings, data);
        QTRY_COMPARE(f.chats().all().size(), size_t(2));
        f.chats().open(first);
        QTRY_VERIFY(f.chats().sendsThoughts());
        f.chats().open(second);
        QTRY_VERIFY(!f.chats().sendsThoughts());
    }

    // An earlier version kept one wish for all.
    void thoughtsOfAnEarlierVersion()
    {
        const QString settings = m_settings.newFile();
        QSettings(settings, QSettings::IniFormat).setValue("generation/keepsThoughts", true);
        Fixture f(settings);
        QVERIFY(f.keepsThoughts()->isChecked());
        f.ask();
        f.keepsThoughts()->click();
        f.chats().beginNew();
        QVERIFY(f.keepsThoughts()->isChecked());
    }

    // Beside the switch, and beside Send where there is room.
    void tellWhatThoughtsTake()
    {
        Fixture f(m_settings.newFile());
        QCOMPARE(f.keepsThoughts()->text().remove('&'), QString("Send their thoughts, too"));
        f.ask();
        f.settle();
        const uint32_t thoughts = f.chats().history().thoughtTokens();
        QVERIFY(thoughts > 1);
        const QString all = QString("Send their thoughts, too (%1 tokens)").arg(thoughts);
        QTRY_COMPARE(f.keepsThoughts()->text().remove('&'), all);
        for (QDockWidget *dock : f.window.findChildren<QDockWidget *>())
            dock->hide();
        f.window.resize(1280, 800);
        const auto *count = f.composer()->findChild<QLabel *>("promptCount");
        const QString leftOut = QString("tokens, %1 of thoughts left out").arg(thoughts);
        QTRY_VERIFY2(count->text().endsWith(leftOut), qPrintable(count->text()));
        f.keepsThoughts()->click();
        f.settle();
        const QString sent = QString("tokens, %1 of them thoughts").arg(thoughts);
        QTRY_VERIFY2(count->text().endsWith(sent), qPrintable(count->text()));
        f.chats().beginNew();
        QTRY_COMPARE(f.keepsThoughts()->text().remove('&'), QString("Send their thoughts, too"));
    }

    // They leave the settings file at once, and are in it again where the chat is brought back.
    void goWithADeletedChat()
    {
        const QString settings = m_settings.newFile();
        QString kept, deleted;
        {
            Fixture f(settings, m_settings.filePath("deleting"));
            for (QString *chat : {&kept, &deleted}) {
                f.chats().beginNew();
                f.type(chat == &kept ? "Something?" : "Something else?");
                f.stream(0, additionPieces().size());
                f.send(summaryOf(f.log.starts.back().run));
                *chat = f.chats().shownId();
                GenerationSettings own = f.composer()->settings();
                own.system = "Words of " + chat->toStdString();
                f.composer()->setSettings(own);
            }
            f.chats().remove({deleted});
            f.chats().remove({kept});
            f.chats().undoRemove();
            f.chats().open(kept);
            QCOMPARE(f.composer()->settings().system, "Words of " + kept.toStdString());
        }
        const QByteArray all = contents(settings);
        QVERIFY(all.contains(("Words of " + kept).toUtf8()));
        QVERIFY(!all.contains(deleted.toUtf8()));
    }

    void goWithAChatThatIsNotKept()
    {
        const QString settings = m_settings.newFile();
        {
            Fixture f(settings); // without a folder for chats
            f.ask();
            const QString chat = f.chats().shownId();
            GenerationSettings own = f.composer()->settings();
            own.system = "Words of its own";
            f.composer()->setSettings(own);
            f.chats().beginNew();
            QVERIFY(f.composer()->settings().system != own.system);
            f.chats().open(chat); // as long as it is there, it has them
            QCOMPARE(f.composer()->settings().system, own.system);
        }
        QVERIFY(!contents(settings).contains("Words of its own"));
    }

    void theCountHasTheRoomThatThereIs()
    {
        Composer composer;
        composer.show();
        composer.setCount("7 of 9 tokens", "7 of 9 tokens, 3 of thoughts left out", {});
        const auto *count = composer.findChild<QLabel *>("promptCount");
        composer.resize(800, 100);
        QTRY_COMPARE(count->text(), QString("7 of 9 tokens, 3 of thoughts left out"));
        composer.resize(500, 100);
        QTRY_COMPARE(count->text(), QString("7 of 9 tokens"));
        composer.resize(800, 100);
        composer.setCount("8 of 9 tokens", {}, {});
        QTRY_COMPARE(count->text(), QString("8 of 9 tokens"));
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
