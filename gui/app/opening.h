// Opens models with the options that a person chose, named on the command line, or had when they were last opened. What
// was chosen is kept as soon as the model has opened with it.
#pragma once

#include "app/settings.h"
#include "app/workbench.h"

namespace deepscope {

class Opening : public QObject {
    Q_OBJECT

public:
    // Both must outlive it.
    Opening(Workbench &workbench, Settings &settings, QObject *parent = nullptr);

    // A model, a recorded run or a record of learning; "default" is the default model.
    void open(const QString &path);
    void openAs(const QString &path, const OpenOptions &options); // chosen by a person
    // They count for every model until a person chooses options in the window.
    void setOverrides(const OptionOverrides &overrides) { m_overrides = overrides; }

    OpenOptions optionsOf(const QString &path) const { return m_overrides.over(m_settings.openOptions(path)); }
    // With what the model of a problem was opened; what was chosen for it is given up.
    OpenOptions giveUp(const UserProblem &problem);

signals:
    void labRecordWanted(const QString &path);

private:
    struct Chosen {
        QString path;
        OpenOptions options;
    };

    Workbench &m_workbench;
    Settings &m_settings;
    OptionOverrides m_overrides;
    std::optional<Chosen> m_chosen; // until it is known that they work
};

} // namespace deepscope
