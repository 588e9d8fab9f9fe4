// The window: the chat in the middle, panels around it, and what holds them together.
#pragma once

#include "app/actions.h"
#include "app/learning.h"
#include "app/opening.h"

#include <QMainWindow>

#include <memory>

class QStackedWidget;
class QToolBar;

namespace deepscope {

class Attachments;
class AlterationFiles;
class ChatFiles;
class ChatSettings;
class ChatPanel;
class Docks;
class DraftKeeper;
class FirstSteps;
class LearningDocks;
class LearningPanel;
class LearningQuit;
class LoadBar;
class MessageBar;
class Messages;
class ModelButton;
class ModeSwitch;
class ProblemOffers;
class QuitQuestion;
class RecordedExamples;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Chats and runs of the lab are kept in `dataFolder`; an empty one keeps none.
    MainWindow(const EngineFactory &makeEngine, const LabFactory &makeLab, std::unique_ptr<QSettings> settings,
               const QString &dataFolder = {});
    ~MainWindow() override;

    // Opens a model, a recorded run or a record of learning; "default" is the default model.
    void open(const QString &path);
    // They count for every model until a person chooses options in the window.
    void setOverrides(const OptionOverrides &overrides) { m_opening.setOverrides(overrides); }

    // As a logout does; what is not written is tried once more.
    void closeUnasked();

    Workbench &workbench() { return m_workbench; }
    Learning &learning() { return m_learning; }
    LearningPanel *learningPanel() const { return m_learningPanel; }
    ModeSwitch &modes() { return *m_modes; }
    const Actions &actionTable() const { return m_actions; }
    ChatPanel *chat() const { return m_chat; }
    MessageBar *messageBar() const { return m_message; }
    LoadBar *loadBar() const { return m_load; }
    FirstSteps *firstSteps() const { return m_firstSteps; }

protected:
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeCentre();
    void makeToolBar();
    void fillToolBar(QToolBar *bar);
    void restoreWindow();
    void connectFiles();
    void connectPlan();
    void connectChat();
    void connectTextOfChat();
    void connectChatList();
    void connectView();
    void connectFirstSteps();
    void connectLearning();
    void makeModes();
    void connectWorkbench();
    void showModel();
    void updateState();

    Settings m_settings;
    Workbench m_workbench;
    Learning m_learning;
    Opening m_opening;
    Actions m_actions;
    ChatPanel *m_chat;
    LearningPanel *m_learningPanel;
    QStackedWidget *m_middle;
    MessageBar *m_message;
    FirstSteps *m_firstSteps;
    Messages *m_messages;
    Attachments *m_attachments;
    RecordedExamples *m_examples;
    ChatFiles *m_chatFiles = nullptr;
    AlterationFiles *m_alterationFiles = nullptr;
    ChatSettings *m_chatSettings = nullptr;
    std::unique_ptr<ProblemOffers> m_offers;
    QuitQuestion *m_quit;
    LearningQuit *m_learningQuit;
    LoadBar *m_load;
    ModelButton *m_model;
    std::unique_ptr<Docks> m_docks;
    std::unique_ptr<LearningDocks> m_learningDocks;
    ModeSwitch *m_modes = nullptr;
    QList<QAction *> m_chatTools, m_learningTools; // what stands in the tool bar in one mode alone
    std::unique_ptr<DraftKeeper> m_drafts;
};

} // namespace deepscope
