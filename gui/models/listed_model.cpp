#include "listed_model.h"

#include "models/engine_sentences.h"
#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QDir>

namespace deepscope {

QString ListedModel::reason() const
{
    return engineSentence(entry.reason.empty() && check ? check->reason : entry.reason);
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

QString factsLine(const ListedModel &model)
{
    const ModelEntry &entry = model.entry;
    QStringList parts;
    if (model.isDefault())
        parts << tr("comes with Deepscope");
    else if (entry.repository.empty())
        parts << engineText(modelSourceName(entry.source));
    else
        parts << tr("%1, %2").arg(engineText(modelSourceName(entry.source)), QString::fromStdString(entry.repository));
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
