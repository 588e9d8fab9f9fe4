// For builds with the thread sanitizer: tells it what Qt's queues put in order. Qt itself is not built for it, so that
// what one thread does before a call and another when the call arrives would look as if they could meet. These stand
// before Qt's own functions of the same names, as Qt 6.4 has them; what is not said here is not known to be in order.
#include <QCoreApplication>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <functional>
#include <mutex>
#include <utility>

namespace {

// Held by other threads than the window's while they send a signal: what they send is copied on the way, after the call
// and before it can arrive.
std::recursive_mutex sending;

bool isOfTheWindow()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return !application || QThread::currentThread() == application->thread();
}

template <typename Function>
Function theirs(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// Before an event arrives at its receiver.
bool arrives(void **event)
{
    if (static_cast<const QEvent *>(event[1])->type() == QEvent::MetaCall)
        const std::lock_guard sent(sending);
    return false;
}

void watchEvents() { QInternal::registerCallback(QInternal::EventNotifyCallback, arrives); }
Q_CONSTRUCTOR_FUNCTION(watchEvents)

// A queued call. The last of its two threads destroys it, be it that of the caller.
class OrderedCall : public QtPrivate::QSlotObjectBase {
public:
    explicit OrderedCall(QSlotObjectBase *call) : QSlotObjectBase(carryOut), m_call(call) {}

private:
    static void carryOut(int what, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *)
    {
        __tsan_acquire(base);
        auto *self = static_cast<OrderedCall *>(base);
        if (what == Call) {
            self->m_call->call(receiver, arguments);
            __tsan_release(base);
        } else if (what == Destroy) {
            self->m_call->destroyIfLastRef();
            delete self;
        }
    }

    QSlotObjectBase *m_call;
};

class OrderedTask : public QRunnable {
public:
    explicit OrderedTask(std::function<void()> work) : m_work(std::move(work)) {}
    void run() override
    {
        __tsan_acquire(this);
        m_work();
    }

private:
    std::function<void()> m_work;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *result)
{
    static const auto invoke = theirs<decltype(&QMetaObject::invokeMethodImpl)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *call = new OrderedCall(slot);
    __tsan_release(call);
    return invoke(receiver, call, type, result);
}

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    static const auto activate =
        theirs<void (*)(QObject *, const QMetaObject *, int, void **)>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    std::unique_lock lock(sending, std::defer_lock);
    if (!isOfTheWindow())
        lock.lock();
    activate(sender, meta, signal, arguments);
}

void QThreadPool::start(std::function<void()> work, int priority)
{
    auto *task = new OrderedTask(std::move(work));
    __tsan_release(task);
    start(task, priority);
}

void QThread::quit()
{
    static const auto quit = theirs<void (*)(QThread *)>("_ZN7QThread4quitEv");
    __tsan_release(this);
    quit(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto wait = theirs<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = wait(this, deadline);
    if (ended)
        __tsan_acquire(this);
    return ended;
}
