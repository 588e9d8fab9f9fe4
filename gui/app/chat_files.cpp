#include "app/chat_files.h"

#include "app/chat_page.h"
#include "app/file_writing.h"
#include "app/save_dialog.h"
#include "models/background.h"
#include "models/chat_import.h"
#include "models/chat_json.h"
#include "models/chat_markdown.h"
#include "models/whole_chat.h"
#include "paint/number_format.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>

#include <array>

namespace deepscope {

namespace {

constexpr int LongestName = 60;
constexpr std::array ColouredBy = {TokenMeasure::Surprise, TokenMeasure::Entropy, TokenMeasure::Time,
                                   TokenMeasure::Expert, TokenMeasure::Phase};

QString colouredFilter(TokenMeasure measure)
{
    return ChatFiles::tr("Web page, tokens coloured by %1 (*.html)").arg(measureName(measure));
}

QStringList filters()
{
    QStringList filters{ChatFiles::tr("Markdown (*.md)"), ChatFiles::tr("JSON, can be imported again (*.json)"),
                        ChatFiles::tr("Web page (*.html)"),
                        ChatFiles::tr("All that was computed, can be imported again (*.chat)")};
    for (const TokenMeasure measure : ColouredBy)
        filters << colouredFilter(measure);
    return filters;
}

bool hasEnding(const QString &path, const char *ending)
{
    return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
}

bool isPage(const QString &path) { return hasEnding(path, ".html") || hasEnding(path, ".htm"); }

// By which measure a page is coloured that this file type was chosen for; nothing: by none.
std::optional<TokenMeasure> measureOf(const QString &path, const QString &filter)
{
    for (const TokenMeasure measure : ColouredBy)
        if (isPage(path) && filter == colouredFilter(measure))
            return measure;
    return std::nullopt;
}

// A name that every system takes.
QString fileNameOf(const QString &title)
{
    QString name;
    for (const QChar character : title.left(LongestName))
        name += character.isPrint() && !QStringView(u"/\\:*?\"<>|.").contains(character) ? character : u' ';
    return name.simplified().isEmpty() ? QStringLiteral("chat") : name.simplified();
}

ReadChats readFile(const QString &path)
{
    if (hasEnding(path, WholeChatEnding))
        return readWholeChat(path);
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return {{}, {}, ChatFiles::tr("%1 cannot be read: %2.").arg(name, file.errorString())};
    return readChats(file.read(LargestChatFile + 1), name);
}

} // namespace

ChatFiles::ChatFiles(const Actions &actions, Workbench &workbench, Settings &settings, QMainWindow &window)
    : QObject(&window), m_actions(actions), m_workbench(workbench), m_settings(settings), m_window(window)
{
    const Chats &chats = workbench.chats();
    connect(&chats, &Chats::shownChanged, this, &ChatFiles::updateExport);
    connect(&chats, &Chats::runBegan, this, &ChatFiles::updateExport);
    connect(&chats, &Chats::chatChanged, this, &ChatFiles::updateExport);
    connect(actions.exportChat, &QAction::triggered, this, &ChatFiles::askForExport);
    connect(actions.importChat, &QAction::triggered, this, &ChatFiles::askForImport);
    updateExport();
}

void ChatFiles::updateExport()
{
    const Chats &chats = m_workbench.chats();
    const Chat *chat = chats.shownChat();
    const QString reason = !chat                    ? tr("No chat is shown.")
                           : chats.isWorking(*chat) ? tr("An answer is being written.")
                                                    : QString();
    m_actions.exportChat->setEnabled(reason.isEmpty());
    m_actions.exportChat->setStatusTip(reason);
}

void ChatFiles::askForExport()
{
    const ChatInfo &chat = m_workbench.chats().shownChat()->info;
    askForPlaceAndType(
        &m_window, m_settings, {tr("Export the Chat"), filters(), fileNameOf(chat.title)},
        [this, id = chat.id](const QString &path, const QString &filter) { exportTo(id, path, filter); });
}

// Its ending decides, whatever type was chosen: a person may have typed another.
void ChatFiles::exportTo(const QString &id, const QString &path, const QString &filter)
{
    const Chat *chat = m_workbench.chats().find(id);
    if (!chat || !chat->read || m_workbench.chats().isWorking(*chat))
        return; // it was deleted, or goes on, while the dialog was open
    if (hasEnding(path, WholeChatEnding))
        return writeInBackground(
            this, m_workbench, QFileInfo(path).fileName(), [path, whole = wholeChat(*chat, m_workbench.store())] {
                const WholeChatBytes written = wholeChatBytes(whole);
                return written.problem.isEmpty() ? writeWholeFile(path, written.bytes) : written.problem;
            });
    const std::optional<TokenMeasure> measure = measureOf(path, filter);
    const ChatDocument document =
        chatDocument(*chat, m_workbench.store(), measure.has_value(), m_workbench.selection().focus().layer,
                     m_settings.generation().systemOfImport(id));
    writeInBackground(this, m_workbench, QFileInfo(path).fileName(), [document, measure, path] {
        return writeWholeFile(path, hasEnding(path, ".json") ? chatJson(document)
                                    : isPage(path)           ? chatPage(document, measure)
                                                             : chatMarkdown(document));
    });
}

void ChatFiles::askForImport()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import a Chat"), m_settings.folder(),
                                   tr("Chats (*.json *.chat);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](const QString &path) {
        m_settings.setFolder(dialog->directory().absolutePath());
        importFrom(path);
    });
    dialog->open();
}

void ChatFiles::importFrom(const QString &path, const std::function<void()> &otherwise)
{
    emit m_workbench.notice(tr("Reading %1 …").arg(QFileInfo(path).fileName()));
    inBackground(
        this, [path] { return readFile(path); },
        [this, path, otherwise](const ReadChats &read) {
            if (!read.isOther || !otherwise)
                return take(read, path);
            emit m_workbench.notice({}); // nothing is being read any more
            otherwise();
        });
}

void ChatFiles::take(const ReadChats &read, const QString &path)
{
    if (!read.problem.isEmpty()) {
        emit m_workbench.notice({}); // nothing is being read any more
        return emit m_workbench.problemOccurred({UserProblem::About::Importing, read.problem, path});
    }
    std::map<QString, QString> systems;
    for (const ImportedChat &chat : read.chats)
        if (!chat.system.isEmpty())
            systems[chat.info.id] = chat.system;
    m_settings.generation().keepSystemsOfImports(systems); // before one is shown
    m_workbench.chats().addImported(read.chats);
    emit m_workbench.problemSettled(UserProblem::About::Importing);
    const QString sentence =
        tr("Imported %1 from %2.").arg(formatPlural(qint64(read.chats.size()), Noun::Chat), QFileInfo(path).fileName());
    if (read.leftOut.isEmpty())
        emit m_workbench.notice(sentence);
    else
        emit told(sentence + u' ' + read.leftOut);
}

} // namespace deepscope
