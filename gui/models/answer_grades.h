// What answers to one question are worth by the rules that taught R1 (arXiv:2501.12948, 2.2.2): a reward for the form
// and one for the match with a known answer; and how each stands among the others, as GRPO has it (arXiv:2402.03300).
#pragma once

#include "run.h"

#include <QString>

#include <optional>
#include <vector>

namespace deepscope {

struct AnswerGrade {
    static constexpr double FormReward = 0.2, MatchReward = 1; // as the lab's; the match counts where the form is right

    bool form = false, match = false;
    QString fault; // the first thing that is wrong with the form, one sentence; empty = nothing
    double reward = 0;
    double advantage = 0; // (reward - mean) / deviation of the group; 0 where all got the same
    int thoughtTokens = 0;
    bool ended = true; // else nothing of it is known so far
};

struct GroupGrades {
    std::vector<AnswerGrade> answers; // in the order of the runs
    int ended = 0;                    // the others do not count in what follows
    int right = 0;
    double mean = 0, deviation = 0;                       // of the rewards; of the group itself
    std::optional<double> thoughtOfRight, thoughtOfWrong; // mean tokens; nothing: there are none
};

// Takes rewards and thoughts from `answers`; finds what the group makes of them.
GroupGrades gradesOf(std::vector<AnswerGrade> answers);

// Runs that failed have no form, those that go on have no grade so far. `expected` is compared with what the answer
// says in the end: what stands in its last \boxed{}, else all of it; without case and outer blanks, and numbers by
// their value.
GroupGrades gradesOf(const std::vector<const Run *> &runs, const QString &expected);

// "right answer; reward 1.20, advantage +0.74"; empty: it goes on.
QString gradeWords(const AnswerGrade &grade, bool amongOthers);
QString groupWords(const GroupGrades &grades); // of several

} // namespace deepscope
