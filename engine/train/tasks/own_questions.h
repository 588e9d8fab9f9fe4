// A person's own questions with their answers, as a task.
#pragma once

#include "train/chat_form.h"
#include "train/tasks/lab_task.h"

#include <array>

namespace deepscope {

class OwnQuestions : public LabTask {
public:
    // Reads JSON lines {"question": "…", "answer": "…"}, in UTF-8; empty lines are passed over, and a line that stands
    // there twice counts once. `form`: of the model that is to learn from them. Throws Error(File), with the number of
    // the line, for one that is none of these, for a text that is empty or holds a mark of thought or answer, and for
    // a question with two answers; also for a file with fewer than 3 questions, since each fold needs one.
    OwnQuestions(const std::string &path, const ChatForm &form);

    // Every question of the fold once, in an order of its own, before the first one comes again. The questions' hashes
    // share them out to the folds; a fold that none falls into takes the nearest one.
    Problem problem(uint64_t seed, uint64_t number, Fold fold) const override;

    size_t count(Fold fold) const override { return m_folds[size_t(fold)].size(); }

private:
    std::array<std::vector<Problem>, 3> m_folds;
};

} // namespace deepscope
