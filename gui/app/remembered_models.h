// Of which models the settings file remembers something: the newest first, and no more than are worth it.
#pragma once

#include <QSettings>

namespace deepscope {

inline constexpr int MostRememberedModels = 100; // the one of which something was kept longest ago is forgotten first

// By which a model is known where its file lies: a key of a settings file. "default" is the default model, whose size
// may change, since it comes with the program.
QString placeOfModel(const QString &path, qint64 bytes);

QStringList rememberedModels(const QSettings &file, const QString &group);
// Something was kept of this model, in the group `group`/`model`; those that are too many are removed.
void rememberModel(QSettings &file, const QString &group, const QString &model, int most = MostRememberedModels);
void forgetModel(QSettings &file, const QString &group, const QString &model);

} // namespace deepscope
