// The application object: an exception that a slot lets through becomes a logged sentence instead of the end.
#pragma once

#include <QApplication>

namespace deepscope {

class SafeApplication : public QApplication {
    Q_OBJECT

public:
    SafeApplication(int &argumentCount, char **arguments);

    bool notify(QObject *receiver, QEvent *event) override;
};

} // namespace deepscope
