// What the banner of altered experts wishes for outside of its panel: lists in files, and another answer.
#pragma once

#include "app/settings.h"
#include "app/workbench.h"

#include "api/routing_export.h"

#include <QPointer>

namespace deepscope {

class AlterationBar;

class AlterationFiles : public QObject {
    Q_OBJECT

public:
    // All that is given must outlive it.
    AlterationFiles(AlterationBar &bar, Workbench &workbench, Settings &settings, QWidget *window);

    // What could not be done goes to Workbench::notice().
    void save(const QString &path);
    void open(const QString &path);
    static bool isList(const QString &path); // a JSON or CSV file that begins as one does

private:
    void choose(bool saving);
    void openList(const QString &path);
    void takeList(const QString &path, const ChoiceList &list, ExpertAction action);
    void askForAction(const QString &path, const ChoiceList &list);
    void take(const Alteration &alteration);

    Workbench &m_workbench;
    Settings &m_settings;
    QWidget *m_window;
};

} // namespace deepscope
