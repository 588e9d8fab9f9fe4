// Chats as files: the shown one leaves as Markdown, JSON, a page, or with all that was computed; those of other
// programs come in.
#pragma once

#include "app/actions.h"
#include "app/settings.h"
#include "app/workbench.h"

class QMainWindow;

namespace deepscope {

struct ReadChats;

class ChatFiles : public QObject {
    Q_OBJECT

public:
    // The dialogs are shown over the window. All that is given must outlive it.
    ChatFiles(const Actions &actions, Workbench &workbench, Settings &settings, QMainWindow &window);

    void importFrom(const QString &path);

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
