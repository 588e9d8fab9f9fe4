// In the status bar, how far learning is, also while a person is in the chat.
#pragma once

#include "models/lab_history.h"

class QLabel;
class QStatusBar;

namespace deepscope {

class LearningStatus : public QObject {
    Q_OBJECT

public:
    LearningStatus(const LabHistory &history, QStatusBar *bar);

private:
    void update();

    const LabHistory &m_history;
    QLabel *m_label;
};

} // namespace deepscope
