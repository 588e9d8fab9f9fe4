// What is pointed at, in words: one line for the foot of a panel.
#pragma once

#include "routing_statistics.h"
#include "selection.h"

namespace deepscope {

QString tokenWords(const Run &run, int token);               // token 57 "carry"
QString rangeWords(const Run &run, const TokenRange &range); // all 121 tokens; tokens 10 to 57
QString probabilityWords(const Run &run, int token);         // probability 93 %; empty for given ones

// What could have stood there, a line each, best first, and where that is none of them the token; empty where nothing
// is known of that.
QString candidateLines(const Run &run, int token);

// Of a token, layer and expert: weight 0.31, second of 4; or that it was not chosen, or not computed.
QString choiceWords(const Run &run, const Focus &focus);
// 23 % of all 121 tokens chose the expert; the statistics are of that range.
QString shareWords(const Run &run, const Focus &focus, const RoutingStatistics &statistics);

// The statistics are of the range that the shares are about. Empty when nothing is pointed at.
QString focusWords(const Run &run, const Focus &focus, const RoutingStatistics &statistics);

} // namespace deepscope
