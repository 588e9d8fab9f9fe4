// Why chats cannot be kept or read, as one sentence for a person.
#pragma once

#include <QString>

#include <stdexcept>

class QSqlError;

namespace deepscope {

class ChatTrouble : public std::runtime_error {
public:
    enum class Cause { NoDriver, Unwritable, Locked, DiskFull, Newer, Foreign, Damaged, NoLocks, Other };

    // `detail`: what the system or the database says of it; empty = nothing.
    ChatTrouble(Cause cause, const QString &path, const QString &detail = {});
    ChatTrouble(const QSqlError &error, const QString &path);

    Cause cause() const { return m_cause; }
    QString sentence() const { return QString::fromUtf8(what()); }
    // Whether the same may work later, without another program or another file.
    bool mayPass() const;

private:
    Cause m_cause;
};

} // namespace deepscope
