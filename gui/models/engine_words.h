// What the engine's phases and stages are called in the window.
#pragma once

#include "api/trace.h"

#include <QString>

namespace deepscope {

QString phaseWord(Phase phase); // "prompt", "think", "answer"
QString stageWord(Stage stage); // "embed", ...

} // namespace deepscope
