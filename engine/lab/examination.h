// Questions that are never learned from: the same ones whenever a model is examined.
#pragma once

#include "lab/answers.h"

#include "api/lab.h"

#include <vector>

namespace deepscope {

class Examination {
public:
    // Up to `eachTask` different questions of each task, one of each task after another.
    Examination(const LabTasks &tasks, const ChatForm &form, uint32_t eachTask);

    // So many answers to each. Empty where `cancel` ended it.
    std::vector<AskedQuestion> ask(Rollouts &rollouts, const RolloutRule &rule, uint32_t answers,
                                   const CancelFlag &cancel) const;
    // The first `count` alone.
    std::vector<AskedQuestion> askFirst(size_t count, Rollouts &rollouts, const RolloutRule &rule,
                                        const CancelFlag &cancel) const;

private:
    std::vector<AskedQuestion> asked(Rollouts &rollouts, const RolloutRule &rule, std::vector<AskedQuestion> questions,
                                     const CancelFlag &cancel) const;

    const ChatForm &m_form;
    std::vector<AskedQuestion> m_questions; // without answers
};

LabHeldOut resultOf(const std::vector<AskedQuestion> &questions);
double shareSolved(const std::vector<AskedQuestion> &questions); // of the questions: some answer matches

} // namespace deepscope
