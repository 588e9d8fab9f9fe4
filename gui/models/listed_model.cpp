#include "listed_model.h"

#include "paint/number_format.h"

#include <QCoreApplication>
#include <QDir>

namespace deepscope {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("ListedModel", text); }

QString perToken(const MemoryPlan &plan) { return formatBytes(plan.cacheBytesPerToken()); }

QString partsOf(const MemoryPlan &plan)
{
    return tr("weights %1, cache %2 (%3 a token), scratch %4")
        .arg(formatBytes(plan.weightsBytes), formatBytes(plan.cacheBytes), perToken(plan),
             formatBytes(plan.scratchBytes));
}

} // namespace

QString ListedModel::reason() const
{
    return QString::fromStdString(entry.reason.empty() && check ? check->reason : entry.reason);
}

QString fitWords(const ListedModel &model, const QString &device)
{
    if (!model.reason().isEmpty())
        return tr("cannot be opened");
    if (!model.check)
        return QStringLiteral("…");
    if (device.isEmpty())
        return tr("no device");
    if (!model.check->fits())
        return tr("does not fit");
    return model.check->fitsWhole() ? tr("fits")
                                    : tr("fits with %1 tokens").arg(formatExactCount(model.check->context));
}

QString fitSentence(const ListedModel &model, const QString &device)
{
    if (!model.reason().isEmpty())
        return model.reason();
    if (!model.check)
        return tr("Whether it fits is not known yet.");
    const ModelCheck &check = *model.check;
    if (device.isEmpty())
        return tr("There is no usable Vulkan device to open it on. It would need %1: %2.")
            .arg(formatBytes(check.whole.totalBytes()), partsOf(check.whole));
    if (!check.fits())
        return tr("Does not fit %1 with %2: weights %3, scratch %4, and %5 of cache a token.")
            .arg(device, formatBytes(check.deviceBudget), formatBytes(check.whole.weightsBytes),
                 formatBytes(check.whole.scratchBytes), perToken(check.whole));
    const QString context =
        check.fitsWhole() ? tr("its whole context of %1 tokens") : tr("a context of %1 of its %2 tokens");
    const QString numbered = check.fitsWhole()
                                 ? context.arg(formatExactCount(check.context))
                                 : context.arg(formatExactCount(check.context), formatExactCount(check.whole.context));
    return tr("Fits %1 with %2: %3.").arg(device, numbered, partsOf(check.fitting));
}

QString factsLine(const ListedModel &model)
{
    const ModelEntry &entry = model.entry;
    QStringList parts;
    if (model.isDefault())
        parts << tr("comes with Deepscope");
    else if (entry.repository.empty())
        parts << QString::fromUtf8(modelSourceName(entry.source));
    else
        parts << tr("%1, %2").arg(QString::fromUtf8(modelSourceName(entry.source)),
                                  QString::fromStdString(entry.repository));
    if (entry.parameters > 0)
        parts << tr("%1 parameters").arg(formatCount(entry.parameters));
    if (entry.experts > 0)
        parts << tr("%1 experts, %2 a token").arg(entry.experts).arg(entry.expertsUsed);
    if (entry.parts > 1)
        parts << tr("in %1 parts").arg(entry.parts);
    return parts.join(QStringLiteral(" · "));
}

QString pathLines(const ListedModel &model)
{
    QStringList lines{QDir::toNativeSeparators(QString::fromStdString(model.entry.path)),
                      formatExactBytes(model.entry.fileBytes)};
    if (model.isDefault())
        lines[0] = tr("The model that comes with Deepscope");
    if (!model.reason().isEmpty())
        lines << model.reason();
    return lines.join(u'\n');
}

} // namespace deepscope
