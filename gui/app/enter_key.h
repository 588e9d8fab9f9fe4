// Enter presses the button that has the keyboard, as Space does. In a dialog it presses the dialog's own button.
#pragma once

#include <QObject>

namespace deepscope {

class EnterKey : public QObject {
    Q_OBJECT

public:
    explicit EnterKey(QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace deepscope
