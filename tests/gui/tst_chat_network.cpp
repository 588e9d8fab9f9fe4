// A data folder on a network, where SQLite cannot keep a write-ahead log: a rollback journal does.
#include "models/chat_database.h"
#include "support/chat_run.h"

#include <QDir>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <dlfcn.h>
#include <sys/resource.h>
#endif

using namespace deepscope;

class TestChatNetwork : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath("data/chats.sqlite"); }

    // What the file says of itself, and whether what is written is there for the next who opens it.
    QString journalMode() const
    {
        QString mode;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase("QSQLITE", "journal");
            other.setDatabaseName(path());
            QSqlQuery query(other.open() ? other : QSqlDatabase());
            if (query.exec("PRAGMA journal_mode") && query.next())
                mode = query.value(0).toString();
        }
        QSqlDatabase::removeDatabase("journal");
        return mode;
    }

    void keepsWhatIsWritten()
    {
        ChatDatabase database(path());
        QVERIFY(!database.readOnlyBecause());
        const size_t before = database.list().size();
        database.begin(test::chatInfo("new"), test::keptRun());
        QCOMPARE(ChatDatabase(path()).list().size(), before + 1); // beside it, while it is open
        database.begin(test::chatInfo("newer"), test::keptRun());
        QCOMPARE(database.list().size(), before + 2);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void lockingThatIsNotThereIsSaid()
    {
        const ChatTrouble locks(QSqlError("driver", "disk I/O error", QSqlError::StatementError, "3850"), path());
        QCOMPARE(locks.cause(), ChatTrouble::Cause::NoLocks);
        QVERIFY2(locks.sentence().contains("cannot lock files"), locks.what());
    }

    // As on a network's file system: what a log shares with other programs cannot be made.
    void memoryThatCannotBeShared_data()
    {
        QTest::addColumn<bool>("kept"); // chats of earlier, with a log
        QTest::newRow("new") << false;
        QTest::newRow("kept with a log") << true;
    }
    void memoryThatCannotBeShared()
    {
        QFETCH(const bool, kept);
        if (kept) {
            ChatDatabase(path()).begin(test::chatInfo("a"), test::keptRun());
            QCOMPARE(journalMode(), QString("wal"));
        }
        QVERIFY(QDir().mkpath(path() + "-shm")); // stands where it would be
        keepsWhatIsWritten();
        QCOMPARE(journalMode(), QString("delete"));
        QVERIFY(QDir().rmdir(path() + "-shm"));
        QCOMPARE(ChatDatabase(path()).list().size(), size_t(kept ? 3 : 2)); // elsewhere, with a log
        QCOMPARE(journalMode(), QString("wal"));
    }

#ifdef Q_OS_UNIX
    void memoryThatCannotGrow()
    {
        ChatDatabase(path()).begin(test::chatInfo("a"), test::keptRun());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small = {16384, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        std::optional<ChatTrouble> trouble;
        try {
            const ChatDatabase database(path());
            trouble = database.readOnlyBecause();
        } catch (const ChatTrouble &thrown) {
            trouble = thrown;
        }
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(!trouble, trouble ? trouble->what() : "");
        QCOMPARE(journalMode(), QString("delete"));
        QCOMPARE(ChatDatabase(path()).list().size(), size_t(1));
    }

    // SQLite itself on a file system without such memory: there the answer to a log is another mode, not an error.
    void aFileSystemWithoutLogs()
    {
        ChatDatabase(path()).begin(test::chatInfo("a"), test::keptRun());
        void *library = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_NOLOAD);
        if (!library)
            QSKIP("Qt brings an SQLite of its own.");
        const auto find = reinterpret_cast<void *(*)(const char *)>(dlsym(library, "sqlite3_vfs_find"));
        const auto use = reinterpret_cast<int (*)(void *, int)>(dlsym(library, "sqlite3_vfs_register"));
        void *const usual = find(nullptr);
        QVERIFY(find("unix-dotfile"));
        use(find("unix-dotfile"), 1);
        keepsWhatIsWritten();
        m_folder = std::make_unique<QTemporaryDir>();
        keepsWhatIsWritten();
        const QString mode = journalMode();
        use(usual, 1);
        QCOMPARE(mode, QString("delete"));
        QCOMPARE(ChatDatabase(path()).list().size(), size_t(2));
    }
#endif
};

QTEST_GUILESS_MAIN(TestChatNetwork)
#include "tst_chat_network.moc"
