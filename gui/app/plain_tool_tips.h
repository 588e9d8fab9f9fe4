// Tool tips tell questions, answers and names from files: none of them is markup.
#pragma once

#include <QObject>

namespace deepscope {

// As long as it lives, every tool tip of the program shows its text as it is.
class PlainToolTips : public QObject {
    Q_OBJECT

public:
    explicit PlainToolTips(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
};

} // namespace deepscope
