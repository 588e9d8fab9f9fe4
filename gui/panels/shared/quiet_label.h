// Words of second rank, in any theme.
#pragma once

#include <QLabel>

namespace deepscope {

class QuietLabel : public QLabel {
    Q_OBJECT

public:
    explicit QuietLabel(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();
};

} // namespace deepscope
