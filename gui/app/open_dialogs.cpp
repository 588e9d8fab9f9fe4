#include "app/open_dialogs.h"

#include "app/model_browser.h"
#include "app/save_dialog.h"

#include <QAction>
#include <QFileDialog>

namespace deepscope {

OpenDialogs::OpenDialogs(const Actions &actions, Opening &opening, Workbench &workbench, Settings &settings,
                         QWidget *window)
    : QObject(window), m_opening(opening), m_workbench(workbench), m_settings(settings), m_window(window)
{
    connect(actions.models, &QAction::triggered, this, &OpenDialogs::showModels);
    connect(actions.openModel, &QAction::triggered, this,
            [this] { chooseFile(tr("Open a Model"), tr("Models (*.gguf);;All files (*)")); });
    connect(actions.openRecording, &QAction::triggered, this,
            [this] { chooseFile(tr("Open a Recorded Run"), tr("Recorded runs (*.run)")); });
    connect(actions.saveRecording, &QAction::triggered, this, &OpenDialogs::chooseRunFile);
}

void OpenDialogs::showModels()
{
    const LoadedModel *model = m_workbench.store().model();
    const QString inUse = model ? QString::fromStdString(model->info.path) : QString();
    const auto optionsOf = [this](const QString &path) { return m_opening.optionsOf(path); };
    // What the model in use holds, another may have.
    const auto devices = [held = model ? model->memory : MemoryPlan(), on = model ? model->device.index : 0] {
        return devicesWithout(held, on, listDevices());
    };
    auto *browser =
        new ModelBrowser({knownModelFolders(), m_settings.modelFolders()}, {inUse, devices, optionsOf}, m_window);
    browser->setAttribute(Qt::WA_DeleteOnClose);
    connect(browser, &ModelBrowser::chosen, this,
            [this](const QString &path, const OpenOptions &options, bool alsoForNew) {
                if (alsoForNew)
                    m_settings.setOpenOptionsOfNewModels(options);
                m_opening.openAs(path, options);
            });
    connect(browser, &ModelBrowser::foldersChanged, this,
            [this](const QStringList &folders) { m_settings.setModelFolders(folders); });
    browser->open();
}

void OpenDialogs::chooseFile(const QString &title, const QString &filter)
{
    auto *dialog = new QFileDialog(m_window, title, m_settings.folder(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](const QString &path) {
        m_settings.setFolder(dialog->directory().absolutePath());
        m_opening.open(path);
    });
    dialog->open();
}

void OpenDialogs::chooseRunFile()
{
    askForPlace(m_window, m_settings, {tr("Save the Run"), {tr("Recorded runs (*.run)")}, {}},
                [this](const QString &path) { m_workbench.saveCurrentRun(path); });
}

} // namespace deepscope
