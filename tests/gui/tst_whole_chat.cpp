// Chats with all that was computed in them leave as files and come back the same.
#include "models/recorded_run.h"
#include "models/whole_chat.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/turn_view.h"
#include "support/chat_files_fixture.h"

#include <QPushButton>

using namespace deepscope;
using Fixture = test::ChatFilesFixture;

class TestWholeChat : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    // With every token, expert, version and label; as often as one likes.
    void aWholeChatGoesOutAndComesBack()
    {
        const QString path = m_settings.filePath("whole.chat");
        QStringList runs;
        const auto bytesOf = [](const ChatTurns &turns, const RunStore &store) {
            QStringList all;
            for (const Version &version : turns.versions())
                all << QString::fromLatin1(
                           QByteArray::fromStdString(runFileBytes(recordedRun(*store.run(version.run)))).toHex()) +
                           (version.chosen ? " chosen" : "");
            return all;
        };
        {
            Fixture f(m_settings.newFile());
            GenerationSettings settings;
            settings.system = "Be kind.";
            f.window.chat()->composer()->setSettings(settings);
            f.ask();
            f.type("And 1 more?");
            f.stream(0, test::additionPieces().size());
            f.send(test::summaryOf(f.log.starts.back().run));
            f.window.chat()->turns()[1]->findChild<QPushButton *>("tryAgain")->click();
            f.stream(0, test::additionPieces().size());
            f.send(test::summaryOf(f.log.starts.back().run));
            f.store().setLabels(f.log.starts.back().run, {{"carry", {4, 7}}});
            runs = bytesOf(f.chats().shownChat()->turns, f.store());
            QVERIFY(!f.exported(path, ".chat").isEmpty());
        }
        const QString data = m_settings.filePath("whole");
        {
            Fixture f(m_settings.newFile(), data);
            f.import(path);
            QTRY_COMPARE(f.window.chat()->turns().size(), size_t(2));
            const Chat &chat = *f.chats().shownChat();
            QCOMPARE(chat.info.title, QString("What is 47 + 85?"));
            QCOMPARE(bytesOf(chat.turns, f.store()), runs);
            QCOMPARE(f.store().run(chat.turns.runs().back())->labels(), (TokenLabels{{"carry", {4, 7}}}));
            QVERIFY(f.store().current()->hasExperts() && f.store().current()->routed(5));      // panels show it
            QCOMPARE(f.window.chat()->composer()->settings().system, std::string("Be kind.")); // it goes on so
            f.import(path); // it is another chat each time
            QTRY_COMPARE(f.chats().all().size(), size_t(2));
        }
        Fixture f(m_settings.newFile(), data);
        QTRY_COMPARE(f.chats().all().size(), size_t(2));
    }

    void aWholeChatThatIsNoneIsRefused()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString path = m_settings.filePath("damaged.chat");
        const QByteArray whole = f.exported(path, ".chat");
        const auto said = [&](const QByteArray &bytes) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                return QString("not written");
            file.close();
            const ReadChats read = readWholeChat(path);
            return read.chats.empty() ? read.problem : QString("read");
        };
        QCOMPARE(said(whole), QString("read"));
        QVERIFY2(said({}).contains("nothing in it"), qPrintable(said({})));
        QVERIFY2(said("no database").contains("cannot be imported"), qPrintable(said("no database")));
        for (const qsizetype length : {qsizetype(99), qsizetype(4096), whole.size() / 2, whole.size() - 1})
            QVERIFY2(!said(whole.first(length)).isEmpty(), qPrintable(QString::number(length)));
        QByteArray newer = whole;
        newer[63] = 99; // user_version, big endian
        QVERIFY2(said(newer).contains("newer"), qPrintable(said(newer)));
        QVERIFY(QFile::remove(path));
        QVERIFY(!readWholeChat(path).problem.isEmpty());
    }
};

QTEST_MAIN(TestWholeChat)
#include "tst_whole_chat.moc"
