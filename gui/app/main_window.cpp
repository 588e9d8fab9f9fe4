#include "app/main_window.h"

#include "app/alteration_files.h"
#include "app/application_icon.h"
#include "app/attachments.h"
#include "app/chat_files.h"
#include "app/chat_settings.h"
#include "app/docks.h"
#include "app/draft_keeper.h"
#include "app/enter_key.h"
#include "app/exports.h"
#include "app/file_comparing.h"
#include "app/first_steps.h"
#include "app/focus_line.h"
#include "app/focus_ring.h"
#include "app/labelling.h"
#include "app/learning_actions.h"
#include "app/learning_docks.h"
#include "app/learning_quit.h"
#include "app/learning_status.h"
#include "app/learning_views.h"
#include "app/load_bar.h"
#include "app/menus.h"
#include "app/messages.h"
#include "app/mode_switch.h"
#include "app/model_button.h"
#include "app/open_dialogs.h"
#include "app/plain_tool_tips.h"
#include "app/playback_actions.h"
#include "app/problem_offers.h"
#include "app/quit_question.h"
#include "app/recorded_examples.h"
#include "app/selection_actions.h"
#include "app/status_line.h"
#include "app/suggestions.h"
#include "app/tab_order.h"
#include "models/open_plan.h"
#include "models/whole_chat.h"
#include "paint/number_format.h"
#include "panels/chat/chat_drafts.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/experts/alteration_bar.h"
#include "panels/experts/experts_panel.h"
#include "panels/learning/learning_panel.h"
#include "panels/memory/memory_panel.h"
#include "panels/token_details/token_details.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr QSize FirstSize(1280, 800); // where the screen has room for it

QSize firstSize(const QWidget &window)
{
    const int titleBar = window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
    return FirstSize.boundedTo(window.screen()->availableSize() - QSize(0, titleBar));
}

QString wordsInUse(const LoadedModel &model)
{
    return MainWindow::tr("%1, context of %2, KV cache in %3")
        .arg(QString::fromStdString(model.device.name), formatPlural(model.memory.context, Noun::Token),
             cacheTypeTitle(model.memory.cacheType));
}

} // namespace

MainWindow::MainWindow(const EngineFactory &makeEngine, const LabFactory &makeLab, std::unique_ptr<QSettings> settings,
                       const QString &dataFolder)
    : m_settings(std::move(settings)), m_workbench(makeEngine, dataFolder), m_learning(makeLab, dataFolder),
      m_opening(m_workbench, m_settings), m_actions(makeActions(this)),
      m_chat(new ChatPanel(m_workbench.store(), m_workbench.selection(), m_workbench.chats())),
      m_learningPanel(new LearningPanel(m_learning.history(), m_learning.steps())), m_middle(new QStackedWidget),
      m_message(new MessageBar), m_firstSteps(new FirstSteps(m_workbench.store(), m_workbench.selection())),
      m_messages(new Messages(*m_message, m_workbench, this)),
      m_attachments(new Attachments(*m_chat->composer(), m_settings, this)), m_examples(new RecordedExamples(this)),
      m_offers(std::make_unique<ProblemOffers>(m_actions, m_opening, m_workbench, *m_examples)),
      m_quit(new QuitQuestion(m_workbench, this)), m_learningQuit(new LearningQuit(m_learning, this)),
      m_load(new LoadBar), m_model(new ModelButton({m_actions.models, m_actions.openModel, m_actions.closeModel}))
{
    setWindowTitle(tr("Deepscope"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    resize(firstSize(*this));
    setCentralWidget(makeCentre());
    makeToolBar();
    m_docks = std::make_unique<Docks>(*this, m_workbench.store(), m_workbench.selection(), m_workbench.playback(),
                                      m_workbench.chats(), m_workbench.trials(), m_workbench.attention(),
                                      m_workbench.latent(), m_workbench.memory());
    m_learningDocks = std::make_unique<LearningDocks>(*this, m_learning);
    new LearningViews(m_learning.history(), m_learning.steps(), m_learning.rollouts(), m_learning.selection(),
                      m_learningDocks->panels(), this);
    makeModes();
    new StatusLine(m_workbench.store(), statusBar());
    new LearningStatus(m_learning.history(), statusBar());
    m_alterationFiles = new AlterationFiles(*m_docks->experts()->alterationBar(), m_workbench, m_settings, this);
    m_docks->details()->offerCandidates();
    connect(m_docks->details(), &TokenDetails::candidateWanted, this, [this](int token, int32_t candidate) {
        if (const Run *run = m_workbench.store().current())
            m_workbench.goOnBehind(run->id(), beginningBefore(*run, token, candidate));
    });
    new FileComparing(*m_docks->comparison()->files(), m_workbench.trials().files, m_settings, this);
    new SelectionActions(m_actions, m_workbench.selection(), this);
    new Labelling(m_actions, m_workbench.store(), m_workbench.selection(), this);
    new PlaybackActions(m_actions, m_workbench.playback(), m_settings, this);
    new FocusRing(this);
    new EnterKey(this);
    new PlainToolTips(this);
    connectFiles();
    connectChat();
    connectChatList();
    connectView();
    connectFirstSteps();
    connectLearning();
    connectWorkbench();
    restoreWindow();
    m_drafts =
        std::make_unique<DraftKeeper>(*m_chat->drafts(), m_workbench.chats(), m_settings, m_workbench.dataFolder());
    m_chat->composer()->focusEditor(); // a question can be written while the model loads
    showModel();
    updateState();
    if (!m_settings.sawFirstSteps())
        m_firstSteps->begin();
}

// The panels look at the workbench until they are gone, so they go first.
MainWindow::~MainWindow()
{
    hide();
    m_drafts.reset();
    qDeleteAll(findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly));
    delete takeCentralWidget();
}

QWidget *MainWindow::makeCentre()
{
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_message);
    column->addWidget(m_load);
    column->addWidget(m_firstSteps);
    column->addWidget(m_middle, 1);
    return centre;
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(16, 16));
    fillToolBar(bar);
    for (QAction *iconOnly : {m_actions.back, m_actions.forward})
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(iconOnly))) {
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
            button->setAccessibleName(iconOnly->toolTip());
        }
    for (QAction *action : bar->actions())
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action)))
            button->setFocusPolicy(Qt::TabFocus);
}

