// Questions that a new chat offers.
#pragma once

#include <QStringList>

namespace deepscope {

// For the default model, what it was trained on; for any other, what a reasoning model can answer.
QStringList suggestedQuestions(const QString &modelPath);

} // namespace deepscope
