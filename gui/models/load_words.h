// How busy the experts were, in words: what a picture of shares is about, and one cell of it.
#pragma once

#include "routing_statistics.h"

#include <QString>

namespace deepscope {

// "Share of think tokens that chose each expert, in tokens 10 to 57; 4 not computed"; or why there is nothing to see.
QString loadHeading(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure);

// "layer 7, expert 12 (group 1): 6 %, 120 of 2,000 tokens, 1.9x even". The layer must route.
QString loadWords(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure, int layer,
                  int expert);

} // namespace deepscope
