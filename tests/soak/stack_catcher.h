// Where a thread of this program is at a moment: a signal interrupts it, and it writes down who called whom.
#pragma once

#include <QStringList>

#include <pthread.h>

#include <vector>

namespace deepscope::soak {

class StackCatcher {
public:
    // Of the thread that makes it. There is one at a time.
    StackCatcher();
    ~StackCatcher();

    void ask();                 // from another thread; what was caught before is replaced
    std::vector<void *> take(); // from the thread itself; empty = nobody has asked since

private:
    pthread_t m_thread;
};

// Functions and lines, innermost first, of those that are ours or lead there.
QStringList namesOf(const std::vector<void *> &stack);

} // namespace deepscope::soak
