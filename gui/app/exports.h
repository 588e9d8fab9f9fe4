// What leaves the window as files for others: the routing of the run that is shown, and pictures of its views.
#pragma once

#include "api/routing_export.h"
#include "app/actions.h"
#include "app/settings.h"
#include "app/view_picture.h"
#include "app/workbench.h"

class QDockWidget;
class QMainWindow;

namespace deepscope {

class DataPanel;

class Exports : public QObject {
    Q_OBJECT

public:
    // Fills the menus of exportRouting and savePicture, one entry for each form and each panel of data that the window
    // has; those of the other mode are not shown. All that is given must outlive it.
    Exports(const Actions &actions, Workbench &workbench, Settings &settings, QMainWindow &window);

private:
    void addForms();
    void addPanel(QDockWidget *dock, DataPanel *panel);
    void updateRouting();
    void askForRouting(RoutingForm form);
    void writeRoutingOf(const Run &run, RoutingForm form, const QString &chosen);
    void askForPicture(DataPanel *panel);
    void savePicture(DataPanel *panel, const QString &path);
    void write(const QString &name, const std::function<QString()> &work, const QString &saved = {});

    Actions m_actions;
    Workbench &m_workbench;
    Settings &m_settings;
    QMainWindow &m_window;
};

} // namespace deepscope
