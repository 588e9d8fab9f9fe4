#include "app/memory_planning.h"

#include "app/attachments.h"
#include "app/settings.h"
#include "models/background.h"
#include "models/open_plan.h"
#include "models/run_store.h"
#include "panels/memory/memory_plan_view.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

namespace deepscope {

namespace {

// Empty for anything but one model.
QString draggedModel(const QMimeData &dragged)
{
    const QStringList files = draggedFiles(dragged);
    const bool isModel = files.size() == 1 && files.front().endsWith(QStringLiteral(".gguf"), Qt::CaseInsensitive);
    return isModel ? files.front() : QString();
}

} // namespace

MemoryPlanning::MemoryPlanning(MemoryPlanView &view, const RunStore &store, Settings &settings, DeviceSource devices)
    : QObject(&view), m_view(view), m_store(store), m_settings(settings), m_devices(std::move(devices))
{
    view.widget()->setAcceptDrops(true);
    view.widget()->installEventFilter(this);
    connect(&view, &MemoryPlanView::fileWanted, this, &MemoryPlanning::choose);
    connect(&view, &MemoryPlanView::readingWanted, this, &MemoryPlanning::read);
}

void MemoryPlanning::choose()
{
    auto *dialog = new QFileDialog(m_view.window(), tr("Plan the Memory of a Model"), m_settings.folder(),
                                   tr("Models (*.gguf);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_settings.setFolder(QFileInfo(path).absolutePath());
        m_view.showFile(path);
    });
    dialog->open();
}

void MemoryPlanning::read(const QString &path)
{
    ++m_reading;
    const LoadedModel *model = m_store.model();
    // What the model in use holds, another may have.
    inBackground(
        this,
        [path, source = m_devices, held = model ? model->memory : MemoryPlan(), on = model ? model->device.index : 0] {
            return readForPlan(path, devicesWithout(held, on, source()));
        },
        [this](const PlanReading &reading) {
            --m_reading;
            m_view.setReading(reading);
        });
}

// A model that is dropped here is planned, not opened.
bool MemoryPlanning::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event); // what enters is one as well
    const QString path = draggedModel(*drop->mimeData());
    if (path.isEmpty())
        return QObject::eventFilter(watched, event);
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop)
        m_view.showFile(path);
    return true;
}

} // namespace deepscope
