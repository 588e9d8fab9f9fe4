#include "app/save_dialog.h"

#include <QFileDialog>

namespace deepscope {

namespace {

QString endingOf(const QString &filter) // "Pictures (*.png)": png
{
    return filter.section(QStringLiteral("*."), 1).section(u')', 0, 0);
}

} // namespace

void askForPlace(QWidget *window, Settings &settings, const SavePlace &place,
                 const std::function<void(const QString &path)> &chosen)
{
    askForPlaceAndType(window, settings, place, [chosen](const QString &path, const QString &) { chosen(path); });
}

void askForPlaceAndType(QWidget *window, Settings &settings, const SavePlace &place,
                        const std::function<void(const QString &path, const QString &filter)> &chosen)
{
    auto *dialog = new QFileDialog(window, place.title, settings.folder(), place.filters.join(QStringLiteral(";;")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(endingOf(place.filters.front()));
    if (!place.name.isEmpty())
        dialog->selectFile(place.name + u'.' + dialog->defaultSuffix());
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString &filter) { dialog->setDefaultSuffix(endingOf(filter)); });
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [dialog, &settings, chosen](const QString &path) {
        settings.setFolder(dialog->directory().absolutePath());
        chosen(path, dialog->selectedNameFilter());
    });
    dialog->open();
}

} // namespace deepscope
