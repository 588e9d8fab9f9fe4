// Two runs that begin with the same tokens: where they part, and whether the experts were the same until then.
#pragma once

#include "run.h"

namespace deepscope {

// How many tokens both have in common before they part.
int sharedBeginning(const Run &one, const Run &other);

// Of the common beginning, wherever both runs' routing was computed.
struct SharedRouting {
    int tokens = 0;                       // sharedBeginning()
    int compared = 0;                     // choices: a token in a layer
    int different = 0;                    // of those, with not the same set of experts
    int firstToken = -1, firstLayer = -1; // the first of these
};
SharedRouting compareBeginning(const Run &one, const Run &other); // runs of the same experts

// "Both begin with the same 45 tokens and part at token 45: “ carry” in A, “ so” in B. Until then ..."
QString partingWords(const Run &one, const Run &other, const SharedRouting &routing);

} // namespace deepscope
