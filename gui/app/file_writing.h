// Files that a person asked for, written on another thread; how it went is told where the window tells things.
#pragma once

#include "app/workbench.h"

#include <QByteArray>

#include <functional>

namespace deepscope {

// All of it or nothing. One sentence says what went wrong; empty = it is written.
QString writeWholeFile(const QString &path, const QByteArray &bytes);

// `work` runs on another thread, and comes back with one sentence where it failed. `context` must not outlive the
// workbench. `saved`: the notice at its end, where it says more than that the file was saved.
void writeInBackground(QObject *context, Workbench &workbench, const QString &name,
                       const std::function<QString()> &work, const QString &saved = {});

} // namespace deepscope
