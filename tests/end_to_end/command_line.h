// Calls deepscope-cli as a script does.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace deepscope::test {

struct Outcome {
    int exitCode = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

inline Outcome cli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"), arguments);
    if (!process.waitForFinished(120000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace deepscope::test
