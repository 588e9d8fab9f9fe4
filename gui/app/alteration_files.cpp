#include "app/alteration_files.h"

#include "api/alteration.h"
#include "api/error.h"
#include "api/path_text.h"
#include "panels/experts/alteration_bar.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

namespace deepscope {

AlterationFiles::AlterationFiles(AlterationBar &bar, Workbench &workbench, Settings &settings, QWidget *window)
    : QObject(window), m_workbench(workbench), m_settings(settings), m_window(window)
{
    connect(&bar, &AlterationBar::saveWanted, this, [this] { choose(true); });
    connect(&bar, &AlterationBar::loadWanted, this, [this] { choose(false); });
    connect(&bar, &AlterationBar::answerWanted, this, [this] {
        const QString reason = m_workbench.reasonAgainstAnsweringAgain();
        if (reason.isEmpty())
            m_workbench.answerAgain(m_workbench.trials().switches.alteration());
        else
            emit m_workbench.notice(reason);
    });
}

void AlterationFiles::choose(bool saving)
{
    auto *dialog = new QFileDialog(m_window, saving ? tr("Save the Altered Experts") : tr("Open Altered Experts"),
                                   m_settings.folder(), tr("Lists of altered experts (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(saving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, saving](const QString &path) {
        m_settings.setFolder(QFileInfo(path).absolutePath());
        saving ? save(path) : open(path);
    });
    dialog->open();
}

void AlterationFiles::save(const QString &path)
{
    QSaveFile file(path);
    const QByteArray json = QByteArray::fromStdString(alterationToJson(m_workbench.trials().switches.alteration()));
    if (!file.open(QIODevice::WriteOnly) || file.write(json + '\n') < 0 || !file.commit())
        emit m_workbench.notice(
            tr("%1 could not be written: %2. Another folder may do.").arg(path, file.errorString()));
}

void AlterationFiles::open(const QString &path)
{
    try {
        QString why;
        if (!m_workbench.trials().switches.setAll(readAlteration(pathOf(path.toStdString())), &why))
            emit m_workbench.notice(why);
    } catch (const Error &error) {
        emit m_workbench.notice(QString::fromUtf8(error.what()));
    }
}

} // namespace deepscope
