// Holds the window open until a run of the lab has written where it stands, so that it can be gone on with.
#pragma once

#include "app/learning.h"

class QWidget;

namespace deepscope {

class LearningQuit : public QObject {
    Q_OBJECT

public:
    // Both must outlive it.
    LearningQuit(Learning &learning, QWidget *window);

    // Whether the window may close at once. If not, the run is stopped, and the window closes as soon as that is
    // written; if it could not be, it stays to tell. Whoever asks again does not wait: then the program waits where
    // nobody sees it.
    bool mayQuit();
    void askNothing() { m_asks = false; } // nobody is there

private:
    Learning &m_learning;
    QWidget *m_window;
    bool m_quitting = false, m_asks = true;
};

} // namespace deepscope
