// The lab on a Vulkan device of this machine: a thread that learns as it is told to.
#include "lab/lab_run.h"
#include "run/ends.h"

#include <thread>
#include <utility>

namespace deepscope {

namespace {

class LocalLab final : public Lab {
public:
    explicit LocalLab(LabSink sink) : m_sink(std::move(sink)), m_thread([this] { loop(); }) {}
    ~LocalLab() override
    {
        m_controls.close();
        m_thread.join();
    }

    void start(LabRequest request) override { m_controls.start(std::move(request)); }
    void pause() override { m_controls.pause(); }
    void step() override { m_controls.step(); }
    void goOn() override { m_controls.goOn(); }
    void stop() override { m_controls.stop(); }
    void backToBest() override { m_controls.backToBest(); }
    void saveModel(std::string path) override { m_controls.save(std::move(path)); }
    void setYields(bool yields) override { m_controls.setYields(yields); }

private:
    void loop();
    void run(const LabRequest &request);
    void save(const std::string &path);
    void tell(LabEvent event) const;
    void free();

    const LabSink m_sink;
    LabControls m_controls;
    std::unique_ptr<LabRun> m_run; // of the thread alone; stays behind its end, so that its model can be saved
    std::thread m_thread;          // last: it uses everything above
};

void LocalLab::tell(LabEvent event) const
{
    try {
        m_sink(std::move(event));
    } catch (...) { // nobody is left to tell
    }
}

void LocalLab::loop()
{
    for (;;) {
        switch (m_controls.order()) {
        case LabControls::Order::Close:
            return;
        case LabControls::Order::Save:
            save(m_controls.takeSave());
            break;
        case LabControls::Order::Start:
            run(m_controls.takeStart());
            break;
        default:
            m_controls.wait();
        }
    }
}

void LocalLab::run(const LabRequest &request)
{
    LabState end{LabState::Kind::Ended, 0, 0, {}, {}};
    free(); // first the memory of the one before
    try {
        tell(LabState{});
        m_run = std::make_unique<LabRun>(request, m_controls, m_sink);
        m_run->learn();
    } catch (...) {
        end.failure = failureOf(std::current_exception(), "Learning", "There is not enough memory to learn.");
    }
    if (m_run) {
        end.step = m_run->step();
        end.bestStep = m_run->bestStep();
        if (end.failure && !request.folder.empty() && m_run->isKept())
            end.sentence = "The last checkpoint is in " + m_run->folder() + ".";
    }
    if (end.failure && end.failure->kind != ErrorKind::File)
        free(); // of a full disk, the model is as good as before
    if (end.failure && end.failure->kind == ErrorKind::Interrupted)
        end.failure.reset(); // it was told to stop
    m_controls.ended();
    tell(std::move(end));
}

void LocalLab::free()
{
    if (!m_run)
        return;
    m_run.reset();
    tell(MemoryAccount());
}

void LocalLab::save(const std::string &path)
{
    if (m_run)
        return m_run->save(path);
    tell(LabSaved{path, Failure{ErrorKind::Usage, "There is no model to save: nothing is being learned."}});
}

} // namespace

LabFactory localLab()
{
    return [](LabSink sink) { return std::make_unique<LocalLab>(std::move(sink)); };
}

std::vector<LabTaskInfo> labTaskInfos()
{
    std::vector<LabTaskInfo> infos;
    for (const auto &task : labTasks())
        infos.push_back({task->name(), task->sentence()});
    return infos;
}

} // namespace deepscope
