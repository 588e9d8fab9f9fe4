#include "app/system_report.h"

#include <QApplication>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>

namespace deepscope {

namespace {

QString text(const std::string &bytes) { return QString::fromStdString(bytes); }

QString mebibytes(uint64_t bytes) { return QStringLiteral("%1 MiB").arg(bytes >> 20); }

QString screenLine()
{
    QStringList screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens << QStringLiteral("%1 x %2 at scale %3")
                       .arg(screen->size().width())
                       .arg(screen->size().height())
                       .arg(screen->devicePixelRatio());
    return screens.join(QStringLiteral(", "));
}

QString deviceLine(const DeviceInfo &device)
{
    QStringList facts{text(device.name), QString::fromLatin1(deviceTypeName(device.type)),
                      QStringLiteral("driver ") + text(device.driver),
                      QStringLiteral("Vulkan ") + text(device.apiVersion)};
    for (const MemoryHeap &heap : device.heaps)
        facts << QStringLiteral("heap of %1%2")
                     .arg(mebibytes(heap.bytes), heap.deviceLocal ? QStringLiteral(" on the device") : QString());
    for (const std::string &path : device.paths)
        facts << text(path);
    for (const std::string &refusal : device.refusals)
        facts << QStringLiteral("refused: ") + text(refusal);
    return facts.join(QStringLiteral("; "));
}

QStringList modelLines(const LoadedModel &model)
{
    const ModelInfo &info = model.info;
    QStringList types;
    for (const TensorTypeCount &type : info.tensorTypes)
        types << QStringLiteral("%1 x %2").arg(type.tensors).arg(text(type.type));
    return {QStringLiteral("Device in use: %1, driver %2, Vulkan %3")
                .arg(text(model.device.name), text(model.device.driver), text(model.device.apiVersion)),
            QStringLiteral("Model: %1, %2 layers, %3 experts of which %4 work, %5 parameters, %6, tensors %7")
                .arg(text(info.architecture))
                .arg(info.layers)
                .arg(info.experts)
                .arg(info.expertsUsed)
                .arg(info.parameters)
                .arg(text(info.tokenizer), types.join(QStringLiteral(", "))),
            QStringLiteral("Memory: weights %1, cache %2 (%3, %4 tokens), scratch %5")
                .arg(mebibytes(model.memory.weightsBytes),
                     mebibytes(model.memory.cacheBytes + model.memory.stateBytes()),
                     QString::fromLatin1(cacheTypeName(model.memory.cacheType)))
                .arg(model.memory.context)
                .arg(mebibytes(model.memory.scratchBytes))};
}

} // namespace

QString buildSummary()
{
    QStringList facts{QStringLiteral(DEEPSCOPE_BUILD_TYPE)};
    if (const QString commit = qApp->property(CommitProperty).toString(); !commit.isEmpty())
        facts << QStringLiteral("commit ") + commit;
    facts << QStringLiteral(DEEPSCOPE_COMPILER);
    return facts.join(QStringLiteral(", "));
}

QString systemReport(const RunStore &store, const DeviceList &devices)
{
    QStringList lines{QStringLiteral("Deepscope %1 (%2)").arg(QCoreApplication::applicationVersion(), buildSummary()),
                      QStringLiteral("Qt: %1, built with %2, %3 platform, %4 style")
                          .arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
                               QGuiApplication::platformName(), QApplication::style()->name()),
                      QStringLiteral("System: %1, %2 %3, %4")
                          .arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                               QSysInfo::currentCpuArchitecture()),
                      QStringLiteral("Screens: ") + screenLine()};
    for (const DeviceInfo &device : devices.devices)
        lines << QStringLiteral("Vulkan device %1: %2").arg(device.index).arg(deviceLine(device));
    if (!devices.problem.empty())
        lines << QStringLiteral("Vulkan: ") + text(devices.problem);
    if (const LoadedModel *model = store.model())
        lines << modelLines(*model);
    else
        lines << QStringLiteral("No model is loaded.");
    return lines.join(u'\n') + u'\n';
}

} // namespace deepscope
