// What a token strip can be coloured by.
#pragma once

#include "run.h"

namespace deepscope {

enum class TokenMeasure : uint8_t {
    Phase,       // of the cells alone: the chat shows phases by its form
    PhaseInChat, // of the words in the chat as well
    Surprise,
    Entropy,
    Time,
    Expert,   // a colour for each; where one is focused, by its weight
    Change,   // of a second reading
    OtherRun, // that a person compares with this one
    Attention
};
inline constexpr int TokenMeasureCount = 9;
inline bool tellsPhase(TokenMeasure measure) { return measure <= TokenMeasure::PhaseInChat; }

QString measureName(TokenMeasure measure);                // for a menu: "log-probability"
QString measureWords(TokenMeasure measure, double value); // "1.20 nats", "13 ms"
// The end of a scale of attention, which may have more: "50 % or more".
QString attentionEndWords(double end);
// Nothing where it was not measured: of prompt tokens there is no probability. Only what the run alone tells: never for
// phases, experts, changes and attention.
std::optional<double> measureOf(const Run &run, int token, TokenMeasure measure);

// Whose experts colour tokens: the focused layer where it has experts, else the first that has. -1 = no layer has.
int expertLayerOf(const Run &run, int focusedLayer);
// The one with the greatest weight; nothing where the token's routing was not computed.
std::optional<ExpertHit> strongestExpert(const Run &run, int token, int layer);
QString expertWords(int layer, const ExpertHit &hit); // "layer 3, expert 17, weight 0.42"

// By how much the token is likelier than in the other run, nats; nothing unless both drew the same one at that place.
std::optional<double> changeAgainst(const Run &run, const Run &other, int token);

} // namespace deepscope
