// Joins the panels of learning, none of which knows another: the step that is looked at, the answer that was chosen on
// its board, and that answer as a run for the panels that show any run.
#pragma once

#include "models/lab_history.h"
#include "models/selection.h"
#include "models/step_selection.h"

namespace deepscope {

class AnswersBeside;
class BeforeAfter;
class GroupBoard;
class LearningExperts;

class LearningViews : public QObject {
    Q_OBJECT

public:
    struct Panels {
        GroupBoard *board;
        AnswersBeside *answers;
        BeforeAfter *beforeAfter;
        LearningExperts *experts;
    };

    // The chosen answer goes to `rollouts`, alone. All that is given must outlive it.
    LearningViews(LabHistory &history, StepSelection &steps, RunStore &rollouts, Selection &selection,
                  const Panels &panels, QObject *parent);

private:
    void showRun();
    void showSteps();
    void showStep();
    void showBoard(uint32_t step);
    void showGroup(int group, int answer);
    void choose(int group, int answer);
    void watch(const LabGroup &group, const LabAnswer &answer);
    void unwatch();

    LabHistory &m_history;
    StepSelection &m_steps;
    RunStore &m_rollouts;
    Selection &m_selection;
    Panels m_panels;
    std::vector<LabGroup> m_board; // that is shown
    std::optional<uint32_t> m_boardStep;
    int m_group = -1;
    size_t m_stepsShown = 0; // to the panel of experts
    uint32_t m_lastShown = 0;
    std::optional<uint32_t> m_rollout; // its number in the store
};

} // namespace deepscope
