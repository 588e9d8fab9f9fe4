// A person's own questions with their answers, as tasks.
#pragma once

#include "train/chat_form.h"
#include "train/tasks/lab_task.h"

namespace deepscope {

// Reads JSON lines {"question": "…", "answer": "…", "task": "…"}, in UTF-8; empty lines are passed over, and a line
// that stands there twice counts once. The task is a name and may be left out; lines of one name are one task, in the
// order in which names appear. `form`: of the model that is to learn from them. Throws Error(File), with the number of
// the line, for one that is none of these, for a text that is empty or holds a mark of thought or answer, and for a
// question with two answers; also for a task with fewer than 3 questions, since each fold needs one.
//
// A task gives every question of a fold once, in an order of its own, before the first one comes again. The questions'
// hashes share them out to the folds; a fold that none falls into takes the nearest one.
LabTasks ownQuestions(const std::string &path, const ChatForm &form);

} // namespace deepscope
