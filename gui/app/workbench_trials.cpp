// Workbench: what a person tries with experts.
#include "app/workbench.h"

#include "models/same_model.h"

#include <algorithm>

namespace deepscope {

// Questions about experts go to the engine, and its answers back.
void Workbench::connectTrials()
{
    connect(&m_trials.switches, &ExpertSwitches::refused, this, &Workbench::notice);
    connect(&m_trials.reading, &SecondReading::asked, this,
            [this](const CompareRequest &asked) { m_bridge.ask(asked); });
    connect(&m_trials.reading, &SecondReading::dropped, this, [this](uint32_t asked) { m_bridge.cancel(asked); });
    connect(&m_bridge, &EngineBridge::compared, &m_trials.reading, &SecondReading::answer);
    connect(&m_bridge, &EngineBridge::prefillProgress, &m_trials.reading, &SecondReading::setProgress);
    connect(&m_trials.weighing, &RouterWeighing::asked, this,
            [this](const RouterQuestion &asked) { m_bridge.ask(asked); });
    connect(&m_trials.weighing, &RouterWeighing::dropped, this, [this](uint32_t asked) { m_bridge.cancel(asked); });
    connect(&m_trials.survey, &ExpertSurvey::asked, this, [this](const ScoreRequest &asked) { m_bridge.ask(asked); });
    connect(&m_trials.survey, &ExpertSurvey::dropped, this, [this](uint32_t asked) { m_bridge.cancel(asked); });
    connect(&m_bridge, &EngineBridge::scored, &m_trials.survey, &ExpertSurvey::answer);
    connect(&m_bridge, &EngineBridge::routersAnswered, &m_trials.weighing, &RouterWeighing::answer);
    connect(&m_attention, &AttentionReading::asked, this,
            [this](const AttentionQuestion &asked) { m_bridge.ask(asked); });
    connect(&m_attention, &AttentionReading::dropped, this, [this](uint32_t asked) { m_bridge.cancel(asked); });
    connect(&m_bridge, &EngineBridge::attentionAnswered, &m_attention, &AttentionReading::answer);
    connect(&m_bridge, &EngineBridge::prefillProgress, &m_attention, &AttentionReading::setProgress);
    connect(&m_latent, &LatentReading::asked, this, [this](const CacheQuestion &asked) { m_bridge.ask(asked); });
    connect(&m_latent, &LatentReading::dropped, this, [this](uint32_t asked) { m_bridge.cancel(asked); });
    connect(&m_bridge, &EngineBridge::cacheAnswered, &m_latent, &LatentReading::answer);
}

QString Workbench::reasonAgainstAnsweringAgain() const
{
    const Run *run = m_store.current();
    const Chat *chat = m_chats.shownChat();
    if (!run || !run->request() || !chat || chat->turns.empty() || chat->recorded)
        return tr("Only a question that was asked here can be answered again.");
    const std::vector<uint32_t> last = chat->turns.versionsOf(chat->turns.path(m_store).back());
    if (std::ranges::count(last, run->id()) == 0)
        return tr("Only the last question of a chat can be answered again.");
    if (!m_store.model() || !sameModel(m_store.model()->info, run->model().info))
        return tr("The model that answered is not open.");
    if (isRunning())
        return tr("An answer is under way.");
    return reasonAgainstAsking();
}

void Workbench::answerAgain(const Alteration &alteration)
{
    if (!reasonAgainstAnsweringAgain().isEmpty())
        return;
    const Run &run = *m_store.current();
    RunRequest request = *run.request();
    request.run = m_store.freeNumber();
    m_versionOf = run.id();
    request.alteration = alteration;
    request.beginning = {}; // without those experts it would have begun otherwise
    m_asked = {request.run};
    m_running = {request.run};
    m_store.beginBeside(request.run, run.question(), *m_store.model(), request);
    showProgress({tr("Reading the question"), -1});
    emit stateChanged();
    m_bridge.start(std::move(request));
}

} // namespace deepscope
