// What a person sets in the form below the question, by keys, reaches the engine with the next question, and is there
// again a start later.
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "support/window_fixture.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QToolButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : WindowFixture {
    explicit Fixture(const QString &settings, const QString &data = {}) : WindowFixture(settings, data)
    {
        window.resize(1280, 800);
        loadDefault();
    }

    Chats &chats() { return window.workbench().chats(); }
    GenerationPopover *form() { return window.chat()->composer()->settingsForm(); }

    template <typename Field>
    Field *field(const QString &name)
    {
        for (Field *each : form()->findChildren<Field *>())
            if (each->accessibleName() == name)
                return each;
        qFatal("There is no field of this name: %s", qPrintable(name));
    }

    void openForm()
    {
        QTest::mouseClick(window.findChild<QToolButton *>("generationSettings"), Qt::LeftButton);
        QVERIFY(form()->isVisible());
    }

    void closeForm()
    {
        QTest::keyClick(form(), Qt::Key_Escape);
        QVERIFY(!form()->isVisible());
    }

    void typeNumber(const QString &name, const QString &number)
    {
        auto *box = field<QAbstractSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, number);
    }

    // Each in a line of its own.
    void typeLines(const QString &name, const QStringList &lines)
    {
        auto *box = field<QPlainTextEdit>(name);
        box->setFocus();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (i > 0)
                QTest::keyClick(box, Qt::Key_Return);
            QTest::keyClicks(box, lines[i]);
        }
    }

    void toggle(QCheckBox *box)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }

    QToolButton *button(const QString &text)
    {
        for (QToolButton *each : form()->findChildren<QToolButton *>())
            if (each->text() == text)
                return each;
        return nullptr;
    }

    void setAll()
    {
        openForm();
        typeNumber("Temperature", "0.75");
        typeNumber("Top-k", "40");
        typeNumber("Repetition penalty", "1.5");
        typeNumber("Presence penalty", "-0.5");
        typeNumber("Frequency penalty", "0.25");
        typeNumber("Most tokens", "200");
        typeNumber("Thought at most", "64");
        field<QLineEdit>("Seed")->setFocus();
        QTest::keyClicks(field<QLineEdit>("Seed"), "12");
        typeLines("Stop texts", {"END", "a\\nb"});
        typeLines("System text", {"Be brief."});
        closeForm();
    }

    void answer()
    {
        stream(0, additionPieces().size());
        send(summaryOf(log.starts.back().run));
    }
};

void compareRequest(const RunRequest &request)
{
    QCOMPARE(request.sampling.temperature, 0.75F);
    QCOMPARE(request.sampling.topK, 40U);
    QCOMPARE(request.sampling.repetitionPenalty, 1.5F);
    QCOMPARE(request.sampling.presencePenalty, -0.5F);
    QCOMPARE(request.sampling.frequencyPenalty, 0.25F);
    QCOMPARE(request.sampling.seed, uint64_t(12));
    QCOMPARE(request.maxTokens, 200U);
    QCOMPARE(request.thoughtLimit, 64U);
    QCOMPARE(request.stops, (std::vector<std::string>{"END", "a\nb"}));
    QCOMPARE(request.chat.front().role, ChatMessage::Role::System);
    QCOMPARE(request.chat.front().text, std::string("Be brief."));
}

} // namespace

