// The window: the chat in the middle, panels around it, and what holds them together.
#pragma once

#include "app/actions.h"
#include "app/opening.h"

#include <QMainWindow>

#include <memory>

namespace deepscope {

class ChatPanel;
class Docks;
class DraftKeeper;
class LoadBar;
class MessageBar;
class Messages;
class ModelButton;
class ProblemOffers;
class QuitQuestion;
class RecordedExamples;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Chats are kept in `dataFolder`; an empty one keeps none.
    MainWindow(const EngineFactory &makeEngine, std::unique_ptr<QSettings> settings, const QString &dataFolder = {});
    ~MainWindow() override;

    // Opens a model or a recorded run; "default" is the default model.
    void open(const QString &path) { m_opening.open(path); }
    // They count for every model until a person chooses options in the window.
    void setOverrides(const OptionOverrides &overrides) { m_opening.setOverrides(overrides); }

    // As a logout does; what is not written is tried once more.
    void closeUnasked();

    Workbench &workbench() { return m_workbench; }
    const Actions &actionTable() const { return m_actions; }
    ChatPanel *chat() const { return m_chat; }
    MessageBar *messageBar() const { return m_message; }
    LoadBar *loadBar() const { return m_load; }

protected:
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeCentre();
    void makeToolBar();
    void restoreWindow();
    void connectFiles();
    void connectChat();
    void connectChatList();
    void connectView();
    void connectWorkbench();
    void showLoaded(const QString &path);
    void updateState();

    Settings m_settings;
    Workbench m_workbench;
    Opening m_opening;
    Actions m_actions;
    ChatPanel *m_chat;
    MessageBar *m_message;
    Messages *m_messages;
    RecordedExamples *m_examples;
    std::unique_ptr<ProblemOffers> m_offers;
    QuitQuestion *m_quit;
    LoadBar *m_load;
    ModelButton *m_model;
    std::unique_ptr<Docks> m_docks;
    std::unique_ptr<DraftKeeper> m_drafts;
};

} // namespace deepscope
