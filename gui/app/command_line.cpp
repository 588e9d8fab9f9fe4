#include "app/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace deepscope {

CommandLine parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A workbench that shows how a DeepSeek-style model works."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this text."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Show the version."));
    const QCommandLineOption device(QStringLiteral("device"),
                                    QStringLiteral("Vulkan device: its index or a part of its name."),
                                    QStringLiteral("name"));
    const QCommandLineOption context(QStringLiteral("context"), QStringLiteral("Context length in tokens."),
                                     QStringLiteral("tokens"));
    const QCommandLineOption settings(QStringLiteral("settings"),
                                      QStringLiteral("Keep settings and layout in this file."), QStringLiteral("file"));
    const QCommandLineOption data(QStringLiteral("data"),
                                  QStringLiteral("Keep chats and runs of learning in this folder."),
                                  QStringLiteral("folder"));
    const QCommandLineOption cacheType(
        QStringLiteral("cache-type"),
        QStringLiteral("Number format of the KV cache: %1.").arg(QString::fromStdString(cacheTypeNames())),
        QStringLiteral("type"));
    parser.addOptions({help, version, device, context, cacheType, settings, data});
    parser.addPositionalArgument(
        QStringLiteral("file"),
        QStringLiteral("A GGUF model, a recorded run or a record of learning; without one, the default model."),
        QStringLiteral("[file]"));

    CommandLine result;
    if (!parser.parse(arguments)) {
        result.problem = parser.errorText() + QStringLiteral(" See --help.");
        return result;
    }
    if (parser.isSet(help))
        result.answer = parser.helpText();
    else if (parser.isSet(version))
        result.answer = QStringLiteral("Deepscope %1\n").arg(QCoreApplication::applicationVersion());
    if (parser.positionalArguments().size() > 1)
        result.problem = QStringLiteral("Only one file can be opened at the start; got %1. See --help.")
                             .arg(parser.positionalArguments().size());
    result.file = parser.positionalArguments().value(0);
    result.options.device = parser.value(device);
    result.settingsFile = parser.value(settings);
    result.dataFolder = parser.value(data);
    bool isNumber = true;
    if (parser.isSet(context))
        result.options.context = parser.value(context).toUInt(&isNumber);
    if (!isNumber || (parser.isSet(context) && result.options.context == 0))
        result.problem =
            QStringLiteral("--context takes a number of tokens of at least 1, not \"%1\".").arg(parser.value(context));
    if (parser.isSet(cacheType) && !(result.options.cacheType = cacheTypeFrom(parser.value(cacheType).toStdString())))
        result.problem = QStringLiteral("--cache-type takes one of %1, not \"%2\".")
                             .arg(QString::fromStdString(cacheTypeNames()), parser.value(cacheType));
    return result;
}

} // namespace deepscope
