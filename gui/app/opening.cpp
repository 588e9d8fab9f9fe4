#include "app/opening.h"

#include "api/lab_record.h"

#include <utility>

namespace deepscope {

Opening::Opening(Workbench &workbench, Settings &settings, QObject *parent)
    : QObject(parent), m_workbench(workbench), m_settings(settings)
{
    connect(&workbench, &Workbench::loadDropped, this, [this] { m_chosen.reset(); });
    connect(&workbench, &Workbench::modelOpened, this, [this](const QString &path) {
        if (m_chosen && m_chosen->path == path)
            m_settings.setOpenOptions(path, std::exchange(m_chosen, std::nullopt)->options);
        if (path != QStringLiteral("default"))
            m_settings.addRecentModel(path);
    });
}

void Opening::open(const QString &path)
{
    if (path.endsWith(QLatin1String(LabRecordEnding), Qt::CaseInsensitive))
        return emit labRecordWanted(path);
    m_workbench.open(path, optionsOf(path));
    if (!Workbench::isRecording(path))
        m_chosen.reset(); // nothing came of it
}

void Opening::openAs(const QString &path, const OpenOptions &options)
{
    m_overrides = {};
    m_workbench.open(path, options); // what was to be opened before is dropped
    m_chosen = Chosen{path, options};
}

OpenOptions Opening::giveUp(const UserProblem &problem)
{
    const bool chosen = m_chosen && problem.about == UserProblem::About::Model && problem.path == m_chosen->path;
    return chosen ? std::exchange(m_chosen, std::nullopt)->options : optionsOf(problem.path);
}

} // namespace deepscope
