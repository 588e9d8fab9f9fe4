// What the local engine was asked to do and has not ended, in order. Asked and cancelled on any thread, done on one.
#pragma once

#include "api/engine.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

namespace deepscope {

struct CloseRequest {};

struct Work {
    using Asked = std::variant<LoadRequest, CloseRequest, Request>;
    explicit Work(Asked what) : asked(std::move(what)) {}

    const Asked asked;
    CancelFlag cancel = false;
    std::atomic<bool> closeThought = false;

    const Request *request() const { return std::get_if<Request>(&asked); }
    bool isAlone() const; // goes on beside nothing else
};

class WorkQueue {
public:
    using Item = std::shared_ptr<Work>;

    void add(Work::Asked asked);
    void cancel(uint32_t run);
    void closeThought(uint32_t run);
    void cancelAll(); // but counts
    void close();     // cancels counts as well; nothing is added after it

    // What the thread is to do next: to begin with some work, to go on with what is under way, or to stop.
    struct Next {
        Item begin;
        bool stop = false;
    };
    Next next(); // waits for it

    void ended(const Item &work);

    // Whether the next that is to be done is a change of the model, or nothing any more: counts can do without one.
    bool modelIsSuperseded();

    // Set while a step under way is to be ended early.
    const CancelFlag &interrupt() const { return m_interrupt; }

private:
    template <typename Chosen>
    void cancelWhere(Chosen chosen);
    static bool isOf(const Work &work, uint32_t run);

    std::mutex m_mutex; // guards all below
    std::condition_variable m_wake;
    std::deque<Item> m_waiting;
    std::vector<Item> m_underWay;
    bool m_closed = false;
    CancelFlag m_interrupt = false;
};

} // namespace deepscope
