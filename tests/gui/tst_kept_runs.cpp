// Runs in the file of chats: there from their first moment, growing while they go on, and of every format so far.
#include "models/chat_database.h"
#include "support/chat_run.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace deepscope;

// As long as it lives nothing can be written to a folder and a file in it, not even by root.
class Unwritable {
public:
    Unwritable(QString folder, const QString &file) : m_folder(std::move(folder))
    {
        QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QFile::setPermissions(m_folder, QFile::Permissions(0x5555));
#ifdef Q_OS_UNIX
        if (m_isRoot && seteuid(65534) != 0)
            qFatal("root cannot become nobody");
#endif
    }
    ~Unwritable()
    {
#ifdef Q_OS_UNIX
        if (m_isRoot && seteuid(0) != 0)
            qFatal("nobody cannot become root again");
#endif
        QFile::setPermissions(m_folder, QFile::Permissions(0x7755));
    }
    Unwritable(const Unwritable &) = delete;
    Unwritable &operator=(const Unwritable &) = delete;

private:
    QString m_folder;
#ifdef Q_OS_UNIX
    const bool m_isRoot = geteuid() == 0;
#endif
};

class TestKeptRuns : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath("data/chats.sqlite"); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
    }

    // A run is in the file from its first moment, and as far as its records came.
    void aRunGrowsWhileItGoesOn()
    {
        const KeptRun whole = test::keptRun();
        KeptRun start = whole;
        start.recorded.tokens.clear();
        start.recorded.summary.reset();
        start.summary = "cut off";
        KeptPlace place;
        {
            ChatDatabase database(path());
            place = database.begin(test::chatInfo("a"), start);
            QCOMPARE(place.position, 0);
            const ReadRuns asked = ChatDatabase(path()).runs("a");
            QCOMPARE(asked.runs.size(), size_t(1));
            QCOMPARE(asked.runs[0].recorded.question, whole.recorded.question);
            QVERIFY(asked.runs[0].recorded.tokens.empty());
            QCOMPARE(ChatDatabase(path()).list()[0].summary, QString("cut off"));
            for (const TokenTrace &token : whole.recorded.tokens)
                database.append(place, runFileRecord(token));
        }
        ChatDatabase database(path());
        QCOMPARE(database.runs("a").runs[0].recorded.tokens.size(), whole.recorded.tokens.size());
        QVERIFY(!database.runs("a").runs[0].recorded.summary);
        database.finish(place, runFileRecord(*whole.recorded.summary), whole);
        QCOMPARE(runFileBytes(database.runs("a").runs[0].recorded), runFileBytes(whole.recorded));
        QCOMPARE(database.list()[0].summary, whole.summary);
        QCOMPARE(database.begin(test::chatInfo("a"), start).position, 1);
    }

    // Runs that go on with the same are versions of one turn; one of them may be chosen, and no other is then.
    void versionsAndTheChoiceAreKept()
    {
        const auto after = [](int position, const std::string &question) {
            KeptRun run = test::keptRun(question);
            run.after = position;
            return run;
        };
        {
            ChatDatabase database(path());
            for (int version = 0; version < 3; ++version)
                database.begin(test::chatInfo("a"), after(-1, "first"));
            database.begin(test::chatInfo("a"), after(1, "second"));
            database.begin(test::chatInfo("a"), after(2, "elsewhere"));
            database.choose({"a", 2});
            database.choose({"a", 1});
            database.choose({"a", 3});
        }
        const ChatDatabase database(path());
        const std::vector<KeptRun> runs = database.runs("a").runs;
        QCOMPARE(runs.size(), size_t(5));
        QList<int> places, follows;
        QList<bool> chosen;
        for (const KeptRun &run : runs) {
            places << run.position;
            follows << run.after;
            chosen << run.chosen;
        }
        QCOMPARE(places, QList<int>({0, 1, 2, 3, 4}));
        QCOMPARE(follows, QList<int>({-1, -1, -1, 1, 2}));
        QCOMPARE(chosen, QList<bool>({false, true, false, true, false}));
        QCOMPARE(database.list()[0].turns, 3); // of both branches
        QCOMPARE(database.list()[0].questions, QString("first\nsecond\nelsewhere"));
    }

    // What went on with a run that cannot be read goes on with the one before that.
    void branchesPassOverWhatCannotBeRead()
    {
        {
            ChatDatabase database(path());
            KeptRun run = test::keptRun();
            database.begin(test::chatInfo("a"), run);
            run.after = 0;
            database.begin(test::chatInfo("a"), run);
            run.after = 1;
            database.begin(test::chatInfo("a"), run);
        }
        {
            QSqlDatabase file = QSqlDatabase::addDatabase("QSQLITE", "damage");
            file.setDatabaseName(path());
            QVERIFY(file.open());
            QVERIFY(QSqlQuery(file).exec("UPDATE runs SET recording = 'no run' WHERE position = 1"));
        }
        QSqlDatabase::removeDatabase("damage");
        const ReadRuns read = ChatDatabase(path()).runs("a");
        QVERIFY(!read.problem.isEmpty());
        QCOMPARE(read.runs.size(), size_t(2));
        QCOMPARE(read.runs[1].position, 2);
        QCOMPARE(read.runs[1].after, 0);
    }

    // Another program may have purged the chat meanwhile: it stays gone.
    void whatIsAddedToAGoneRunIsDropped()
    {
        ChatDatabase database(path());
        const KeptPlace place = database.begin(test::chatInfo("a"), test::keptRun());
        database.setDeleted({"a"}, true);
        database.purge({"a"});
        database.append(place, "records");
        database.finish(place, "records", test::keptRun());
        QVERIFY(database.list().empty());
        QVERIFY(database.runs("a").runs.empty());
        QCOMPARE(database.begin(test::chatInfo("a"), test::keptRun()).position, 0);
        QCOMPARE(runFileBytes(database.runs("a").runs[0].recorded), runFileBytes(test::keptRun().recorded));
    }

    // Made by the versions of the program that had these formats; they open for ever, and what is asked joins them.
    void opensTheDatabasesOfEveryFormat_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("readOnly");
        for (int format = 1; format <= int(chatSchema().size()); ++format) {
            QTest::addRow("format %d", format) << format << false;
            QTest::addRow("format %d, where nothing can be written", format) << format << true;
        }
    }

    void opensTheDatabasesOfEveryFormat()
    {
        QFETCH(bool, readOnly);
        QFETCH(int, format);
        QDir().mkpath(m_folder->filePath("data"));
        QVERIFY(QFile::copy(QString(DEEPSCOPE_TEST_DATA "/chats/format_%1.sqlite").arg(format), path()));
        std::optional<Unwritable> unwritable;
        if (readOnly)
            unwritable.emplace(m_folder->filePath("data"), path());
        ChatDatabase database(path());
        QCOMPARE(database.readOnlyBecause().has_value(), readOnly);
        const std::vector<ChatInfo> chats = database.list();
        QCOMPARE(chats.size(), size_t(1));
        QCOMPARE(chats[0].title, QString("What is 47 + 85?"));
        QCOMPARE(chats[0].turns, 3);
        const ReadRuns read = database.runs(chats[0].id);
        QVERIFY2(read.problem.isEmpty(), qPrintable(read.problem));
        QCOMPARE(read.runs.size(), size_t(3));
        QCOMPARE(read.runs[0].recorded.summary->answer, std::string("132"));
        QCOMPARE(read.runs[2].recorded.question, std::string("What is 12 - 5?"));
        QVERIFY(read.runs[2].recorded.tokens.size() > 60);
        QCOMPARE(read.runs[0].labels, format < 4 ? TokenLabels() : TokenLabels({{"carry", {3, 5}}}));
        for (int place = 0; place < 3; ++place) { // one after the other
            QCOMPARE(read.runs[size_t(place)].position, place);
            QCOMPARE(read.runs[size_t(place)].after, place - 1);
        }
        if (readOnly)
            return;
        QCOMPARE(database.begin(chats[0], test::keptRun()).position, 3);
        QCOMPARE(database.runs(chats[0].id).runs.size(), size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestKeptRuns)
#include "tst_kept_runs.moc"
