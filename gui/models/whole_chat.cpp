#include "whole_chat.h"

#include "chat_database.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "recorded_run.h"
#include "run_figures.h"
#include "run_making.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QUuid>

#include <algorithm>
#include <map>

namespace deepscope {

namespace {

QString noFolder() { return tr("There is no room for a file in the folder for temporary ones."); }

// The runs with positions that are their places.
ImportedChat readChat(const ChatDatabase &database, ChatInfo info, QString &leftOut)
{
    const ReadRuns read = database.runs(info.id);
    leftOut = read.problem;
    ImportedChat chat;
    std::map<int, int> places;
    for (const KeptRun &run : read.runs) {
        chat.runs.push_back(run);
        const auto after = places.find(run.after);
        chat.runs.back().after = after == places.end() ? -1 : after->second;
        chat.runs.back().position = places[run.position] = int(chat.runs.size()) - 1;
    }
    const auto toldLast = std::ranges::find_if(read.runs.rbegin(), read.runs.rend(),
                                               [](const KeptRun &run) { return run.recorded.request.has_value(); });
    if (toldLast != read.runs.rend())
        chat.system = systemText(toldLast->recorded.request->chat);
    info.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    info.title = info.title.left(LongestTitle);
    info.changed = std::min(info.changed, QDateTime::currentDateTime());
    chat.info = std::move(info);
    return chat;
}

ReadChats readChatsOf(const ChatDatabase &database, const QString &name)
{
    ReadChats all;
    for (const ChatInfo &info : database.list()) {
        QString leftOut;
        ImportedChat chat = readChat(database, info, leftOut);
        if (!leftOut.isEmpty())
            all.leftOut = leftOut;
        if (chat.runs.size() > size_t(MostTurns))
            all.leftOut = tr("A chat of more than %1 turns was left out.").arg(formatExactCount(uint64_t(MostTurns)));
        else if (!chat.runs.empty())
            all.chats.push_back(std::move(chat));
    }
    if (all.chats.empty())
        all.problem = tr("%1 holds no chat that can be read. %2").arg(name, all.leftOut).trimmed();
    return all;
}

} // namespace

ImportedChat wholeChat(const Chat &chat, const RunStore &store)
{
    ImportedChat whole;
    whole.info = chat.info;
    std::map<uint32_t, int> places;
    for (const Version &version : chat.turns.versions()) {
        const Run &run = *store.run(version.run);
        KeptRun kept{recordedRun(run), runSummary(run), run.failure()};
        const auto after = places.find(version.after);
        kept.after = after == places.end() ? -1 : after->second;
        kept.chosen = version.chosen;
        kept.labels = run.labels();
        kept.position = places[version.run] = int(whole.runs.size());
        whole.runs.push_back(std::move(kept));
    }
    return whole;
}

WholeChatBytes wholeChatBytes(const ImportedChat &chat)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return {{}, noFolder()};
    const QString path = folder.filePath(QStringLiteral("chat"));
    try {
        ChatDatabase database(path);
        for (const KeptRun &run : chat.runs)
            database.begin(chat.info, run);
    } catch (const ChatTrouble &trouble) {
        return {{}, trouble.sentence()};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, noFolder()};
    return {file.readAll(), {}};
}

// A copy is opened: an older file is brought up to date on the way.
ReadChats readWholeChat(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    const QTemporaryDir folder;
    const QString copy = folder.filePath(name);
    QFile file(path);
    if (file.size() > LargestWholeChat)
        return {{},
                {},
                tr("%1 is larger than %2, which is more than a chat takes.").arg(name, formatBytes(LargestWholeChat))};
    if (file.size() == 0)
        return {{}, {}, tr("%1 cannot be read: there is nothing in it.").arg(name)};
    if (!folder.isValid() || !file.copy(copy))
        return {{}, {}, tr("%1 cannot be read: %2.").arg(name, file.errorString())};
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    try {
        return readChatsOf(ChatDatabase(copy), name);
    } catch (const ChatTrouble &trouble) {
        return {{}, {}, tr("%1 cannot be imported: %2").arg(name, trouble.sentence())};
    }
}

} // namespace deepscope
