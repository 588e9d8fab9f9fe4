// The cache of a chat is kept where a person wishes so: written after each answer, brought back when the chat is shown
// with its model, and gone with the chat.
#include "models/kept_caches.h"
#include "paint/number_format.h"
#include "panels/chat_list/chat_list_panel.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QListView>

#include <algorithm>

using namespace deepscope;

namespace {

bool writeFile(const QString &path, qint64 bytes = 10)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray(bytes, 'x')) == bytes;
}

bool makeOld(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) &&
           file.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime);
}

struct Fixture : test::WindowFixture {
    explicit Fixture(const QString &settings, const QString &folder = {}) : WindowFixture(settings, folder) {}

    Chats &chats() { return window.workbench().chats(); }
    RunStore &store() { return window.workbench().store(); }
    const Actions &actions() { return window.actionTable(); }
    QString said() { return window.statusBar()->currentMessage(); }

    void openFirst()
    {
        auto *list = window.findChild<QListView *>("chatList");
        list->setCurrentIndex(list->model()->index(1, 0)); // below its day
        QTRY_VERIFY(store().current());
    }

    // As the engine does what it was asked last.
    void answerKeep(qint64 bytes = 10)
    {
        const KeepCacheRequest &asked = log.keeps.back();
        QVERIFY(writeFile(QString::fromStdString(asked.path), bytes));
        send(CacheKept{asked.run, uint32_t(asked.tokens.size()), uint64_t(bytes), {}});
    }

    void refuseRestore(ErrorKind kind, const std::string &sentence)
    {
        const RestoreCacheRequest &asked = log.restores.back();
        send(CacheRestored{asked.run, 0, 0, Failure{kind, asked.path + ": " + sentence}});
    }
};

} // namespace

class TestKeptCacheWindow : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    int m_folders = 0;

    QString newFolder() { return m_settings.filePath(QString("data%1").arg(++m_folders)); }
    static QString fileOf(const QString &folder, const QString &chat) { return folder + "/caches/" + chat + ".cache"; }

    // A chat whose cache was kept; its number.
    QString keptChat(const QString &folder)
    {
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        f.ask();
        f.actions().keepCache->trigger();
        f.answerKeep();
        return f.chats().shownId();
    }

