// What a group of answers of the learning lab says: how each answer stands, and whether there is anything to learn from
// them all.
#pragma once

#include "answer_grades.h"

#include "api/lab.h"

#include <QString>

namespace deepscope {

enum class AnswerStanding : uint8_t { WrongForm, RightForm, Right }; // RightForm: but another answer

AnswerStanding standing(const LabAnswer &answer);
QString standingWords(AnswerStanding standing); // "right answer"

enum class Solved : uint8_t { None, Some, All }; // how many answers of a group are right

int rightAnswers(const LabGroup &group);
Solved solved(const LabGroup &group);
// An answer is compared with the others of its group: where all got the same reward, there is nothing to compare.
bool teaches(const LabGroup &group);
GroupGrades gradesOf(const LabGroup &group); // as the lab rewarded them
QString whyQuiet(const LabGroup &group);     // one sentence; empty where it teaches

// "Right answer; reward 1.20, advantage +0.74; thought of 21 tokens; cut off."
QString answerWords(const LabAnswer &answer);
QString thoughtWords(const LabAnswer &answer); // "thought of 21 tokens", "no thought"
// What it said in the end, on one line; special tokens left out.
QString answerText(const LabAnswer &answer);

} // namespace deepscope
