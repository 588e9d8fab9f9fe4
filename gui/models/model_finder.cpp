#include "model_finder.h"

#include <QElapsedTimer>

namespace deepscope {

namespace {

constexpr int TellFolderEveryMilliseconds = 50;

} // namespace

ModelFinder::ModelFinder(DeviceChoice device, QObject *parent)
    : QObject(parent), m_device(std::move(device)), m_thread([this] { work(); })
{
}

ModelFinder::~ModelFinder()
{
    cancel();
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ModelFinder::search(std::vector<ModelFolder> folders)
{
    cancel();
    m_current = std::make_shared<Search>();
    m_current->folders = std::move(folders);
    m_searching = true;
    {
        const std::lock_guard lock(m_mutex);
        m_next = m_current;
    }
    m_wake.notify_one();
}

void ModelFinder::cancel()
{
    if (m_current)
        m_current->cancel = true;
}

void ModelFinder::work()
{
    for (;;) {
        std::shared_ptr<Search> search;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || m_next; });
            if (m_ending)
                return;
            search = std::move(m_next);
        }
        carryOut(search);
    }
}

void ModelFinder::carryOut(const std::shared_ptr<Search> &search)
{
    std::vector<std::string> paths;
    QElapsedTimer sinceTold;
    ScanSinks sinks;
    sinks.entered = [&](const std::string &path) {
        if (sinceTold.isValid() && sinceTold.elapsed() < TellFolderEveryMilliseconds)
            return;
        sinceTold.start();
        tell(search, [this, folder = QString::fromStdString(path)] { emit entered(folder); });
    };
    sinks.found = [&](const ModelEntry &entry) {
        if (entry.reason.empty())
            paths.push_back(entry.path);
        tell(search, [this, entry] { emit found(entry); });
    };
    ScanOutcome outcome = scanModels(search->folders, sinks, search->cancel);
    checkAll(search, paths, outcome);
    tell(search, [this, outcome] {
        m_searching = false;
        emit finished(outcome);
    });
}

void ModelFinder::checkAll(const std::shared_ptr<Search> &search, const std::vector<std::string> &paths,
                           ScanOutcome &outcome)
{
    std::optional<DeviceInfo> device;
    if (!search->cancel)
        device = m_device();
    tell(search, [this, name = device ? QString::fromStdString(device->name) : QString()] { emit deviceChosen(name); });
    for (const std::string &path : paths) {
        if (search->cancel) {
            outcome.complete = false;
            return;
        }
        const ModelCheck check = checkModel(path, device.value_or(DeviceInfo()), CacheType::F16);
        tell(search, [this, path = QString::fromStdString(path), check] { emit checked(path, check); });
    }
}

void ModelFinder::tell(const std::shared_ptr<Search> &search, std::function<void()> what)
{
    QMetaObject::invokeMethod(
        this,
        [this, search, what = std::move(what)] {
            if (search == m_current)
                what();
        },
        Qt::QueuedConnection);
}

} // namespace deepscope
