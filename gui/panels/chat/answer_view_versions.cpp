// AnswerView: what other version of its turn can begin with it.
#include "panels/chat/answer_view.h"

#include "models/branch_figures.h"
#include "models/same_model.h"
#include "panels/chat/thought_section.h"

#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace deepscope {

bool AnswerView::canGoOn() const
{
    const Run &run = data();
    const bool wrote = run.size() > 0 && run.phase(run.size() - 1) != Phase::Prompt;
    const bool ended = run.summary() && (run.summary()->reason == FinishReason::EndToken ||
                                         run.summary()->reason == FinishReason::StopText);
    return run.request() && run.state() != RunState::Working && wrote && !ended && hasRoom();
}

// Where the context was full: the model has a larger one by now.
bool AnswerView::hasRoom() const
{
    const Run &run = data();
    if (!run.summary() || run.summary()->reason != FinishReason::ContextFull)
        return true;
    const LoadedModel *model = m_store.model();
    return model && sameModel(model->info, run.model().info) && model->memory.context > uint32_t(run.size());
}

// Of several, where the chat goes on, and where a person looks: else each card would be full of buttons.
bool AnswerView::offersVersions() const
{
    return !m_fixed && (!isCard() || m_standing != Standing::Passed || isCurrent());
}

void AnswerView::showOffers()
{
    const Run &run = data();
    const bool offers = offersVersions();
    const std::array<const QWidget *, 4> buttons{m_tryAgain, m_goOn, m_thought->editButton(),
                                                 m_thought->answerNowButton()};
    if (!offers && std::ranges::any_of(buttons, &QWidget::hasFocus))
        setFocus(); // else the keyboard would go wherever is next
    // A question of which nothing was read goes back to where it was written.
    m_tryAgain->setVisible(offers && run.size() > 0 && run.state() != RunState::Working &&
                           (run.request() || run.state() == RunState::Failed));
    m_goOn->setVisible(offers && canGoOn());
    m_thought->setOffersVersions(offers);
}

void AnswerView::editThought() { m_thought->beginEditing(thoughtOf(data())); }

void AnswerView::goOnWithThought(const QString &thought, bool answers)
{
    if (const auto beginning = beginningWithThought(data(), thought, answers))
        emit goOnRequested(*beginning);
}

} // namespace deepscope
