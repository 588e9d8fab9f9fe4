#include "app/model_places.h"

#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QDir>

namespace deepscope {

namespace {

QString shortPath(const std::string &path) { return deepscope::shortPath(QString::fromStdString(path)); }

} // namespace

std::vector<ModelFolder> ModelPlaces::all() const
{
    std::vector<ModelFolder> list = known;
    for (const QString &folder : folders)
        list.push_back({folder.toStdString(), ModelSource::User});
    return list;
}

QString ModelPlaces::nothingFound() const
{
    QStringList lines{tr("No other models were found on this computer. Add a folder that holds GGUF files, or fetch a "
                         "model with one of these programs and rescan. Looked in:"),
                      {}};
    const ModelFolder *before = nullptr;
    const std::vector<ModelFolder> list = all();
    for (const ModelFolder &folder : list) {
        if (before && before->source == folder.source)
            lines.last() += QStringLiteral(", ") + shortPath(folder.path);
        else
            lines << tr("%1: %2").arg(engineText(modelSourceName(folder.source)), shortPath(folder.path));
        before = &folder;
    }
    return lines.join(u'\n');
}

QString searchSummary(int models, int refused, const ScanOutcome &outcome)
{
    QStringList parts{formatPlural(models, Noun::Model)};
    if (refused > 0)
        parts << tr("%1 cannot be opened").arg(refused);
    if (!outcome.complete)
        parts << tr("the search was not finished");
    QStringList unreadable;
    for (const std::string &folder : outcome.unreadable)
        unreadable << shortPath(folder);
    if (!unreadable.isEmpty())
        parts << tr("no permission to read %1").arg(unreadable.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" · "));
}

QString shortPath(const QString &path)
{
    const QString home = QDir::homePath();
    const bool below = path == home || path.startsWith(home + u'/');
    return QDir::toNativeSeparators(below ? u'~' + path.mid(home.size()) : path);
}

} // namespace deepscope
