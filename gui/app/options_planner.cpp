#include "app/options_planner.h"

#include "models/background.h"
#include "models/engine_sentences.h"

#include <mutex>

namespace deepscope {

struct OptionsPlanner::Known {
    std::mutex mutex; // one header at a time
    DeviceSource source;
    std::shared_ptr<const DeviceList> devices;
    QString path; // of the file below
    std::unique_ptr<const ModelFile> file;
};

OptionsPlanner::OptionsPlanner(DeviceSource devices, QObject *parent)
    : QObject(parent), m_known(std::make_shared<Known>())
{
    m_known->source = std::move(devices);
}

OptionsPlanner::~OptionsPlanner() { cancel(); }

void OptionsPlanner::plan(const QString &path, const OpenOptions &options)
{
    cancel();
    m_newest = std::make_shared<std::atomic<bool>>(false);
    inBackground(
        this,
        [known = m_known, path, options, cancelled = m_newest] { return answer(*known, path, options, *cancelled); },
        [this, path, asked = m_newest](const Answer &answer) {
            if (asked != m_newest)
                return;
            m_newest.reset();
            if (!m_toldDevices)
                emit devicesListed(*answer.devices);
            m_toldDevices = true;
            emit planned(path, answer.plan);
        });
}

void OptionsPlanner::cancel()
{
    if (m_newest)
        *m_newest = true;
    m_newest.reset();
}

void OptionsPlanner::forget()
{
    const std::shared_ptr<Known> old = std::exchange(m_known, std::make_shared<Known>()); // it may be in use
    m_known->source = old->source;
}

OptionsPlanner::Answer OptionsPlanner::answer(Known &known, const QString &path, const OpenOptions &options,
                                              const std::atomic<bool> &cancelled)
{
    const std::lock_guard lock(known.mutex);
    if (cancelled)
        return {};
    if (!known.devices)
        known.devices = std::make_shared<const DeviceList>(known.source());
    try {
        if (!known.file || known.path != path)
            known.file = std::make_unique<const ModelFile>(path.toStdString());
        known.path = path;
        return {known.devices, planToOpen(*known.file, options, *known.devices)};
    } catch (const std::exception &error) {
        OpenPlan plan;
        plan.options = options;
        plan.reason = engineSentence(error.what());
        return {known.devices, plan};
    }
}

} // namespace deepscope
