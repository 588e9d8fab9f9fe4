#include "app/problem_offers.h"

#include "app/recorded_examples.h"
#include "paint/texts.h"

#include <QAction>

namespace deepscope {

namespace {

Offer offer(const QString &name, QAction *action)
{
    return {name, [action] { action->trigger(); }};
}

} // namespace

Offer ProblemOffers::offerFor(const UserProblem &problem)
{
    switch (problem.about) {
    case UserProblem::About::Chats:
        if (problem.mayPass)
            return {tr("Try again"), [this] { m_workbench.tryKeepingAgain(); }};
        return offer(tr("Open data folder"), m_actions.openDataFolder);
    case UserProblem::About::Saving:
        return offer(tr("Save elsewhere…"), m_actions.saveRecording);
    case UserProblem::About::Exporting:
        return {}; // the sentence says what would do
    case UserProblem::About::Importing:
        return offer(tr("Import another file…"), m_actions.importChat);
    case UserProblem::About::Recording:
        return offer(tr("Open another recorded run…"), m_actions.openRecording);
    case UserProblem::About::Model:
        return offerForModel(problem);
    }
    return {};
}

Offer ProblemOffers::offerForModel(const UserProblem &problem)
{
    const OpenOptions tried = m_opening.giveUp(problem);
    if (problem.kind != ErrorKind::File && tried != OpenOptions())
        return {tr("Open with automatic options"), [this, path = problem.path] { m_opening.openAs(path, {}); }};
    if (m_workbench.store().model())
        return offer(tr("Open another model…"), m_actions.openModel);
    if (problem.path != QStringLiteral("default"))
        return {tr("Open the default model"), [this] { m_opening.open(QStringLiteral("default")); }};
    if (!m_examples.isEmpty())
        return {tr("Recorded examples"), {}, &m_examples};
    return offer(tr("Open a recorded run…"), m_actions.openRecording);
}

} // namespace deepscope
