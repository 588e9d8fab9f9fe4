// The panels around the curves of learning, and the layout in which they first appear.
#pragma once

#include "app/dock_set.h"
#include "app/learning.h"
#include "app/learning_views.h"
#include "models/expert_trials.h"

namespace deepscope {

class LabSetup;

class LearningDocks : public DockSet {
public:
    LearningDocks(QMainWindow &window, Learning &learning);

    LabSetup *setup() const { return m_setup; }
    const LearningViews::Panels &panels() const { return m_panels; }

protected:
    void arrange() override;

private:
    ExpertTrials m_trials; // none: the model that learns answers no questions
    LabSetup *m_setup;
    LearningViews::Panels m_panels;
    QDockWidget *m_settings, *m_groups, *m_answers, *m_beforeAfter, *m_experts, *m_map, *m_token;
};

} // namespace deepscope
