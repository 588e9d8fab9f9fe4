// What the engine says, in the language of the window.
#pragma once

#include "api/trace.h"

#include <QString>

#include <string>

namespace deepscope {

QString phaseWord(Phase phase);  // "prompt", "think", "answer"
QString phaseTitle(Phase phase); // "Prompt", "Thought", "Answer"
QString stageWord(Stage stage);  // "embed", ...
// Its names of other things and sentences that are always the same; what the window does not know, as it is.
QString engineText(const std::string &text);

} // namespace deepscope
