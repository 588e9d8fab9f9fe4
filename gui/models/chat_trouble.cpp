#include "chat_trouble.h"
#include "paint/texts.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlError>

namespace deepscope {

namespace {

using Cause = ChatTrouble::Cause;

// Primary result codes of SQLite (sqlite.org/rescode.html).
constexpr int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14,
              NoDatabase = 26;
// Extended ones: of an input or output error (10) when the file was to be locked.
constexpr int Unlocking = 10 | 8 << 8, LockingToRead = 10 | 9 << 8, CheckingLock = 10 | 14 << 8, Locking = 10 | 15 << 8;

Cause causeOf(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == Unlocking || code == LockingToRead || code == CheckingLock || code == Locking)
        return Cause::NoLocks;
    switch (code & 0xff) { // the higher bits say more than is needed
    case Busy:
    case Locked:
        return Cause::Locked;
    case Permission:
    case ReadOnly:
    case CannotOpen:
        return Cause::Unwritable;
    case Full:
        return Cause::DiskFull;
    case Corrupt:
    case NoDatabase:
        return Cause::Damaged;
    default:
        return Cause::Other;
    }
}

QString sentenceFor(Cause cause, const QString &path, const QString &detail)
{
    const QString file = QDir::toNativeSeparators(path);
    const QString folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
    const QString why = detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(detail);
    switch (cause) {
    case Cause::NoDriver:
#ifdef Q_OS_LINUX
        return tr("Chats cannot be kept, because Qt's driver for SQLite is missing; install libqt6sql6-sqlite.");
#else
        return tr("Chats cannot be kept, because Qt's driver for SQLite is missing; install Deepscope again.");
#endif
    case Cause::Unwritable:
        return tr("The folder %1 cannot be written to%2, so chats are not kept.").arg(folder, why);
    case Cause::Locked:
        return tr("The chats in %1 are locked by another program, so chats are not kept for now.").arg(file);
    case Cause::DiskFull:
        return tr("The disk with %1 is full, so the newest chats are not kept for now.").arg(file);
    case Cause::Newer:
        return tr("The chats in %1 are of a newer version of Deepscope%2. The file stays as it is, and the chats of "
                  "this session are not kept.")
            .arg(file, why);
    case Cause::Foreign:
        return tr("The file %1 is no database of chats%2. It stays as it is, and the chats of this session are not "
                  "kept.")
            .arg(file, why);
    case Cause::Damaged:
        return tr("The chats in %1 are damaged%2. The file stays as it is, and the chats of this session are not "
                  "kept; move it elsewhere to begin anew.")
            .arg(file, why);
    case Cause::NoLocks:
        return tr("Chats cannot be kept in %1, because its file system cannot lock files%2; a folder on a disk of this "
                  "computer works: name one with --data.")
            .arg(folder, why);
    case Cause::Other:
        break;
    }
    return tr("The chats in %1 cannot be kept%2.").arg(file, why);
}

} // namespace

ChatTrouble::ChatTrouble(Cause cause, const QString &path, const QString &detail)
    : std::runtime_error(sentenceFor(cause, path, detail).toStdString()), m_cause(cause)
{
}

ChatTrouble::ChatTrouble(const QSqlError &error, const QString &path)
    : ChatTrouble(causeOf(error), path, error.databaseText())
{
}

bool ChatTrouble::mayPass() const
{
    return m_cause != Cause::NoDriver && m_cause != Cause::Newer && m_cause != Cause::Foreign &&
           m_cause != Cause::Damaged;
}

} // namespace deepscope
