#include "app/attachments.h"

#include "api/lab_record.h"
#include "app/settings.h"
#include "models/background.h"
#include "models/text_file.h"
#include "models/whole_chat.h"
#include "paint/number_format.h"
#include "panels/chat/composer.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace deepscope {

Attachments::Attachments(Composer &composer, Settings &settings, QWidget *window)
    : QObject(window), m_composer(composer), m_settings(settings), m_window(window)
{
}

void Attachments::choose()
{
    auto *dialog = new QFileDialog(m_window, tr("Attach Text Files"), m_settings.folder(), tr("All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &paths) {
        m_settings.setFolder(dialog->directory().absolutePath());
        attach(paths);
    });
    dialog->open();
}

void Attachments::attach(const QStringList &paths)
{
    if (paths.size() > MostFiles)
        return emit refused(
            tr("%1 files are too many: up to %2 can be attached at once.").arg(paths.size()).arg(MostFiles));
    const auto readAll = [paths] {
        std::vector<TextFile> files;
        for (const QString &path : paths)
            files.push_back(readTextFile(path));
        return files;
    };
    inBackground(this, readAll, [this](const std::vector<TextFile> &files) {
        QStringList problems;
        qsizetype room = MostCharacters - m_composer.text().size();
        for (const TextFile &file : files) {
            const QString passage = file.problem.isEmpty() ? fencedText(file) : QString();
            if (passage.isEmpty()) {
                problems << file.problem;
            } else if (passage.size() > room) {
                problems << tr("%1 was left out: a question takes %2 characters in all.")
                                .arg(QFileInfo(file.name).fileName(), formatExactCount(uint64_t(MostCharacters)));
            } else {
                m_composer.addPassage(passage);
                room -= passage.size();
            }
        }
        m_composer.focusEditor();
        if (!problems.isEmpty())
            emit refused(problems.join(u' '));
    });
}

QStringList draggedFiles(const QMimeData &dragged)
{
    QStringList files;
    for (const QUrl &url : dragged.urls()) {
        if (!url.isLocalFile())
            return {};
        files << url.toLocalFile();
    }
    return files;
}

bool isOpened(const QString &path)
{
    const auto ends = [&path](const QString &ending) { return path.endsWith(ending, Qt::CaseInsensitive); };
    return ends(QStringLiteral(".gguf")) || ends(QStringLiteral(".run")) || ends(QLatin1String(LabRecordEnding)) ||
           ends(QLatin1String(WholeChatEnding));
}

} // namespace deepscope