private slots:
    void isOffUntilItIsWished()
    {
        const QString folder = newFolder();
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        QVERIFY(!f.actions().keepCache->isEnabled()); // of no chat
        f.ask();
        QAction *action = f.actions().keepCache;
        QVERIFY(action->isEnabled() && action->isCheckable() && !action->isChecked());
        const uint64_t bytes = f.store().current()->cacheBytes(f.store().current()->size() - 1); // it would take
        QVERIFY(bytes > 0);
        QCOMPARE(action->text(), QString("Keep the Ca&che (%1)").arg(formatBytes(bytes)));
        QVERIFY(action->statusTip().contains("without reading everything again: " + formatBytes(bytes)));
        QVERIFY(f.log.keeps.empty() && f.log.restores.empty());
        QVERIFY(!QDir(folder + "/caches").exists());
    }

    void isOfNoUseWhereWindowsHavePassed()
    {
        Fixture f(m_settings.newFile(), newFolder());
        f.window.open("default");
        LoadedModel model = test::smallModel();
        model.memory.layers[1].window = 8;
        f.send(model);
        f.ask();
        f.actions().keepCache->trigger();
        QVERIFY(f.log.keeps.empty());
        QVERIFY(f.actions().keepCache->statusTip().contains("have an attention window"));
    }

    void isWrittenAfterEachAnswer()
    {
        const QString folder = newFolder();
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        f.ask();
        QAction *action = f.actions().keepCache;
        action->trigger();
        const QString path = fileOf(folder, f.chats().shownId());
        QVERIFY(action->isChecked() && QFile::exists(path));
        QCOMPARE(f.log.keeps.size(), size_t(1)); // what there is
        const KeepCacheRequest asked = f.log.keeps.back();
        QCOMPARE(QString::fromStdString(asked.path), path);
        const Run &run = *f.store().current();
        QCOMPARE(int(asked.tokens.size()), run.size());
        for (int token = 0; token < run.size(); ++token)
            QCOMPARE(asked.tokens[size_t(token)], run.tokenId(token));
        f.answerKeep(3300000);
        QCOMPARE(action->text(), QString("Keep the Ca&che (%1)").arg(formatBytes(3300000)));
        QVERIFY(action->statusTip().endsWith(formatBytes(3300000) + '.'));

        f.type("What is 47 + 85?");
        f.stream(0, 12);
        QCOMPARE(f.log.keeps.size(), size_t(1)); // not before its end
        f.stream(12, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        QCOMPARE(f.log.keeps.size(), size_t(2));
        QVERIFY(f.log.keeps.back().run != asked.run);
        f.send(CacheKept{f.log.keeps.back().run, 0, 0,
                         Failure{ErrorKind::File, "/a: the file cannot be written: No "
                                                  "space left on device."}});
        QVERIFY2(f.said().contains("No space left on device"), qPrintable(f.said()));
        QVERIFY(action->isChecked()); // the next answer tries again

        f.actions().newChat->trigger(); // another chat is another matter
        f.ask();
        QVERIFY(!action->isChecked());
        QCOMPARE(f.log.keeps.size(), size_t(2));
    }

    void saysThatAlteredExpertsAreNotKept()
    {
        Fixture f(m_settings.newFile(), newFolder());
        f.loadDefault();
        f.ask();
        Alteration altered;
        altered.experts = {{1, 3, ExpertAction::Off, 0}};
        f.window.workbench().answerAgain(altered);
        QCOMPARE(f.log.starts.size(), size_t(2));
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        f.chats().choose(f.log.starts.back().run); // the chat goes on with it
        QAction *action = f.actions().keepCache;
        QCOMPARE(action->text(), QString("Keep the Ca&che")); // nothing is promised
        action->trigger();
        QCOMPARE(f.log.keeps.size(), size_t(1));
        const QString sentence =
            "Nothing of the cache of this chat is kept, since altered experts wrote its last answer.";
        QVERIFY(f.said() != sentence);
        f.send(CacheKept{f.log.keeps.back().run, 0, 0, {}}); // as the engine ends
        QCOMPARE(f.said(), sentence);
        QCOMPARE(action->statusTip(), sentence);
        QVERIFY(action->isChecked() && action->text() == "Keep the Ca&che");

        f.ask(); // the next answer is kept again
        QCOMPARE(f.log.keeps.size(), size_t(2));
        f.answerKeep(3300000);
        QCOMPARE(action->text(), QString("Keep the Ca&che (%1)").arg(formatBytes(3300000)));
        QVERIFY2(action->statusTip().startsWith("Keeps the cache"), qPrintable(action->statusTip()));
    }

    void isBroughtBackOnce()
    {
        const QString folder = newFolder(), chat = keptChat(folder);
        Fixture f(m_settings.newFile(), folder);
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.openFirst();
        QVERIFY(f.actions().keepCache->isChecked());
        QVERIFY(f.log.restores.empty()); // there is no model
        f.loadDefault();
        QCOMPARE(f.log.restores.size(), size_t(1));
        QCOMPARE(QString::fromStdString(f.log.restores.back().path), fileOf(folder, chat));
        f.send(CacheRestored{f.log.restores.back().run, 23, 23, {}});
        f.actions().newChat->trigger();
        f.openFirst();
        QCOMPARE(f.log.restores.size(), size_t(1));
        QVERIFY(f.log.keeps.empty());
        f.loadDefault(); // its cache is empty
        QCOMPARE(f.log.restores.size(), size_t(2));
        f.ask();
        QCOMPARE(f.log.keeps.size(), size_t(1));
    }

    void whatIsRefusedIsSaidOnce()
    {
        const QString folder = newFolder();
        keptChat(folder);
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.openFirst();
        QTRY_COMPARE(f.log.restores.size(), size_t(1));
        f.refuseRestore(ErrorKind::Interrupted, "Bringing the cache back was cancelled.");
        QVERIFY2(!f.said().contains("cancelled"), qPrintable(f.said()));
        f.actions().newChat->trigger();
        f.openFirst(); // so once more
        QCOMPARE(f.log.restores.size(), size_t(2));
        f.refuseRestore(ErrorKind::File, "the kept cache is damaged; without it the text is read again.");
        QCOMPARE(f.said(), QString("The kept cache is damaged; without it the text is read again."));
        f.actions().newChat->trigger();
        f.openFirst();
        QCOMPARE(f.log.restores.size(), size_t(2));
        f.ask(); // it goes on, and what was refused is written over
        QCOMPARE(f.log.keeps.size(), size_t(1));
        QVERIFY(f.actions().keepCache->isChecked());
    }

    void isOfOneModel()
    {
        const QString folder = newFolder();
        keptChat(folder);
        Fixture f(m_settings.newFile(), folder);
        f.window.open("/models/other.gguf");
        f.send(test::smallModel("/models/other.gguf"));
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.openFirst();
        QVERIFY(f.log.restores.empty() && f.log.keeps.empty());
        f.loadDefault();
        QCOMPARE(f.log.restores.size(), size_t(1));
        const uint32_t asked = f.log.restores.back().run;
        QCOMPARE(std::ranges::count(f.log.cancelled, asked), 0);
        f.window.open("/models/other.gguf"); // it does not wait for the file
        QCOMPARE(std::ranges::count(f.log.cancelled, asked), 1);
        f.send(CacheRestored{asked, 0, 0, Failure{ErrorKind::Interrupted, "Cancelled."}});
        QVERIFY(!f.said().contains("Cancelled"));
    }

    // The model stays, and with it the rows that are to be kept.
    void isKeptWhereAChangeOfTheModelFailed()
    {
        Fixture f(m_settings.newFile(), newFolder());
        f.loadDefault();
        f.ask();
        f.actions().keepCache->trigger();
        f.answerKeep();
        f.ask();
        QCOMPARE(f.log.keeps.size(), size_t(2));
        f.window.open("/models/other.gguf"); // it does not wait for the file
        f.send(CacheKept{f.log.keeps.back().run, 0, 0, Failure{ErrorKind::Interrupted, "Cancelled."}});
        QCOMPARE(f.log.keeps.size(), size_t(2));
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QCOMPARE(f.log.keeps.size(), size_t(3));
        QCOMPARE(int(f.log.keeps.back().tokens.size()), f.store().current()->size());
        f.answerKeep();

        f.type("What is 47 + 85?"); // an answer that the change ends
        f.stream(0, 12);
        f.window.open("/models/other.gguf");
        f.window.workbench().stopAndChange();
        f.send(test::summaryOf(f.log.starts.back().run, FinishReason::Cancelled));
        QCOMPARE(f.log.keeps.size(), size_t(3));
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QCOMPARE(f.log.keeps.size(), size_t(4));
        QCOMPARE(f.log.keeps.back().tokens.size(), size_t(12));
        f.answerKeep();

        f.ask(); // where it succeeds nothing of it is left
        f.window.open("/models/other.gguf");
        f.send(CacheKept{f.log.keeps.back().run, 0, 0, Failure{ErrorKind::Interrupted, "Cancelled."}});
        f.send(test::smallModel("/models/other.gguf"));
        QCOMPARE(f.log.keeps.size(), size_t(5));
        QVERIFY(f.log.restores.empty());
    }

    // It would replace the rows of a long text by those of its beginning.
    void isNotReplacedWhereReadingWasStopped()
    {
        Fixture f(m_settings.newFile(), newFolder());
        f.loadDefault();
        f.ask();
        f.actions().keepCache->trigger();
        f.answerKeep();
        for (const size_t read : {9U, 10U}) { // tokens of the ten of the prompt
            f.type("What is 47 + 85?");
            f.stream(0, read);
            f.send(test::summaryOf(f.log.starts.back().run, FinishReason::Cancelled));
            QCOMPARE(f.log.keeps.size(), read < 10 ? size_t(1) : size_t(2));
        }
    }

    void goesWhenItIsSwitchedOff()
    {
        const QString folder = newFolder();
        QString path;
        {
            Fixture f(m_settings.newFile(), folder);
            f.loadDefault();
            f.ask();
            path = fileOf(folder, f.chats().shownId());
            f.actions().keepCache->trigger();
            f.answerKeep();
            QVERIFY(QFile::exists(path));
            f.actions().keepCache->trigger();
            QVERIFY(!f.actions().keepCache->isChecked() && !QFile::exists(path));
            f.ask();
            QCOMPARE(f.log.keeps.size(), size_t(1));

            f.actions().keepCache->trigger(); // also while it is being written
            f.actions().keepCache->trigger();
            QCOMPARE(f.log.keeps.size(), size_t(2));
            f.answerKeep();
            QVERIFY(!QFile::exists(path) && !f.actions().keepCache->isChecked());

            f.actions().keepCache->trigger(); // or was wished for once more since
            f.actions().keepCache->trigger();
            f.actions().keepCache->trigger();
            QCOMPARE(f.log.keeps.size(), size_t(4));
            f.answerKeep();
            QVERIFY(QFile::exists(path) && f.actions().keepCache->isChecked());
            f.actions().keepCache->trigger();
            QVERIFY(writeFile(path)); // by the engine, in the last moment before the program ends
        }
        QVERIFY(!QFile::exists(path));
    }

    void goesWithItsChat()
    {
        const QString folder = newFolder();
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        f.ask();
        QTRY_VERIFY(f.window.workbench().unwritten().empty());
        const QString chat = f.chats().shownId(), path = fileOf(folder, chat);
        f.actions().keepCache->trigger();
        f.answerKeep();
        for (QAction *deletion : {f.actions().deleteChat, f.actions().deleteAllChats}) {
            const uint64_t size = f.window.workbench().caches()->bytes(chat);
            QVERIFY(makeOld(path));
            deletion->trigger();
            QVERIFY(!QFile::exists(path));
            KeptCaches(folder).sweep([](const QString &) { return true; }); // by another window
            QVERIFY(!f.actions().keepCache->isEnabled());
            f.actions().undoDelete->trigger();
            QTRY_COMPARE(f.chats().shownId(), chat);
            QTRY_VERIFY(f.actions().keepCache->isChecked());
            QVERIFY(QFile::exists(path)); // what was put aside
            QCOMPARE(f.window.workbench().caches()->bytes(chat), size);
        }
        f.actions().keepCache->trigger();
        f.actions().deleteChat->trigger();
        f.actions().undoDelete->trigger();
        QTRY_COMPARE(f.chats().shownId(), chat);
        QVERIFY(!QFile::exists(path)); // it was off
    }

    void whatACrashLeavesIsSweptAway()
    {
        const QString folder = newFolder(), chat = keptChat(folder);
        const QString stray = folder + "/caches/1234.cache", mine = fileOf(folder, chat);
        for (const QString &path : {stray, stray + ".part", mine + ".part", folder + "/caches/notes.txt"})
            QVERIFY(writeFile(path));
        QVERIFY(makeOld(mine + ".part"));
        Fixture f(m_settings.newFile(), folder);
        QTRY_VERIFY(!QFile::exists(stray));
        QVERIFY(!QFile::exists(stray + ".part") && !QFile::exists(mine + ".part"));
        QVERIFY(QFile::exists(mine) && QFile::exists(folder + "/caches/notes.txt"));
    }

    void isOfKeptChatsAlone()
    {
        Fixture nowhere(m_settings.newFile());
        nowhere.loadDefault();
        nowhere.ask();
        QVERIFY(!nowhere.actions().keepCache->isEnabled());

        Fixture f(m_settings.newFile(), newFolder());
        f.loadDefault();
        f.actions().keepChats->trigger(); // off
        f.ask();
        QVERIFY(!f.actions().keepCache->isEnabled());
    }
};

QTEST_MAIN(TestKeptCacheWindow)
#include "tst_kept_cache_window.moc"
