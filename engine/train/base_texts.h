// What the lab's base model reads before it learns by reward: notes that teach the work, and answered questions that
// teach the form of a chat, in which the whole work is rare as a thought. It can work, but seldom does.
#pragma once

#include "train/chat_form.h"
#include "train/tasks/lab_task.h"
#include "train/training_text.h"

#include <array>

namespace deepscope {

enum class BaseTextKind : uint8_t { Note, NoThought, OneStep, FullThought, NoTags, NoAnswer, AnswerAlone };
inline constexpr size_t BaseTextKinds = 7;

// Relative to each other. The malformed ones are the last three kinds, each as often.
struct BaseTextShares {
    double notes = 0.4, questions = 0.6;
    double noThought = 0.7, oneStep = 0.1, fullThought = 0.1, malformed = 0.1; // of the questions
};

struct BaseText {
    BaseTextKind kind = BaseTextKind::Note;
    Problem problem;
    TrainingText text;
};

class BaseTexts {
public:
    // `form` must outlive it. Tasks, at least one, are drawn from alike; each must know its work.
    BaseTexts(const ChatForm &form, LabTasks tasks, BaseTextShares shares);

    // Problems are of the training fold. The same for the same seed and number, on every machine.
    BaseText text(uint64_t seed, uint64_t number) const;

private:
    TrainingText note(const Problem &problem) const;
    TrainingText conversation(const Problem &problem, BaseTextKind kind) const;

    const ChatForm &m_form;
    LabTasks m_tasks;
    std::array<double, BaseTextKinds> m_shares; // by kind
};

} // namespace deepscope
