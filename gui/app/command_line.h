// What the program is told when it starts.
#pragma once

#include "models/open_options.h"

#include <QString>
#include <QStringList>

namespace deepscope {

struct CommandLine {
    QString file; // a GGUF model, a recorded run or a record of learning; empty = the default model
    OptionOverrides options;
    QString settingsFile; // empty = the user's
    QString dataFolder;   // empty = the user's
    QString problem;      // one sentence when the arguments make no sense
    QString answer;       // text to print instead of opening a window (--help, --version)
};

CommandLine parseCommandLine(const QStringList &arguments);

} // namespace deepscope