void MainWindow::fillToolBar(QToolBar *bar)
{
    bar->addActions(m_actions.modes->actions());
    m_chatTools << bar->addSeparator() << bar->addWidget(m_model);
    bar->addActions({m_actions.newChat, m_actions.stop});
    m_chatTools << bar->addSeparator();
    bar->addActions({m_actions.back, m_actions.forward});
    auto *focus = new FocusLine(m_workbench.store(), m_workbench.selection(), m_actions.clearFocus);
    focus->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_chatTools << bar->addWidget(focus);
    m_learningTools << bar->addSeparator();
    bar->addActions({m_actions.labStart, m_actions.labPause, m_actions.labStep, m_actions.labStop});
    m_learningTools << bar->addSeparator();
    bar->addActions({m_actions.labBackToBest, m_actions.labUseInChat, m_actions.labSaveModel});
}

// Which commands, panels and middle belong to which mode.
void MainWindow::makeModes()
{
    const ModeCommands commands =
        buildMenus(*this, m_actions, m_docks->toggleActions() + m_learningDocks->toggleActions(), m_examples);
    m_modes = new ModeSwitch(m_actions, m_settings, *m_middle, {m_chat, m_docks.get(), commands.chat + m_chatTools},
                             {m_learningPanel, m_learningDocks.get(), commands.learning + m_learningTools}, this);
}

void MainWindow::restoreWindow()
{
    applyTheme(m_settings.theme());
    QAction *chosen[] = {m_actions.themeSystem, m_actions.themeLight, m_actions.themeDark};
    chosen[static_cast<int>(m_settings.theme())]->setChecked(true);
    m_chatSettings->show();
    m_model->setRecent(m_settings.recentModels());
    restoreGeometry(m_settings.windowGeometry());
    m_modes->begin();
}

void MainWindow::open(const QString &path)
{
    const bool isList = AlterationFiles::isList(path);
    if (isList || path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ||
        path.endsWith(QLatin1String(WholeChatEnding), Qt::CaseInsensitive)) {
        m_modes->go(Mode::Chat);
        return isList ? m_alterationFiles->open(path) : m_chatFiles->importFrom(path);
    }
    // What belongs to the chat is shown there; only the model that a start opens may wait out of sight.
    if (path != QStringLiteral("default") && !path.endsWith(QLatin1String(LabRecordEnding), Qt::CaseInsensitive))
        m_modes->go(Mode::Chat);
    m_opening.open(path);
}

void MainWindow::closeUnasked()
{
    m_quit->askNothing();
    m_learningQuit->askNothing();
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_learningQuit->mayQuit() || !m_quit->mayQuit())
        return event->ignore(); // they close the window when that has been settled
    m_modes->save();
    m_settings.setWindowGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::connectFiles()
{
    new OpenDialogs(m_actions, m_opening, m_workbench, m_settings, this);
    new Exports(m_actions, m_workbench, m_settings, *this);
    m_chatFiles = new ChatFiles(m_actions, m_workbench, m_settings, *this);
    connect(m_chatFiles, &ChatFiles::told, this,
            [this](const QString &sentence) { m_messages->showNote(sentence, {}); });
    connect(m_examples, &RecordedExamples::chosen, this, &MainWindow::open);
    connect(m_actions.closeModel, &QAction::triggered, &m_workbench, &Workbench::closeModel);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_model, &ModelButton::chosen, this, &MainWindow::open);
    connect(m_docks->memory(), &MemoryPanel::contextWanted, this, [this](uint32_t context) {
        const LoadedModel *model = m_workbench.store().model();
        if (!model)
            return;
        const QString path = QString::fromStdString(model->info.path);
        OpenOptions options = m_opening.optionsOf(path);
        options.context = context;
        m_opening.openAs(path, options);
    });
    connectPlan();
}

