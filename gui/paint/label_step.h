// Numbers beside cells that are too small for one each.
#pragma once

namespace deepscope {

// A power of two: numbers at its multiples stand at least `room` pixels from each other. `cell` is above 0.
inline int labelStep(double cell, double room)
{
    int step = 1;
    while (step * cell < room && step < 1 << 20)
        step *= 2;
    return step;
}

} // namespace deepscope
