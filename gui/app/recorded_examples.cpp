#include "app/recorded_examples.h"

#include "api/resources.h"
#include "app/recording.h"
#include "models/background.h"

#include <QFileInfo>

namespace deepscope {

namespace {

// As a menu shows it: an ampersand is not a shortcut.
QString questionIn(const QString &path)
{
    const ReadRecording read = readRecording(path);
    return read.run ? QString::fromStdString(read.run->question).simplified().replace(u'&', QStringLiteral("&&"))
                    : QString();
}

} // namespace

RecordedExamples::RecordedExamples(QWidget *parent) : QMenu(tr("Recorded &Examples"), parent)
{
    for (const std::string &file : recordedExamples()) {
        const QString path = QString::fromStdString(file);
        QAction *action = addAction(QFileInfo(path).completeBaseName());
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
        inBackground(
            action, [path] { return questionIn(path); },
            [action](const QString &question) {
                if (!question.isEmpty())
                    action->setText(question);
            });
    }
    menuAction()->setVisible(!isEmpty());
}

} // namespace deepscope
