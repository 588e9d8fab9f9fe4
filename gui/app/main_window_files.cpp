// MainWindow: files that are dropped on it or planned, and what is done with the text of the chat.
#include "app/main_window.h"

#include "app/alteration_files.h"
#include "app/attachments.h"
#include "app/chat_files.h"
#include "app/docks.h"
#include "app/memory_planning.h"
#include "app/messages.h"
#include "app/mode_switch.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/memory/memory_panel.h"
#include "panels/memory/memory_plan_view.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QMimeData>

namespace deepscope {

void MainWindow::connectTextOfChat()
{
    connect(m_actions.find, &QAction::triggered, m_chat, &ChatPanel::find);
    connect(m_actions.findNext, &QAction::triggered, m_chat, [this] { m_chat->findStep(1); });
    connect(m_actions.findPrevious, &QAction::triggered, m_chat, [this] { m_chat->findStep(-1); });
    connect(m_actions.links, &QAction::triggered, m_chat, &ChatPanel::showLinks);
    connect(m_actions.attachFiles, &QAction::triggered, m_attachments, &Attachments::choose);
    connect(m_chat->composer(), &Composer::attachWanted, m_attachments, &Attachments::choose);
    connect(m_attachments, &Attachments::refused, this,
            [this](const QString &sentence) { m_messages->showNote(sentence, {}); });
}

void MainWindow::connectPlan()
{
    MemoryPlanView *plan = m_docks->memory()->plan();
    auto *planning = new MemoryPlanning(*plan, m_workbench.store(), m_settings);
    connect(plan, &MemoryPlanView::openWanted, this, [this](const QString &path, OpenOptions options) {
        const LoadedModel *model = m_workbench.store().model();
        if (options.device.isEmpty() && model && path == QString::fromStdString(model->info.path))
            options.device = m_opening.optionsOf(path).device;
        m_opening.openAs(path, options);
    });
    connect(m_actions.planModel, &QAction::triggered, this, [this, planning] {
        m_modes->go(Mode::Chat);
        showDockOf(*m_docks->memory());
        m_docks->memory()->showPlan();
        planning->choose();
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!draggedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

// What can be opened is, where it is alone; anything else is text for the question. JSON may be either.
void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList files = draggedFiles(*event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    const QString alone = files.size() == 1 ? files.front() : QString();
    if (isOpened(alone) || AlterationFiles::isList(alone))
        return open(alone);
    m_modes->go(Mode::Chat);
    if (alone.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        m_chatFiles->importFrom(alone, [this, files] { m_attachments->attach(files); });
    else
        m_attachments->attach(files);
}

} // namespace deepscope
