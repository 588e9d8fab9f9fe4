// What a token strip can be coloured by.
#pragma once

#include "run.h"

namespace deepscope {

enum class TokenMeasure : uint8_t { Phase, Surprise, Entropy, Time, Change, Attention };
inline constexpr int TokenMeasureCount = 6;

QString measureName(TokenMeasure measure);                // for a menu: "log-probability"
QString measureWords(TokenMeasure measure, double value); // "1.20 nats", "13 ms"
// The end of a scale of attention, which may have more: "50 % or more".
QString attentionEndWords(double end);
// Nothing where it was not measured: of prompt tokens there is no probability. Never for Phase; for Change a second
// reading says it, for Attention what the engine was asked.
std::optional<double> measureOf(const Run &run, int token, TokenMeasure measure);

} // namespace deepscope
