// The window: the chat in the middle, panels around it, and what holds them together.
#pragma once

#include "app/actions.h"
#include "app/settings.h"
#include "app/workbench.h"

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
class QuitQuestion;
class RecordedExamples;
struct Offer;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Chats are kept in `dataFolder`; an empty one keeps none.
    MainWindow(const EngineFactory &makeEngine, std::unique_ptr<QSettings> settings, const QString &dataFolder = {});
    ~MainWindow() override;

    // Opens a model or a recorded run; "default" is the default model.
    void open(const QString &path) { m_workbench.open(path, optionsOf(path)); }
    // They count for every model until a person chooses options in the window.
    void setOverrides(const OptionOverrides &overrides) { m_overrides = overrides; }

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
    void showModels();
    OpenOptions optionsOf(const QString &path) const { return m_overrides.over(m_settings.openOptions(path)); }
    void openAsChosen(const QString &path, const OpenOptions &options); // kept when the model opens
    void chooseFile(const QString &title, const QString &filter);
    void chooseRunFile();
    void showProblem(const Problem &problem);
    Offer offerFor(const Problem &problem); // what would help
    void updateState();

    struct Chosen {
        QString path;
        OpenOptions options;
    };

    Settings m_settings;
    OptionOverrides m_overrides;
    std::optional<Chosen> m_chosen; // by a person, until it is known that they work
    Workbench m_workbench;
    Actions m_actions;
    ChatPanel *m_chat;
    MessageBar *m_message;
    Messages *m_messages;
    RecordedExamples *m_examples;
    QuitQuestion *m_quit;
    LoadBar *m_load;
    ModelButton *m_model;
    std::unique_ptr<Docks> m_docks;
    std::unique_ptr<DraftKeeper> m_drafts;
};

} // namespace deepscope
