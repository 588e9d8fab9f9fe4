// What the program is told when it starts.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace deepscope {

struct CommandLine {
    QString file;         // a GGUF model or a recorded run; empty = the default model
    QString device;       // index or part of a name; empty = the best
    uint32_t context = 0; // tokens; 0 = the model's
    QString settingsFile; // empty = the user's
    QString dataFolder;   // empty = the user's
    QString problem;      // one sentence when the arguments make no sense
    QString answer;       // text to print instead of opening a window (--help, --version)
};

CommandLine parseCommandLine(const QStringList &arguments);

} // namespace deepscope
