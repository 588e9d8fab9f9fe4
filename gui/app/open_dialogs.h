// The dialogs that choose what is opened, and where a run is saved.
#pragma once

#include "app/actions.h"
#include "app/opening.h"

namespace deepscope {

class OpenDialogs : public QObject {
    Q_OBJECT

public:
    // Shown over the window by its actions. All that is given must outlive it.
    OpenDialogs(const Actions &actions, Opening &opening, Workbench &workbench, Settings &settings, QWidget *window);

private:
    void showModels();
    void chooseFile(const QString &title, const QString &filter);
    void chooseRunFile();

    Opening &m_opening;
    Workbench &m_workbench;
    Settings &m_settings;
    QWidget *m_window;
};

} // namespace deepscope
