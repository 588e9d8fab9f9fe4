// What a phase of a run took: its tokens, tags included, as the token strip shows them, and their time.
#pragma once

#include "run.h"

#include <QStringList>

namespace deepscope {

struct PhaseFigures {
    int tokens = 0;
    int written = 0;    // of these, one by one; what a person wrote, or a limit, was given
    double seconds = 0; // of those written
};

PhaseFigures phaseFigures(const Run &run, Phase phase);

// "31 tokens", "0.4 s", "77 tokens/s"; without a measured time, the tokens alone.
QStringList phaseWords(const PhaseFigures &figures);

// "prompt 1,021 (998 from the cache)"; what was in the cache is known when the run has ended.
QString promptWords(const Run &run);
QString reusedWords(const Run &run); // "(998 from the cache)"; empty = nothing was, as far as is known

} // namespace deepscope
