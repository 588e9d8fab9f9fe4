// How the file of chats is opened: to write, with a log or a journal, or else to read.
#include "chat_database.h"
#include "paint/texts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>
#include <QVariant>

namespace deepscope {

namespace {

using Cause = ChatTrouble::Cause;

constexpr int Patience = 3000; // milliseconds that another program may take for its own writing

} // namespace

ChatDatabase::ChatDatabase(const QString &path, const ChatSchema &schema) : m_path(path), m_schema(schema)
{
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE")))
        throw ChatTrouble(Cause::NoDriver, m_path);
    checkHead();
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        throw ChatTrouble(Cause::Unwritable, m_path);
    try {
        openToWrite();
    } catch (const ChatTrouble &trouble) {
        close();
        if (trouble.cause() != Cause::Unwritable || !QFile::exists(m_path))
            throw;
        m_readOnlyBecause = trouble;
        openToRead();
    }
}

// Some file systems take the log and then refuse the memory that goes with it, and then the file can be read only
// without that memory.
void ChatDatabase::openToWrite()
{
    try {
        open(Mode::Write);
        prepare();
    } catch (const ChatTrouble &trouble) {
        close();
        if (trouble.cause() != Cause::Unwritable && trouble.cause() != Cause::Other)
            throw;
        try {
            open(Mode::WithoutSharing);
            prepare();
        } catch (const ChatTrouble &) {
            if (trouble.cause() == Cause::Unwritable)
                throw trouble; // a file opened to read cannot be locked either
            throw;
        }
    }
}

// What was written last may still lie in the log beside the file, which can be read with it as long as it is there.
void ChatDatabase::openToRead()
{
    if (QFileInfo(m_path + QStringLiteral("-wal")).size() == 0)
        return open(Mode::Alone);
    try {
        open(Mode::WithLog);
    } catch (const ChatTrouble &) {
        close();
        open(Mode::Alone);
    }
}

ChatDatabase::~ChatDatabase() { close(); }

void ChatDatabase::close()
{
    const QString name = m_database.connectionName();
    m_database = QSqlDatabase();
    if (!name.isEmpty())
        QSqlDatabase::removeDatabase(name);
}

void ChatDatabase::checkHead() const
{
    QFile file(m_path);
    if (!file.exists() || file.size() == 0)
        return; // a new one
    if (!file.open(QIODevice::ReadOnly))
        throw ChatTrouble(Cause::Unwritable, m_path, file.errorString());
    const DatabaseHead head = readDatabaseHead(file.read(DatabaseHeadBytes));
    if (!head.isDatabase)
        throw ChatTrouble(Cause::Damaged, m_path, tr("the file is no database"));
    if (head.applicationId != 0 && head.applicationId != ChatApplicationId)
        throw ChatTrouble(Cause::Foreign, m_path, tr("another program made it"));
    if (head.version > m_schema.size())
        throw ChatTrouble(Cause::Newer, m_path, tr("format %1").arg(head.version));
}

void ChatDatabase::open(Mode mode)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QUuid::createUuid().toString());
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(Patience);
    QString name = m_path;
    if (mode == Mode::WithLog || mode == Mode::Alone) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI");
        name = QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath()).toString(QUrl::FullyEncoded) +
               (mode == Mode::Alone ? "?immutable=1" : "");
    }
    m_database.setConnectOptions(options);
    m_database.setDatabaseName(name);
    if (!m_database.open())
        throw ChatTrouble(m_database.lastError(), m_path);
    m_shares = mode != Mode::WithoutSharing;
    if (!m_shares)
        run(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE")); // before the first look at the file
    list();                                                     // damage shows itself before anything is written
}

// What was deleted is overwritten, and its room given back.
void ChatDatabase::prepare()
{
    if (QFileInfo(m_path).size() == 0)
        run(QStringLiteral("PRAGMA auto_vacuum = FULL"));
    chooseJournal();
    run(QStringLiteral("PRAGMA foreign_keys = ON"));
    run(QStringLiteral("PRAGMA secure_delete = ON"));
    migrate();
}

// With a log readers and a writer do not wait for each other. It can be refused with an answer as well as with an
// error. What was committed outlasts a power failure with either; a journal, whose removal commits, needs more for it.
void ChatDatabase::chooseJournal()
{
    const auto take = [this](const QString &mode) {
        QSqlQuery answer = run(QStringLiteral("PRAGMA journal_mode = ") + mode);
        return answer.next() && answer.value(0).toString() == mode;
    };
    if (m_shares && take(QStringLiteral("wal"))) {
        run(QStringLiteral("PRAGMA synchronous = FULL"));
        return;
    }
    if (!take(QStringLiteral("delete")))
        throw ChatTrouble(Cause::Locked, m_path); // another program reads it with a log
    run(QStringLiteral("PRAGMA synchronous = EXTRA"));
    run(QStringLiteral("PRAGMA locking_mode = NORMAL"));
}

} // namespace deepscope
