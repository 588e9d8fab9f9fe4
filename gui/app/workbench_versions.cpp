// Workbench: other versions of what was asked.
#include "app/workbench.h"

#include "models/same_model.h"

#include <QRandomGenerator>

#include <utility>

namespace deepscope {

QString Workbench::reasonAgainstVersion(uint32_t number) const
{
    const Run *run = m_store.run(number);
    const Chat *chat = m_chats.chatOf(number);
    if (!run || !run->request() || !chat || chat->recorded)
        return tr("Only what was asked here can have another version.");
    if (isRunning())
        return tr("An answer is under way.");
    const QString reason = reasonAgainstAsking();
    if (!reason.isEmpty())
        return reason;
    if (!sameModel(m_store.model()->info, run->model().info))
        return tr("The model that answered, %1, is not open.").arg(QString::fromStdString(run->model().info.name));
    return {};
}

// By the settings in force, as a new question is, though with the experts altered as they were. Greedy answers would
// all be the same, so it is drawn as one of several is.
void Workbench::answerAnew(uint32_t number)
{
    if (m_chats.continuation() == Continuation::OtherModel) // a person decides first
        return giveBack(m_store.run(number)->question());
    const QString reason = reasonAgainstVersion(number);
    if (!reason.isEmpty())
        return emit notice(reason);
    const Run &run = *m_store.run(number);
    RunRequest request = meter().requestAnew(run);
    request.alteration = run.alteration();
    request.sampling = m_settings.samplingFor(run.model().info.chatSampling, 2, QRandomGenerator::global()->generate());
    startVersion(run, std::move(request));
}

void Workbench::goOnBehind(uint32_t number, const Beginning &beginning)
{
    const QString reason = reasonAgainstVersion(number);
    if (!reason.isEmpty())
        return emit notice(reason);
    const Run &run = *m_store.run(number);
    RunRequest request = *run.request();
    request.beginning = beginning;
    if (beginning.empty())
        request.sample = 0; // else it would stand beside those that were asked together
    startVersion(run, std::move(request));
}

void Workbench::startVersion(const Run &run, RunRequest request)
{
    m_settings.limit(request);
    request.run = m_store.freeNumber();
    m_asked = {request.run};
    m_running = {request.run};
    m_answers = 1;
    m_branches.begin(request.run, run.id());
    m_versionOf = m_chats.chatOf(run.id())->turns.countingOf(run.id(), m_store);
    m_chats.nextIsVersionOf(run.id());
    m_store.beginRun(request.run, run.question(), *m_store.model(), request);
    showProgress({tr("Reading the question"), -1});
    emit stateChanged();
    m_bridge.start(std::move(request));
}

void Workbench::closeThought(uint32_t run)
{
    if (m_running.contains(run))
        m_bridge.closeThought(run);
}

} // namespace deepscope
