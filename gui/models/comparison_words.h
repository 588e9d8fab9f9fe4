// What two sets of tokens say of the experts, in words: the whole of it, and of one expert.
#pragma once

#include "set_counter.h"

#include <QString>

namespace deepscope {

// How many tokens there are, how many experts differ and how many would by chance; or that there are too few.
QString comparisonSummary(const SetCounter &counter);
// Why there is nothing to compare; empty where there is.
QString comparisonProblem(const SetCounter &counter);
// "layer 2, expert 11: 34 % of A, 12 % of B; difference +0.22 (+0.09 to +0.34), ..."
QString comparisonWords(const SetComparison &comparison, const ExpertComparison &one);
QString intervalWords(const ConfidenceInterval &interval); // "+0.09 to +0.34"
// "both halves", "one half", "whole only"; "no" where it does not hold; "too few tokens".
QString holdsWords(const SetComparison &comparison, const ExpertComparison &one);

} // namespace deepscope
