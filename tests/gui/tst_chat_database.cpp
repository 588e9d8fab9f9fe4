// The file that chats are kept in: what goes in comes out, and what cannot be used is not touched.
#include "api/error.h"
#include "models/chat_database.h"
#include "support/chat_run.h"

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace deepscope;
using Cause = ChatTrouble::Cause;

class TestChatDatabase : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath("data/chats.sqlite"); }

    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QByteArray &content) const
    {
        QDir().mkpath(m_folder->filePath("data"));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

    QStringList filesBeside() const { return QDir(m_folder->filePath("data")).entryList(QDir::Files); }

    std::optional<ChatTrouble> troubleOf(const std::function<void()> &act) const
    {
        try {
            act();
        } catch (const ChatTrouble &trouble) {
            return trouble;
        }
        return std::nullopt;
    }

    std::optional<ChatTrouble> openingTrouble() const
    {
        return troubleOf([this] { const ChatDatabase database(path()); });
    }

    static QStringList ids(const std::vector<ChatInfo> &chats)
    {
        QStringList names;
        for (const ChatInfo &chat : chats)
            names << chat.id;
        return names;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void roundTrip()
    {
        const QDateTime begun = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
        ChatInfo chat = test::chatInfo("a", begun);
        {
            ChatDatabase database(path());
            QVERIFY(database.list().empty());
            QVERIFY(!database.readOnlyBecause());
            database.begin(chat, test::keptRun());
            chat.changed = begun.addSecs(60);
            KeptRun failed = test::keptRun("And 48 + 85?");
            failed.failure = "The device was lost.";
            failed.recorded.summary.reset();
            failed.after = 0;
            database.begin(chat, failed);
        }
        const ChatDatabase database(path());
        const std::vector<ChatInfo> chats = database.list();
        QCOMPARE(chats.size(), size_t(1));
        QCOMPARE(chats[0].title, chat.title);
        QCOMPARE(chats[0].modelName, chat.modelName);
        QCOMPARE(chats[0].modelPath, chat.modelPath);
        QCOMPARE(chats[0].modelBytes, chat.modelBytes);
        QCOMPARE(chats[0].created, begun);
        QCOMPARE(chats[0].changed, begun.addSecs(60));
        QCOMPARE(chats[0].turns, 2);
        QCOMPARE(chats[0].summary, QString("think 11 · answer 3\n0.1 s"));
        QCOMPARE(chats[0].questions, QString("What is 47 + 85?\nAnd 48 + 85?"));

        const ReadRuns read = database.runs("a");
        QVERIFY(read.problem.isEmpty());
        QCOMPARE(read.runs.size(), size_t(2));
        QCOMPARE(runFileBytes(read.runs[0].recorded), runFileBytes(test::keptRun().recorded)); // every trace
        QVERIFY(read.runs[0].failure.isEmpty());
        QCOMPARE(read.runs[1].failure, QString("The device was lost."));
        QVERIFY(!read.runs[1].recorded.summary);
        QVERIFY(database.runs("unknown").runs.empty());
    }

    void newestFirst()
    {
        ChatDatabase database(path());
        const QDateTime now = QDateTime::currentDateTime();
        database.begin(test::chatInfo("old", now.addDays(-2)), test::keptRun());
        database.begin(test::chatInfo("new", now), test::keptRun());
        database.begin(test::chatInfo("middle", now.addDays(-1)), test::keptRun());
        QCOMPARE(ids(database.list()), QStringList({"new", "middle", "old"}));
        database.begin(test::chatInfo("old", now.addSecs(1)), test::keptRun()); // asked again
        QCOMPARE(ids(database.list()), QStringList({"old", "new", "middle"}));
    }

    void renamesDeletesAndPurges()
    {
        ChatDatabase database(path());
        database.begin(test::chatInfo("a"), test::keptRun());
        database.begin(test::chatInfo("b"), test::keptRun());
        database.rename("a", "Sums");
        database.begin(test::chatInfo("a"), test::keptRun()); // what a person called it stays
        database.setDeleted({"b"}, true);
        QCOMPARE(ids(database.list()), QStringList({"a"}));
        QCOMPARE(database.list()[0].title, QString("Sums"));
        database.setDeleted({"b"}, false);
        QCOMPARE(database.list().size(), size_t(2));
        database.purge({"a"}); // not deleted
        database.setDeleted({"b"}, true);
        database.purgeDeletedBefore(QDateTime::currentDateTime().addDays(-1));
        QCOMPARE(database.runs("b").runs.size(), size_t(1));
        database.purge({"b"});
        QVERIFY(database.runs("b").runs.empty());
        QCOMPARE(ids(database.list()), QStringList({"a"}));
    }

    void whatWasPurgedIsGoneFromTheFile()
    {
        const QByteArray secret = "a secret question";
        {
            ChatDatabase database(path());
            database.begin(test::chatInfo("a"), test::keptRun(secret.toStdString()));
        }
        QVERIFY(bytes().contains(secret));
        {
            ChatDatabase database(path());
            database.setDeleted({"a"}, true);
            database.purge({"a"});
        }
        QVERIFY(!bytes().contains(secret));
        QCOMPARE(filesBeside(), QStringList({"chats.sqlite"}));
    }

    void anOlderVersionIsBroughtUp()
    {
        {
            ChatDatabase database(path());
            database.begin(test::chatInfo("a"), test::keptRun());
        }
        ChatSchema next = chatSchema();
        next.push_back({"ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 7"});
        {
            const ChatDatabase database(path(), next);
            QCOMPARE(database.runs("a").runs.size(), size_t(1));
            QCOMPARE(readDatabaseHead(bytes()).version, uint32_t(chatSchema().size())); // it lies in the log so far
        }
        QCOMPARE(readDatabaseHead(bytes()).version, uint32_t(next.size()));
        QVERIFY(openingTrouble()); // for this version it is a newer one
        QCOMPARE(openingTrouble()->cause(), Cause::Newer);
    }

    void aStepThatFailsChangesNothing()
    {
        {
            ChatDatabase database(path());
            database.begin(test::chatInfo("a"), test::keptRun());
        }
        ChatSchema broken = chatSchema();
        broken.push_back({"ALTER TABLE conversations ADD COLUMN pinned INTEGER", "no statement"});
        QVERIFY(troubleOf([&] { const ChatDatabase database(path(), broken); }));
        const ChatDatabase database(path());
        QCOMPARE(ids(database.list()), QStringList({"a"}));
    }

    void aNewerVersionIsRefusedAndNotTouched()
    {
        {
            ChatDatabase database(path());
            database.begin(test::chatInfo("a"), test::keptRun());
        }
        QByteArray newer = bytes();
        newer[63] = 99; // user_version, big endian
        write(newer);
        const std::optional<ChatTrouble> trouble = openingTrouble();
        QVERIFY(trouble);
        QCOMPARE(trouble->cause(), Cause::Newer);
        QVERIFY(!trouble->mayPass());
        QVERIFY2(trouble->sentence().contains("newer version of Deepscope (format 99)"),
                 qPrintable(trouble->sentence()));
        QCOMPARE(bytes(), newer);
        QCOMPARE(filesBeside(), QStringList({"chats.sqlite"}));
    }

    void whatIsNoDatabaseIsNotTouched_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("cause");
        QByteArray foreign("SQLite format 3\0", 16);
        foreign += QByteArray(84, '\0');
        foreign[71] = 1; // application id
        QTest::newRow("text") << QByteArray("These are my notes.") << int(Cause::Damaged);
        QTest::newRow("cut off") << QByteArray("SQLite format 3\0", 16) << int(Cause::Damaged);
        QTest::newRow("another program's") << foreign << int(Cause::Foreign);
    }

    void whatIsNoDatabaseIsNotTouched()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, cause);
        write(content);
        const std::optional<ChatTrouble> trouble = openingTrouble();
        QVERIFY(trouble);
        QCOMPARE(int(trouble->cause()), cause);
        QVERIFY2(trouble->sentence().contains("stays as it is"), qPrintable(trouble->sentence()));
        QCOMPARE(bytes(), content);
        QCOMPARE(filesBeside(), QStringList({"chats.sqlite"}));
    }

    void damagedPagesAreRefusedAndNotTouched()
    {
        {
            ChatDatabase database(path());
            for (int i = 0; i < 5; ++i)
                database.begin(test::chatInfo(QString::number(i)), test::keptRun());
        }
        QByteArray damaged = bytes();
        std::fill(damaged.begin() + 100, damaged.end(), '\x55'); // all but the head
        write(damaged);
        const std::optional<ChatTrouble> trouble = openingTrouble();
        QVERIFY(trouble);
        QCOMPARE(trouble->cause(), Cause::Damaged);
        QCOMPARE(bytes(), damaged);
    }

    void aDamagedRunLeavesTheOthers()
    {
        {
            ChatDatabase database(path());
            database.begin(test::chatInfo("a"), test::keptRun("first"));
            database.begin(test::chatInfo("a"), test::keptRun("second"));
        }
        QByteArray damaged = bytes();
        const qsizetype recording = damaged.indexOf("DSRUN");
        QVERIFY(recording > 0);
        damaged[recording + 300] = char(~damaged[recording + 300]);
        write(damaged);
        const ChatDatabase database(path());
        const ReadRuns read = database.runs("a");
        QCOMPARE(read.runs.size(), size_t(1));
        QVERIFY2(read.problem.startsWith("1 turn of this chat cannot be read: "), qPrintable(read.problem));
    }

    void twoInstancesAtOnce()
    {
        ChatDatabase first(path()), second(path());
        first.begin(test::chatInfo("a"), test::keptRun("one"));
        second.begin(test::chatInfo("b"), test::keptRun());
        second.begin(test::chatInfo("a"), test::keptRun("two")); // both go on with the same chat
        first.begin(test::chatInfo("a"), test::keptRun("three"));
        QCOMPARE(first.list().size(), size_t(2));
        const ReadRuns read = second.runs("a");
        QCOMPARE(read.runs.size(), size_t(3));
        QCOMPARE(read.runs[1].recorded.question, std::string("two"));
        QCOMPARE(read.runs[2].recorded.question, std::string("three"));
        second.setDeleted({"a"}, true);
        second.purge({"a"});
        first.begin(test::chatInfo("a"), test::keptRun("four")); // it is a chat again
        QCOMPARE(second.runs("a").runs.size(), size_t(1));
    }

    void aLockedFileIsSaidToBeLocked()
    {
        ChatDatabase database(path());
        {
            QSqlDatabase other = QSqlDatabase::addDatabase("QSQLITE", "other");
            other.setDatabaseName(path());
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec("BEGIN EXCLUSIVE"));
            const auto trouble = troubleOf([&] { database.begin(test::chatInfo("a"), test::keptRun()); });
            QVERIFY(trouble);
            QCOMPARE(trouble->cause(), Cause::Locked);
            QVERIFY(trouble->mayPass());
            QVERIFY(QSqlQuery(other).exec("COMMIT"));
        }
        QSqlDatabase::removeDatabase("other");
        database.begin(test::chatInfo("a"), test::keptRun());
        QCOMPARE(database.list().size(), size_t(1));
    }

    void aFolderThatCannotBeMade()
    {
        write("a file where a folder should be");
        const auto trouble = troubleOf([this] { const ChatDatabase database(path() + "/below/chats.sqlite"); });
        QVERIFY(trouble);
        QCOMPARE(trouble->cause(), Cause::Unwritable);
        QVERIFY2(trouble->sentence().contains("cannot be written to"), qPrintable(trouble->sentence()));
    }

