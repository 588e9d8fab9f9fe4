// Looks for models on a thread of its own, and tells of them on the interface thread, one by one.
#pragma once

#include "api/model_catalog.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace deepscope {

class ModelFinder : public QObject {
    Q_OBJECT

public:
    // Asked on the finder's thread, once a search; nothing when no device can be used.
    using DeviceChoice = std::function<std::optional<DeviceInfo>()>;

    explicit ModelFinder(DeviceChoice device, QObject *parent = nullptr);
    ~ModelFinder() override; // waits for the header that is being read, no longer

    // Returns at once. A search under way ends, and nothing more is heard of it.
    void search(std::vector<ModelFolder> folders);
    void cancel(); // the search ends with finished(), incomplete
    bool isSearching() const { return m_searching; }

signals:
    // First every model by a quick look, then whether each can be opened and fits, in the same order.
    void entered(const QString &folder);
    void found(const deepscope::ModelEntry &entry);
    void deviceChosen(const QString &name); // empty = none
    void checked(const QString &path, const deepscope::ModelCheck &check);
    void finished(const deepscope::ScanOutcome &outcome);

private:
    struct Search {
        std::vector<ModelFolder> folders;
        CancelFlag cancel = false;
    };
    void work();
    void carryOut(const std::shared_ptr<Search> &search);
    void checkAll(const std::shared_ptr<Search> &search, const std::vector<std::string> &paths, ScanOutcome &outcome);

    // Runs on the interface thread, unless another search has begun by then.
    void tell(const std::shared_ptr<Search> &search, std::function<void()> what);

    DeviceChoice m_device;
    bool m_searching = false;
    std::shared_ptr<Search> m_current; // of the interface thread

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::shared_ptr<Search> m_next; // guarded by the mutex, as m_ending
    bool m_ending = false;
    std::thread m_thread; // last: it uses everything above
};

} // namespace deepscope
