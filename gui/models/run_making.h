// How a run was made, in words: what stands in its record beside what came out.
#pragma once

#include "run.h"

#include <QStringList>

namespace deepscope {

QString samplingWords(const Sampling &sampling); // "temperature 0.6, top-p 0.95"
// One line each: model and device, sampling and seed, template, what was sent and what was left out.
QStringList makingLines(const Run &run);

} // namespace deepscope
