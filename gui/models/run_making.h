// How a run was made, in words: what stands in its record beside what came out.
#pragma once

#include "run.h"

#include <QStringList>

namespace deepscope {

QString samplingWords(const Sampling &sampling); // "temperature 0.6, top-p 0.95"
// What the model was told before the chat; empty = nothing, or it was not recorded.
QString systemText(const Run &run);
QString systemText(const std::vector<ChatMessage> &chat);
// One line each: model and device, sampling and seed, limits, template, what was sent and what was left out. Not the
// system text, which may be long.
QStringList makingLines(const Run &run);

} // namespace deepscope
