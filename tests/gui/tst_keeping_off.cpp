// While nothing is to be kept, nothing that is asked is written: neither with the cache of a chat that was kept so far
// nor among the right answers.
#include "support/window_fixture.h"

#include <QAction>
#include <QFile>

using namespace deepscope;

namespace {

struct Fixture : test::WindowFixture {
    using WindowFixture::WindowFixture;

    Chats &chats() { return window.workbench().chats(); }
    const Actions &actions() { return window.actionTable(); }

    // As the engine does what it was asked last.
    void answerKeep()
    {
        QFile file(QString::fromStdString(log.keeps.back().path));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("rows") == 4);
        file.close();
        send(CacheKept{log.keeps.back().run, uint32_t(log.keeps.back().tokens.size()), 4, {}});
    }
    void know(const QString &question, const QString &answer) { chats().knownAnswers().set(question, answer); }
};

} // namespace

class TestKeepingOff : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void theCacheStaysAsItWas()
    {
        Fixture f(m_settings.newFile(), m_settings.filePath("cache"));
        f.loadDefault();
        f.ask();
        QAction *cache = f.actions().keepCache;
        cache->trigger();
        QCOMPARE(f.log.keeps.size(), size_t(1));
        f.answerKeep();
        f.actions().keepChats->trigger(); // off
        f.ask();
        QCOMPARE(f.log.keeps.size(), size_t(1));
        QVERIFY(cache->isChecked() && QFile::exists(QString::fromStdString(f.log.keeps.back().path)));

        // Nor when it is switched on anew, and what is asked later goes on with what is not kept.
        cache->trigger();
        cache->trigger();
        const QString sentence = "Nothing of the cache of this chat is kept, since its last answers are not kept.";
        QCOMPARE(cache->statusTip(), sentence);
        QCOMPARE(cache->text(), QString("Keep the Ca&che")); // nothing is promised
        f.actions().keepChats->trigger();
        f.ask();
        QCOMPARE(f.log.keeps.size(), size_t(1));
        QCOMPARE(cache->statusTip(), sentence);

        // The branch without it is kept again.
        f.chats().beginVersion(f.chats().shown()[1]);
        f.ask();
        QCOMPARE(f.log.keeps.size(), size_t(2));
    }

    void rightAnswersStayInTheProgram()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("answers");
        {
            Fixture f(settings, folder);
            f.know("Kept?", "yes");
            f.know("Forgotten?", "no");
            f.know("Corrected?", "no");
            f.actions().keepChats->trigger();
            f.know("Secret?", "42");
            f.know("Forgotten?", "");
            f.know("Corrected?", "yes"); // of a question that is kept already
            QCOMPARE(f.chats().knownAnswers().of("Secret?"), QString("42"));
        }
        Fixture later(settings, folder);
        QCOMPARE(later.chats().knownAnswers().of("Kept?"), QString("yes"));
        QCOMPARE(later.chats().knownAnswers().of("Corrected?"), QString("yes"));
        QCOMPARE(later.chats().knownAnswers().of("Secret?"), QString());
        QCOMPARE(later.chats().knownAnswers().of("Forgotten?"), QString());
    }
};

QTEST_MAIN(TestKeepingOff)
#include "tst_keeping_off.moc"
