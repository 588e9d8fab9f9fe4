// Work that may take long (files) on a thread of the pool, its result back on the interface thread.
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace deepscope {

// `work` runs on another thread and must not throw; `done` gets its result on the interface thread, unless `context`
// is gone by then.
template <class Work, class Done>
void inBackground(QObject *context, Work work, Done done)
{
    QThreadPool::globalInstance()->start([guard = QPointer(context), work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(qApp, [guard, done, result = work()] {
            if (guard)
                done(result);
        });
    });
}

} // namespace deepscope