void MainWindow::connectLearning()
{
    new LearningActions(m_actions, m_learning, m_settings, *m_learningPanel, *m_learningDocks->setup(), this);
    connect(&m_learning, &Learning::problemOccurred, this,
            [this](const QString &sentence) { m_messages->showNote(sentence, {}); });
    connect(&m_learning, &Learning::notice, &m_workbench, &Workbench::notice);
    connect(&m_learning.history(), &LabHistory::allocated, &m_workbench.memory(), &MemoryAccounts::setLab);
    connect(&m_learning, &Learning::recordOpened, this, [this] { m_modes->go(Mode::Learning); });
    connect(&m_opening, &Opening::labRecordWanted, &m_learning, &Learning::openRecord);
    connect(&m_learning, &Learning::modelReady, this, [this](const QString &path) {
        m_modes->go(Mode::Chat);
        open(path);
    });
    connect(m_modes, &ModeSwitch::changed, this, [this] {
        if (m_modes->mode() == Mode::Learning)
            m_learning.findEarlierRuns();
    });
}

void MainWindow::connectWorkbench()
{
    connect(&m_workbench, &Workbench::stateChanged, this, &MainWindow::updateState);
    connect(&m_workbench.store(), &RunStore::currentRunChanged, this, &MainWindow::updateState);
    connect(&m_workbench, &Workbench::loadBegan, m_load, &LoadBar::begin);
    connect(&m_workbench, &Workbench::loadProgress, m_load, &LoadBar::setProgress);
    connect(m_load, &LoadBar::cancelled, &m_workbench, &Workbench::cancelLoading);
    connect(&m_workbench, &Workbench::problemOccurred, this,
            [this](const UserProblem &problem) { m_messages->show(problem, m_offers->offerFor(problem)); });
    connect(&m_workbench, &Workbench::notice, this,
            [this](const QString &sentence) { statusBar()->showMessage(sentence, 5000); });
    connect(&m_workbench, &Workbench::modelOpened, this, &MainWindow::showModel);
    connect(&m_workbench, &Workbench::modelInUseChanged, this, &MainWindow::showModel);
}

void MainWindow::showModel()
{
    const LoadedModel *model = m_workbench.store().model();
    const QString path = model ? QString::fromStdString(model->info.path) : QString();
    m_model->setModel(model ? Workbench::displayName(path) : QString(), model ? wordsInUse(*model) : QString());
    m_model->setCurrent(path);
    m_model->setRecent(m_settings.recentModels());
    m_actions.closeModel->setEnabled(model);
    m_chatSettings->show();
    if (!model)
        return;
    m_chat->setSuggestions(suggestedQuestions(path));
    m_chat->composer()->setAdvice(model->info.chatSampling, QString::fromStdString(model->info.chatSamplingSource));
}

void MainWindow::updateState()
{
    const Run *run = m_workbench.store().current();
    const QString reason = m_workbench.reasonAgainstAsking();
    const bool becomesAvailable = reason.isEmpty() && !m_chat->isAvailable();
    m_chat->setAvailable(reason);
    if (becomesAvailable)
        m_chat->composer()->focusEditor(); // the first thing to do is to ask
    m_chat->composer()->setRunning(m_workbench.isRunning());
    m_chat->composer()->setBeginsNewChat(m_workbench.chats().continuation() == Continuation::Recording);
    m_actions.stop->setEnabled(m_workbench.isRunning());
    m_learning.setYields(m_workbench.isRunning()); // whoever asks does not wait
    m_actions.newChat->setEnabled(run != nullptr);
    m_actions.copyAnswer->setEnabled(run != nullptr);
    m_actions.links->setEnabled(run != nullptr);
    m_actions.copyQuestion->setEnabled(run != nullptr);
    for (QAction *ofTurn : {m_actions.editQuestion, m_actions.tryAgain, m_actions.continueAnswer,
                            m_actions.previousVersion, m_actions.nextVersion})
        ofTurn->setEnabled(run != nullptr);
    m_actions.saveRecording->setEnabled(run && run->state() != RunState::Working);
    if (!m_workbench.isLoading())
        m_load->end();
}

bool MainWindow::focusNextPrevChild(bool next) { return moveByTab(*this, next); }

// The system went light or dark.
void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange && m_settings.theme() == Theme::System)
        applyTheme(Theme::System);
}

} // namespace deepscope
