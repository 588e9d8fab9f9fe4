#include "app/learning_quit.h"

#include <QMetaObject>
#include <QWidget>

#include <utility>

namespace deepscope {

LearningQuit::LearningQuit(Learning &learning, QWidget *window)
    : QObject(window), m_learning(learning), m_window(window)
{
    connect(&learning.history(), &LabHistory::stateChanged, this, [this] {
        if (m_learning.history().isRunning() || !std::exchange(m_quitting, false))
            return;
        // What could not be written is told before the window goes, to whoever is there.
        if (m_asks && m_learning.history().state().failure)
            return;
        QMetaObject::invokeMethod(m_window, &QWidget::close, Qt::QueuedConnection);
    });
}

bool LearningQuit::mayQuit()
{
    if (!m_learning.history().isRunning() || m_quitting)
        return true;
    m_quitting = true;
    emit m_learning.notice(tr("Writing where learning stands. The window closes when that is done."));
    m_learning.stop();
    return false;
}

} // namespace deepscope
