#include "kept_caches.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <chrono>

namespace deepscope {

namespace {

constexpr QLatin1String Ending(".cache");
constexpr QLatin1String Part(".part");   // behind it, while the engine writes the file
constexpr QLatin1String Aside(".aside"); // and of a deleted chat

} // namespace

KeptCaches::KeptCaches(const QString &folder) : m_folder(folder + QStringLiteral("/caches")) {}

// Whatever a chat is called in its file, it names nothing outside of the folder.
QString KeptCaches::path(const QString &chat) const
{
    return m_folder + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(chat)) + Ending;
}

bool KeptCaches::keeps(const QString &chat) const { return QFileInfo::exists(path(chat)); }

uint64_t KeptCaches::bytes(const QString &chat) const
{
    return uint64_t(QFileInfo(path(chat)).size()); // 0 of none
}

bool KeptCaches::begin(const QString &chat) const
{
    QFile file(path(chat));
    return QDir().mkpath(m_folder) && file.open(QIODevice::Append);
}

void KeptCaches::remove(const QString &chat) const
{
    QFile::remove(path(chat));
    QFile::remove(path(chat) + Part);
}

void KeptCaches::putAside(const QString &chat) const
{
    forget(chat);
    QFile file(path(chat));
    // Another window sweeps by the time of this moment, not of the last answer.
    if (file.rename(path(chat) + Aside) && file.open(QIODevice::Append))
        file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
}

bool KeptCaches::putBack(const QString &chat) const
{
    return QFile::rename(path(chat) + Aside, path(chat)) || begin(chat);
}

void KeptCaches::forget(const QString &chat) const { QFile::remove(path(chat) + Aside); }

// What another window is writing, or has put aside, is young.
void KeptCaches::sweep(const std::function<bool(const QString &chat)> &isChat) const
{
    const QDateTime young = QDateTime::currentDateTime().addDuration(-std::chrono::minutes(10));
    const QDir folder(m_folder);
    for (const QFileInfo &file : folder.entryInfoList({u'*' + Ending + Aside}, QDir::Files))
        if (file.lastModified() < young)
            QFile::remove(file.filePath());
    for (const QFileInfo &file : folder.entryInfoList({u'*' + Ending, u'*' + Ending + Part}, QDir::Files)) {
        const bool half = file.fileName().endsWith(Part);
        const QString name = file.fileName().chopped(Ending.size() + (half ? Part.size() : 0));
        const QString chat = QUrl::fromPercentEncoding(name.toLatin1());
        if (!isChat(chat) || (half && file.lastModified() < young))
            QFile::remove(file.filePath());
    }
}

} // namespace deepscope
