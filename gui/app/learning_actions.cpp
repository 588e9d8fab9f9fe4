#include "app/learning_actions.h"

#include "paint/glyph_icon.h"
#include "panels/learning/lab_setup.h"
#include "panels/learning/learning_panel.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileDialog>
#include <QUrl>

namespace deepscope {

LearningActions::LearningActions(const Actions &actions, Learning &learning, Settings &settings, LearningPanel &panel,
                                 LabSetup &setup, QWidget *window)
    : QObject(window), m_actions(actions), m_learning(learning), m_settings(settings), m_panel(panel), m_setup(setup),
      m_window(window)
{
    connectCommands();
    connectSetup();
    connectOffers();
    connect(&learning.history(), &LabHistory::stateChanged, this, &LearningActions::update);
    connect(&learning.history(), &LabHistory::stepsChanged, this, &LearningActions::update);
    connect(&learning.history(), &LabHistory::heldOutChanged, this, &LearningActions::update);
    connect(&learning.history(), &LabHistory::runChanged, this, &LearningActions::showRun);
    setup.setTasks(labTaskInfos());
    update();
}

void LearningActions::connectCommands()
{
    connect(m_actions.labStart, &QAction::triggered, this, [this] { m_learning.start(m_setup.request()); });
    connect(m_actions.labPause, &QAction::triggered, this, [this] {
        if (!m_learning.history().isRunning())
            m_learning.resume(m_learning.folder());
        else if (m_learning.history().state().kind == LabState::Kind::Paused)
            m_learning.goOn();
        else
            m_learning.pause();
    });
    connect(m_actions.labStep, &QAction::triggered, &m_learning, &Learning::step);
    connect(m_actions.labStop, &QAction::triggered, &m_learning, &Learning::stop);
    connect(m_actions.labBackToBest, &QAction::triggered, &m_learning, &Learning::backToBest);
    connect(m_actions.labUseInChat, &QAction::triggered, &m_learning, &Learning::useInChat);
    connect(m_actions.labSaveModel, &QAction::triggered, this, [this] {
        choose(
            tr("Save the Model"), tr("Models (*.gguf)"), [this](const QString &path) { m_learning.saveModel(path); },
            QStringLiteral("gguf"));
    });
    connect(m_actions.labOpenRecord, &QAction::triggered, this, [this] {
        choose(tr("Open a Learning Record"), tr("Records of learning (*%1)").arg(QLatin1String(LabRecordEnding)),
               [this](const QString &path) { m_learning.openRecord(path); });
    });
}

void LearningActions::connectSetup()
{
    connect(&m_setup, &LabSetup::baseFileWanted, this, [this] {
        choose(tr("The Base That Learns"), tr("Models (*.gguf)"),
               [this](const QString &path) { m_setup.setBase(path); });
    });
    connect(&m_setup, &LabSetup::questionsFileWanted, this, [this] {
        choose(tr("Your Own Questions"), tr("JSON lines (*.jsonl *.json);;All files (*)"),
               [this](const QString &path) { m_setup.setQuestions(path); });
    });
    connect(&m_setup, &LabSetup::folderOpenWanted, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_learning.folder())); });
}

void LearningActions::connectOffers()
{
    connect(m_panel.empty(), &EmptyLearning::startWanted, m_actions.labStart, &QAction::trigger);
    connect(m_panel.empty(), &EmptyLearning::goOnWanted, &m_learning, &Learning::resume);
    connect(m_panel.empty(), &EmptyLearning::watchWanted, &m_learning, &Learning::openRecord);
    connect(&m_learning, &Learning::earlierRunsFound, this,
            [this](const QList<EarlierRun> &mine, const QList<EarlierRun> &examples) {
                QList<EmptyLearning::Offer> goOn, watch;
                for (const EarlierRun &run : mine)
                    goOn.append({run.title, run.folder});
                for (const EarlierRun &run : examples)
                    watch.append({run.title, run.record});
                m_panel.empty()->setOffers(goOn, watch);
            });
}

void LearningActions::choose(const QString &title, const QString &filter,
                             const std::function<void(const QString &)> &take, const QString &suffixToSave)
{
    auto *dialog = new QFileDialog(m_window, title, m_settings.folder(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (suffixToSave.isEmpty()) {
        dialog->setFileMode(QFileDialog::ExistingFile);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(suffixToSave);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, take](const QString &path) {
        m_settings.setFolder(dialog->directory().absolutePath());
        take(path);
    });
    dialog->open();
}

void LearningActions::update()
{
    const LabHistory &history = m_learning.history();
    const LabState &state = history.state();
    const bool running = history.isRunning(), learns = running && state.kind != LabState::Kind::Preparing;
    const bool paused = running && state.kind == LabState::Kind::Paused;
    m_actions.labStart->setEnabled(!running);
    // One that was stopped, or has ended, is gone on with where it stood.
    const bool ended = !running && !m_learning.folder().isEmpty() && !history.steps().empty();
    m_actions.labPause->setEnabled(learns || ended);
    m_actions.labPause->setText(paused || ended ? tr("&Go On") : tr("&Pause"));
    m_actions.labPause->setIcon(glyphIcon(paused || ended ? Glyph::Play : Glyph::Pause));
    m_actions.labStep->setEnabled(learns);
    m_actions.labStop->setEnabled(running);
    const LabHeldOut *best = history.best();
    m_actions.labBackToBest->setEnabled(learns && best && best->step < history.lastStep());
    m_actions.labBackToBest->setToolTip(best ? tr("To step %1, the best by held-out answers").arg(best->step)
                                             : tr("To the best by held-out answers"));
    // Also of a run that has ended by itself or was stopped.
    const bool hasModel =
        history.isLive() && state.kind != LabState::Kind::Preparing && history.begun() && !state.failure;
    m_actions.labUseInChat->setEnabled(hasModel);
    m_actions.labSaveModel->setEnabled(hasModel);
    m_setup.setRunning(running);
    m_setup.setFolder(m_learning.folder());
}

void LearningActions::showRun()
{
    const auto &begun = m_learning.history().begun();
    m_setup.setTasks(begun ? begun->tasks : labTaskInfos());
    m_setup.setMemory(begun ? begun->memory : std::vector<LabMemoryPart>());
    if (begun)
        m_setup.showBegun(*begun);
    update();
}

} // namespace deepscope
