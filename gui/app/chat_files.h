// Chats as files: the shown one leaves as Markdown, JSON, a page, or with all that was computed; those of other
// programs come in.
#pragma once

#include "app/actions.h"
#include "app/settings.h"
#include "app/workbench.h"

#include <functional>

class QMainWindow;

namespace deepscope {

struct ReadChats;

class ChatFiles : public QObject {
    Q_OBJECT

public:
    // The dialogs are shown over the window. All that is given must outlive it.
    ChatFiles(const Actions &actions, Workbench &workbench, Settings &settings, QMainWindow &window);

    // `otherwise` is done with a file that is no chat in any known form; without it a person is told.
    void importFrom(const QString &path, const std::function<void()> &otherwise = {});

signals:
    void told(const QString &sentence); // what of a file was left out

private:
    void updateExport();
    void askForExport();
    void exportTo(const QString &chat, const QString &path, const QString &filter);
    void askForImport();
    void take(const ReadChats &read, const QString &path);

    Actions m_actions;
    Workbench &m_workbench;
    Settings &m_settings;
    QMainWindow &m_window;
};

} // namespace deepscope
