#include "app/learning_views.h"

#include "models/lab_groups.h"
#include "models/lab_run.h"
#include "panels/learning/answers_beside.h"
#include "panels/learning/before_after.h"
#include "panels/learning/group_board.h"
#include "panels/learning/learning_experts.h"

#include <algorithm>
#include <utility>

namespace deepscope {

LearningViews::LearningViews(LabHistory &history, StepSelection &steps, RunStore &rollouts, Selection &selection,
                             const Panels &panels, QObject *parent)
    : QObject(parent), m_history(history), m_steps(steps), m_rollouts(rollouts), m_selection(selection),
      m_panels(panels)
{
    connect(&history, &LabHistory::runChanged, this, &LearningViews::showRun);
    connect(&history, &LabHistory::stepsChanged, this, &LearningViews::showSteps);
    connect(&history, &LabHistory::boardArrived, this, &LearningViews::showBoard);
    connect(&history, &LabHistory::fixedAnswersChanged, this,
            [this] { m_panels.beforeAfter->setSnapshots(m_history.fixedAnswers()); });
    connect(&steps, &StepSelection::chosenChanged, this, [this] {
        if (m_steps.chosen()) // else whoever walks through the steps there stays
            m_panels.beforeAfter->setStep(*m_steps.chosen());
        showStep();
    });
    connect(panels.board, &GroupBoard::answerChosen, this, &LearningViews::choose);
    connect(panels.answers, &AnswersBeside::answerChosen, this, [this](int answer) { choose(m_group, answer); });
    connect(panels.answers, &AnswersBeside::tokenChosen, this, [this](int answer, int token) {
        m_panels.answers->setChosen(answer, token);
        m_selection.setFocus({token, -1, -1});
    });
    connect(panels.experts, &LearningExperts::stepChosen, &steps, &StepSelection::choose);
    connect(panels.beforeAfter, &BeforeAfter::answerChosen, this, [this](uint32_t step, int question) {
        for (const LabFixedAnswers &fixed : m_history.fixedAnswers())
            if (fixed.step == step && question < int(fixed.groups.size())) {
                watch(fixed.groups[size_t(question)], fixed.groups[size_t(question)].answers.front());
            }
    });
}

void LearningViews::showRun()
{
    m_panels.board->clear();
    m_panels.answers->clear();
    m_board.clear();
    m_boardStep.reset();
    m_group = -1;
    m_stepsShown = 0;
    unwatch();
    if (const auto &begun = m_history.begun()) {
        const ModelInfo &info = begun->model.info;
        m_rollouts.setModel(begun->model);
        m_panels.experts->setModel(int(info.expertLayers()), int(info.denseLayers), int(info.experts));
    }
    showSteps();
}

void LearningViews::showSteps()
{
    const std::vector<LabStep> &steps = m_history.steps();
    // Steps that were there before are replaced from where they differ on.
    if (m_stepsShown > steps.size() || (m_stepsShown > 0 && steps[m_stepsShown - 1].step != m_lastShown))
        m_stepsShown = 0;
    for (; m_stepsShown < steps.size(); ++m_stepsShown) {
        m_lastShown = steps[m_stepsShown].step;
        m_panels.experts->append(m_lastShown, steps[m_stepsShown].experts);
    }
    if (m_boardStep > m_history.lastStep()) // it went back; another step will have this number
        m_boardStep.reset();
    if (m_steps.chosen() > m_history.lastStep())
        m_steps.choose({});
    showStep();
}

// The chosen one, else the newest.
void LearningViews::showStep()
{
    if (m_history.steps().empty())
        return;
    const uint32_t step = m_steps.chosen().value_or(m_history.steps().back().step);
    m_panels.experts->setStep(step);
    if (m_boardStep != step)
        m_history.askForBoard(step);
}

void LearningViews::showBoard(uint32_t step)
{
    if (m_history.steps().empty() || step != m_steps.chosen().value_or(m_history.steps().back().step))
        return; // it came too late
    m_board = *m_history.board(step);
    m_boardStep = step;
    m_panels.board->setGroups(m_board, step);
    const auto teaching = std::ranges::find_if(m_board, teaches);
    if (m_board.empty())
        m_panels.answers->clear();
    else
        showGroup(teaching == m_board.end() ? 0 : int(teaching - m_board.begin()), -1);
}

void LearningViews::showGroup(int group, int answer)
{
    m_group = group;
    m_panels.board->setChosen(group, answer);
    m_panels.answers->setGroup(m_board[size_t(group)], *m_boardStep);
    m_panels.answers->setChosen(answer);
}

// What a person reads stays: the step is held until the newest is wanted again.
void LearningViews::choose(int group, int answer)
{
    if (group < 0 || group >= int(m_board.size()))
        return;
    m_steps.choose(m_boardStep);
    if (group != m_group)
        showGroup(group, answer);
    m_panels.board->setChosen(group, answer);
    m_panels.answers->setChosen(answer);
    if (answer >= 0)
        watch(m_board[size_t(group)], m_board[size_t(group)].answers[size_t(answer)]);
}

void LearningViews::watch(const LabGroup &group, const LabAnswer &answer)
{
    const auto run = m_history.begun() ? runOf(group, answer, m_history.begun()->model) : std::nullopt;
    m_rollouts.setInvitation(
        run ? tr("Choose an answer")
            : tr("The experts of that answer were not kept. Choose one of the newest step of a run "
                 "under way, or of Before and After"));
    unwatch();
    if (!run)
        return;
    m_rollout = m_rollouts.add(*run);
    m_rollouts.setCurrent(*m_rollout);
}

void LearningViews::unwatch()
{
    m_rollouts.clearCurrent();
    if (m_rollout)
        m_rollouts.release(std::vector{*std::exchange(m_rollout, std::nullopt)});
}

} // namespace deepscope
