#include "app/file_comparing.h"

#include "api/error.h"
#include "models/background.h"
#include "models/engine_sentences.h"
#include "panels/expert_comparison/files_page.h"

#include <QFileDialog>
#include <QFileInfo>

#include <exception>

namespace deepscope {

namespace {

struct Outcome {
    std::shared_ptr<const ModelComparison> result;
    QString sentence; // why there is none
};

Outcome outcomeOf(const FilesToCompare &files, const ProgressSink &progress, const CancelFlag &cancel)
{
    try {
        return {compareFiles(files, progress, cancel), {}};
    } catch (const Error &error) {
        QString sentence = engineSentence(error.what());
        if (error.kind() == ErrorKind::Device)
            sentence += u' ' + FileComparing::tr("Closing the model in use (File menu) makes room for them.");
        return {nullptr, sentence};
    } catch (const std::exception &error) {
        return {nullptr,
                FileComparing::tr("The files could not be compared: %1.").arg(QString::fromUtf8(error.what()))};
    }
}

} // namespace

FileComparing::FileComparing(FilesPage &page, FileComparison &files, Settings &settings, QWidget *window,
                             DeviceSource devices)
    : QObject(window), m_files(files), m_settings(settings), m_window(window), m_devices(std::move(devices))
{
    connect(&files, &FileComparison::roomWanted, this, &FileComparing::planRoom);
    connect(&page, &FilesPage::fileWanted, this, &FileComparing::choose);
    connect(&files, &FileComparison::asked, this, &FileComparing::compare);
    connect(&files, &FileComparison::dropped, this, &FileComparing::drop);
}

FileComparing::~FileComparing() { drop(); }

void FileComparing::drop()
{
    if (m_cancel)
        *m_cancel = true;
    m_cancel.reset();
}

void FileComparing::choose()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Choose Another File of the Model"), m_settings.folder(), tr("Models (*.gguf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_settings.setFolder(QFileInfo(path).absolutePath());
        m_files.setOther(path);
        m_files.start();
    });
    dialog->open();
}

// The header alone is read for it.
void FileComparing::planRoom()
{
    inBackground(
        this, [asked = m_files.toPlan(), source = m_devices] { return roomFor(asked, source()); },
        [this, number = ++m_plans, other = m_files.other()](const std::optional<FilesRoom> &room) {
            if (number == m_plans)
                m_files.setRoom(other, room);
        });
}

void FileComparing::compare(uint32_t question, const FilesToCompare &asked)
{
    drop();
    m_cancel = std::make_shared<CancelFlag>(false);
    // Told on the interface thread, unless this is gone by then.
    const ProgressSink progress = [guard = QPointer(this), question](const LoadProgress &report) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, question, report] {
            if (guard)
                guard->m_files.tell(question, report);
        });
    };
    inBackground(
        this, [asked, progress, cancel = m_cancel] { return outcomeOf(asked, progress, *cancel); },
        [this, question](const Outcome &outcome) {
            outcome.result ? m_files.answer(question, outcome.result) : m_files.fail(question, outcome.sentence);
        });
}

} // namespace deepscope
