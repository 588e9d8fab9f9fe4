#include "lab_history.h"

#include <algorithm>
#include <utility>

namespace deepscope {

void LabHistory::clear()
{
    m_begun.reset();
    m_preparing = {};
    m_state = {LabState::Kind::Ended, 0, 0, {}, {}};
    m_steps.clear();
    m_heldOut.clear();
    m_fixedAnswers.clear();
    m_turningPoint.reset();
    m_newest.reset();
    m_fetched.reset();
}

void LabHistory::expect(std::shared_ptr<const ShownLabRun> past)
{
    clear();
    if (past) {
        m_steps = past->steps;
        m_heldOut = past->heldOut;
        m_fixedAnswers = past->fixedAnswers;
        m_turningPoint = deepscope::turningPoint(m_steps);
    }
    m_live = true;
    m_state.kind = LabState::Kind::Preparing;
    tell({true, true, true, true, true});
}

void LabHistory::show(const ShownLabRun &run)
{
    clear();
    m_live = false;
    m_begun = run.begun;
    m_steps = run.steps;
    m_heldOut = run.heldOut;
    m_fixedAnswers = run.fixedAnswers;
    m_state.step = m_steps.empty() ? run.begun.step : m_steps.back().step;
    m_state.bestStep = best() ? best()->step : 0;
    m_turningPoint = deepscope::turningPoint(m_steps);
    tell({true, true, true, true, true});
}

void LabHistory::take(std::vector<LabEvent> events)
{
    Changes changes;
    for (LabEvent &event : events)
        takeEvent(std::move(event), changes);
    if (changes.steps)
        m_turningPoint = deepscope::turningPoint(m_steps);
    tell(changes);
}

void LabHistory::takeEvent(LabEvent event, Changes &changes)
{
    if (const auto *progress = std::get_if<LoadProgress>(&event)) {
        m_preparing = *progress;
        changes.state = true;
    } else if (const auto *begun = std::get_if<LabBegun>(&event)) {
        m_begun = *begun;
        changes.run = true;
        dropAfter(begun->step, changes); // of what was made before, the checkpoint knows no more
    } else if (auto *step = std::get_if<LabStep>(&event))
        takeStep(std::move(*step), changes);
    else if (const auto *heldOut = std::get_if<LabHeldOut>(&event)) {
        std::erase_if(m_heldOut, [&](const LabHeldOut &old) { return old.step >= heldOut->step; });
        m_heldOut.push_back(*heldOut);
        changes.heldOut = true;
    } else if (const auto *answers = std::get_if<LabFixedAnswers>(&event)) {
        std::erase_if(m_fixedAnswers, [&](const LabFixedAnswers &old) { return old.step >= answers->step; });
        m_fixedAnswers.push_back(*answers);
        changes.fixedAnswers = true;
    } else if (const auto *state = std::get_if<LabState>(&event)) {
        m_state = *state;
        changes.state = true;
        if (state->kind != LabState::Kind::Preparing && state->kind != LabState::Kind::Ended)
            dropAfter(state->step, changes); // it went back to the best
    } else if (const auto *account = std::get_if<MemoryAccount>(&event))
        emit allocated(*account);
    else if (const auto *one = std::get_if<LabSaved>(&event))
        emit saved(*one);
}

// The board is kept beside the figures: it is as large as all of them.
void LabHistory::takeStep(LabStep step, Changes &changes)
{
    if (step.step > 0)
        dropAfter(step.step - 1, changes);
    else
        m_steps.clear();
    m_newest = Board{step.step, std::exchange(step.board, {})};
    m_steps.push_back(std::move(step));
    changes.steps = true;
}

void LabHistory::dropAfter(uint32_t step, Changes &changes)
{
    const auto drop = [step](auto &list, bool &changed) {
        changed |= std::erase_if(list, [step](const auto &one) { return one.step > step; }) > 0;
    };
    drop(m_steps, changes.steps);
    drop(m_heldOut, changes.heldOut);
    drop(m_fixedAnswers, changes.fixedAnswers);
    for (std::optional<Board> *board : {&m_newest, &m_fetched})
        if (*board && (*board)->step > step)
            board->reset();
}

void LabHistory::tell(const Changes &changes)
{
    if (changes.run)
        emit runChanged();
    if (changes.steps)
        emit stepsChanged();
    if (changes.heldOut)
        emit heldOutChanged();
    if (changes.fixedAnswers)
        emit fixedAnswersChanged();
    if (changes.state)
        emit stateChanged();
}

uint32_t LabHistory::lastStep() const
{
    if (!m_steps.empty())
        return m_steps.back().step;
    return m_begun ? m_begun->step : 0;
}

const LabStep *LabHistory::step(uint32_t number) const
{
    const auto found = std::ranges::lower_bound(m_steps, number, {}, &LabStep::step);
    return found != m_steps.end() && found->step == number ? &*found : nullptr;
}

const LabHeldOut *LabHistory::best() const
{
    const auto best = std::ranges::max_element(m_heldOut, {}, &LabHeldOut::match);
    return best == m_heldOut.end() ? nullptr : &*best;
}

const std::vector<LabGroup> *LabHistory::board(uint32_t step) const
{
    for (const std::optional<Board> *board : {&m_newest, &m_fetched})
        if (*board && (*board)->step == step)
            return &(*board)->groups;
    return nullptr;
}

void LabHistory::askForBoard(uint32_t step)
{
    if (board(step))
        emit boardArrived(step);
    else
        emit boardWanted(step);
}

void LabHistory::putBoard(uint32_t step, std::vector<LabGroup> board)
{
    if (!this->step(step))
        return;
    m_fetched = Board{step, std::move(board)};
    emit boardArrived(step);
}

} // namespace deepscope
