// What a phase of a run took: its tokens, tags included, as the token strip shows them, and their time.
#pragma once

#include "run.h"

#include <QStringList>

namespace deepscope {

struct PhaseFigures {
    int tokens = 0;
    double seconds = 0;
};

PhaseFigures phaseFigures(const Run &run, Phase phase);

// "31 tokens", "0.4 s", "77 tokens/s"; without a measured time, the tokens alone.
QStringList phaseWords(const PhaseFigures &figures);

// "prompt 1,021 (998 from the cache)"; nothing before a run has ended, or where nothing was read.
QStringList promptWords(const Run &run);

} // namespace deepscope
