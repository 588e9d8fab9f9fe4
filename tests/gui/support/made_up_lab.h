// Made-up groups of the learning lab for tests of its views: what stands in them follows from their places.
#pragma once

#include "api/lab.h"

namespace deepscope::test {

// The tokens of an answer: a thought of `thought` tokens between its tags, an answer, the end. Prompt of three tokens
// and experts of moeModel() where `whole`.
struct AnswerShape {
    bool form = true, match = false, truncated = false, whole = false;
    int thought = 0;
    double advantage = 0;
};
LabAnswer madeUpAnswer(const AnswerShape &shape);

// Of `answers` answers the first `right` are right with a thought of 20 tokens, the last has a wrong form; the others
// are wrong and have no thought.
LabGroup madeUpGroup(int number, int answers, int right);
// Four groups in turn: some right, none, all, and one in which all answers are alike.
std::vector<LabGroup> madeUpGroups(int groups, int answers);

// Question q is right from the step on that is 25 times q, and thinks from then on.
std::vector<LabFixedAnswers> madeUpSnapshots(int questions, const std::vector<uint32_t> &steps);

// The first expert of each layer gets `busy` of the tokens, the others share the rest; no thoughts at all where
// `thoughts` is false.
ExpertShares madeUpShares(int layers, int experts, double busy, bool thoughts = true);

} // namespace deepscope::test
