// The panels around the curves of learning, and the layout in which they first appear.
#pragma once

#include "app/dock_set.h"
#include "models/lab_history.h"
#include "models/step_selection.h"

namespace deepscope {

class LabSetup;

class LearningDocks : public DockSet {
public:
    LearningDocks(QMainWindow &window, LabHistory &history, StepSelection &steps);

    LabSetup *setup() const { return m_setup; }

protected:
    void arrange() override;

private:
    LabSetup *m_setup;
    QDockWidget *m_settings;
};

} // namespace deepscope