class TestSettingsInTheWindow : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void whatIsSetIsAskedWith()
    {
        Fixture f(m_settings.newFile());
        f.type("How are you?");
        QVERIFY(f.log.starts.back().chat.front().role == ChatMessage::Role::User && f.log.starts.back().stops.empty());
        f.answer();
        f.setAll();
        f.type("And now?");
        QCOMPARE(f.log.starts.size(), size_t(2));
        compareRequest(f.log.starts.back());
        QCOMPARE(f.log.starts.back().chat.back().text, std::string("And now?"));
    }

    void thoughtsAndTurnsAreSentAsWished()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.type("And 48 + 85?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
        QCOMPARE(f.log.starts.back().chat[1].thought, std::string());
        f.answer();
        f.openForm();
        f.toggle(f.form()->findChild<QCheckBox *>("keepsThoughts"));
        f.closeForm();
        f.settle();
        f.type("And 49 + 85?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5));
        for (const size_t place : {1, 3}) {
            QCOMPARE(f.log.starts.back().chat[place].text, std::string("132"));
            QCOMPARE(f.log.starts.back().chat[place].thought, std::string("7 + 5 = 12, carry 1."));
        }
        f.answer();
        f.openForm();
        f.toggle(f.form()->findChild<QCheckBox *>("earlierTurns"));
        QVERIFY(!f.form()->findChild<QCheckBox *>("keepsThoughts")->isEnabled());
        f.closeForm();
        f.settle();
        f.type("And 50 + 85?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
    }

    void areThereAgainAfterARestart()
    {
        const QString settings = m_settings.newFile(), data = m_settings.filePath("restart");
        QString chat;
        {
            Fixture f(settings, data);
            f.setAll();
            f.ask();
            chat = f.chats().shownId();
            compareRequest(f.log.starts.back());
        }
        Fixture f(settings, data);
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.openForm();
        QCOMPARE(f.field<QDoubleSpinBox>("Presence penalty")->value(), -0.5);
        QCOMPARE(f.field<QPlainTextEdit>("Stop texts")->toPlainText(), QString("END\na\\nb"));
        QCOMPARE(f.field<QPlainTextEdit>("System text")->toPlainText(), QString("Be brief."));
        // In a new chat they are changed; the one that was asked with them keeps its own.
        f.field<QPlainTextEdit>("System text")->selectAll();
        QTest::keyClick(f.field<QPlainTextEdit>("System text"), Qt::Key_Delete);
        f.typeNumber("Temperature", "0.5");
        f.closeForm();
        f.settle();
        f.type("What else?");
        QCOMPARE(f.log.starts.back().sampling.temperature, 0.5F);
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
        f.answer();
        f.chats().open(chat);
        QTRY_COMPARE(f.chats().shownId(), chat);
        QTRY_COMPARE(f.field<QPlainTextEdit>("System text")->toPlainText(), QString("Be brief."));
        f.settle();
        f.type("And now?");
        compareRequest(f.log.starts.back());
    }

    void aPresetBringsItsValuesBack()
    {
        const QString settings = m_settings.newFile();
        {
            Fixture f(settings);
            f.openForm();
            f.typeNumber("Temperature", "0.85");
            f.typeNumber("Presence penalty", "0.5");
            QComboBox *presets = f.form()->presetBox();
            presets->setFocus();
            presets->lineEdit()->selectAll();
            QTest::keyClicks(presets, "Mine");
            QToolButton *keep = f.button("Keep");
            QVERIFY(keep && keep->isVisible());
            QTest::mouseClick(keep, Qt::LeftButton);
            QCOMPARE(presets->currentText(), QString("Mine"));
            f.typeNumber("Temperature", "0.15");
            f.typeNumber("Presence penalty", "0");
            QVERIFY(presets->currentText() != "Mine");
            f.closeForm();
        }
        Fixture f(settings);
        QComboBox *presets = f.form()->presetBox();
        QCOMPARE(f.window.chat()->composer()->settings().sampling.temperature, 0.15F);
        f.openForm();
        presets->setFocus();
        for (int step = 0; step < presets->count() && presets->currentText() != "Mine"; ++step)
            QTest::keyClick(presets, Qt::Key_Down);
        QCOMPARE(presets->currentText(), QString("Mine"));
        QCOMPARE(f.field<QDoubleSpinBox>("Temperature")->value(), 0.85);
        QCOMPARE(f.field<QDoubleSpinBox>("Presence penalty")->value(), 0.5);
        f.closeForm();
        f.settle();
        f.type("How are you?");
        QCOMPARE(f.log.starts.back().sampling.temperature, 0.85F);
        QCOMPARE(f.log.starts.back().sampling.presencePenalty, 0.5F);
    }
};

QTEST_MAIN(TestSettingsInTheWindow)
#include "tst_settings_in_the_window.moc"
