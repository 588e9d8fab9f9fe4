#include "app/file_writing.h"

#include "models/background.h"
#include "paint/texts.h"

#include <QSaveFile>

namespace deepscope {

QString writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return tr("%1: the file cannot be written: %2.").arg(path, file.errorString());
}

void writeInBackground(QObject *context, Workbench &workbench, const QString &name,
                       const std::function<QString()> &work, const QString &saved)
{
    inBackground(context, work, [&workbench, name, saved](const QString &sentence) {
        if (!sentence.isEmpty())
            return emit workbench.problemOccurred({UserProblem::About::Exporting, sentence, name});
        emit workbench.notice(saved.isEmpty() ? tr("Saved %1.").arg(name) : saved);
        emit workbench.problemSettled(UserProblem::About::Exporting);
    });
}

} // namespace deepscope
