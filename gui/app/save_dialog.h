// The dialog that asks where something is saved.
#pragma once

#include "app/settings.h"

#include <QStringList>

#include <functional>

class QWidget;

namespace deepscope {

struct SavePlace {
    QString title;       // of the dialog
    QStringList filters; // "Pictures (*.png)"; a name without an ending gets that of the filter chosen
    QString name;        // proposed, without ending; empty = none
};

// Over the window, beginning in the folder that was used last; `chosen` gets the path of the file. It asks by itself
// before a file is replaced.
void askForPlace(QWidget *window, Settings &settings, const SavePlace &place,
                 const std::function<void(const QString &path)> &chosen);

// The same; also which of the filters was chosen, where several have one ending.
void askForPlaceAndType(QWidget *window, Settings &settings, const SavePlace &place,
                        const std::function<void(const QString &path, const QString &filter)> &chosen);

} // namespace deepscope
