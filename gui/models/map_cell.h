// A cell of the map of experts: where several tokens share one, the token whose weight it shows; and what it says.
#pragma once

#include "routing_statistics.h"
#include "selection.h"

namespace deepscope {

// The first of those that gave the expert the greatest weight; where none chose it, the first. The range is not empty.
int strongestToken(const Run &run, TokenRange tokens, int layer, int expert);

// Lines for a card beside the cell: token, layer and expert, weight and place among the chosen, the share of the
// statistics' range that chose the expert, and of how many tokens the cell shows the strongest, where it is not one.
QStringList cellLines(const Run &run, const Focus &cell, TokenRange tokens, const RoutingStatistics &statistics);

} // namespace deepscope
