// Work that may take long (files) on a thread of the pool, its result back on the interface thread.
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <QtDebug>

#include <exception>
#include <utility>

namespace deepscope {

// `work` runs on another thread; `done` gets its result on the interface thread, unless `context` is gone by then.
// Work says in its result what failed. What it throws all the same is written to the log and ends here, without
// `done`: an exception that left a thread of the pool would end the program.
template <class Work, class Done>
void inBackground(QObject *context, Work work, Done done)
{
    QThreadPool::globalInstance()->start([guard = QPointer(context), work = std::move(work), done = std::move(done)] {
        try {
            QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, done, result = work()] {
                if (guard)
                    done(result);
            });
        } catch (const std::exception &error) {
            qCritical("Work in the background failed: %s", error.what());
        } catch (...) {
            qCritical("Work in the background failed.");
        }
    });
}

} // namespace deepscope
