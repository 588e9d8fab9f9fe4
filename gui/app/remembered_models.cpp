#include "app/remembered_models.h"

#include <QCryptographicHash>

namespace deepscope {

namespace {

QString orderKey(const QString &group) { return group + QStringLiteral("/models"); }

} // namespace

// A path has characters that a key cannot have.
QString placeOfModel(const QString &path, qint64 bytes)
{
    if (path == QStringLiteral("default"))
        return path;
    const QByteArray known = path.toUtf8() + '\n' + QByteArray::number(bytes);
    return QString::fromLatin1(QCryptographicHash::hash(known, QCryptographicHash::Sha1).toHex());
}

QStringList rememberedModels(const QSettings &file, const QString &group)
{
    return file.value(orderKey(group)).toStringList();
}

void rememberModel(QSettings &file, const QString &group, const QString &model, int most)
{
    QStringList known = rememberedModels(file, group);
    if (known.value(0) == model)
        return;
    known.removeAll(model);
    known.prepend(model);
    for (; known.size() > most; known.removeLast())
        file.remove(group + u'/' + known.last());
    file.setValue(orderKey(group), known);
}

void forgetModel(QSettings &file, const QString &group, const QString &model)
{
    file.remove(group + u'/' + model);
    QStringList known = rememberedModels(file, group);
    if (known.removeAll(model) > 0)
        file.setValue(orderKey(group), known);
}

} // namespace deepscope