#ifdef Q_OS_UNIX
    // What is there can be read all the same.
    void aReadOnlyFolderIsRead_data()
    {
        QTest::addColumn<bool>("withLog"); // what was written last lies beside the file, as a crash leaves it
        QTest::newRow("closed") << false;
        QTest::newRow("with a log") << true;
    }

    void aReadOnlyFolderIsRead()
    {
        QFETCH(const bool, withLog);
        {
            ChatDatabase database(m_folder->filePath("live/chats.sqlite"));
            database.begin(test::chatInfo("a"), test::keptRun());
            QVERIFY(QDir(m_folder->path()).mkpath("data"));
            if (withLog)
                for (const char *part : {"", "-wal", "-shm"})
                    QVERIFY(QFile::copy(m_folder->filePath("live/chats.sqlite") + part, path() + part));
        }
        if (!withLog)
            QVERIFY(QFile::copy(m_folder->filePath("live/chats.sqlite"), path()));
        QCOMPARE(QFileInfo(path() + "-wal").size() > 0, withLog);
        const QByteArray before = bytes();
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
        QFile::setPermissions(path(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QFile::setPermissions(m_folder->filePath("data"), QFile::Permissions(0x5555));
        const bool root = geteuid() == 0; // whom no permission stops
        if (root)
            QCOMPARE(seteuid(65534), 0);
        std::optional<ChatTrouble> reason, writing;
        size_t runs = 0;
        const auto reading = troubleOf([&] {
            ChatDatabase database(path());
            reason = database.readOnlyBecause();
            runs = database.list().size() + database.runs("a").runs.size();
            writing = troubleOf([&] { database.begin(test::chatInfo("b"), test::keptRun()); });
        });
        const auto elsewhere =
            troubleOf([this] { const ChatDatabase database(m_folder->filePath("data/x/chats.sqlite")); });
        if (root)
            QCOMPARE(seteuid(0), 0);
        QFile::setPermissions(m_folder->filePath("data"), QFile::Permissions(0x7755));
        QVERIFY2(!reading, reading ? reading->what() : "");
        QVERIFY(reason);
        QCOMPARE(reason->cause(), Cause::Unwritable);
        QCOMPARE(runs, size_t(2));
        QVERIFY(writing);
        QVERIFY(elsewhere);
        QCOMPARE(elsewhere->cause(), Cause::Unwritable);
        QCOMPARE(bytes(), before);
    }

    void aDiskThatTakesNoMoreLosesNothing()
    {
        ChatDatabase database(path());
        database.begin(test::chatInfo("a"), test::keptRun());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small = {4096, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto trouble = troubleOf([&] { database.begin(test::chatInfo("b"), test::keptRun()); });
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(trouble);
        QVERIFY2(trouble->mayPass(), trouble->what());
        QCOMPARE(ids(database.list()), QStringList({"a"}));
        database.begin(test::chatInfo("b"), test::keptRun());
        QCOMPARE(database.list().size(), size_t(2));
    }
#endif

    void sentencesNameTheFileAndAWayOut()
    {
        const ChatTrouble full(QSqlError("driver", "database or disk is full", QSqlError::StatementError, "13"),
                               path());
        QCOMPARE(full.cause(), Cause::DiskFull);
        QVERIFY(full.sentence().contains(QDir::toNativeSeparators(path())));
        const ChatTrouble corrupt(QSqlError("driver", "malformed", QSqlError::StatementError, "267"),
                                  path()); // CORRUPT_VTAB
        QCOMPARE(corrupt.cause(), Cause::Damaged);
        const ChatTrouble locks(QSqlError("driver", "disk I/O error", QSqlError::StatementError, "3850"), path());
        QCOMPARE(locks.cause(), Cause::NoLocks);
        QVERIFY2(locks.sentence().contains("cannot lock files"), locks.what());
        QVERIFY(ChatTrouble(Cause::NoDriver, path()).sentence().contains("driver for SQLite is missing; install "));
    }
};

QTEST_GUILESS_MAIN(TestChatDatabase)
#include "tst_chat_database.moc"
