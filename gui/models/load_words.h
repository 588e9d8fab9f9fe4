// How busy the experts were, in words: what a picture of shares is about, and one cell of it.
#pragma once

#include "routing_statistics.h"

#include <QStringList>

namespace deepscope {

// "Share of think tokens that chose each expert, in tokens 10 to 57; 4 not computed"; or why there is nothing to see.
QString loadHeading(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure);

// "layer 7, expert 12 (group 1): 6 %, 120 of 2,000 tokens, 1.9x even". The layer must route.
QString loadWords(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure, int layer,
                  int expert);

// The figures of a layer's load: "1 dead, 2 hot of 16", "entropy 3.71 of 4.00 bit", ...; of all phases also what they
// tell of the phase, and how far thought and answer use the same experts.
QStringList loadFacts(const Run &run, const RoutingStatistics &statistics, int layer, std::optional<Phase> phase);

} // namespace deepscope
