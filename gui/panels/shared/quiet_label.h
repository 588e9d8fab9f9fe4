// Words of second rank, in any theme.
#pragma once

#include <QLabel>

namespace deepscope {

class QuietLabel : public QLabel {
    Q_OBJECT

public:
    explicit QuietLabel(QWidget *parent = nullptr);
    static QuietLabel *paragraph(); // of as many lines as it needs, between the margins of a page

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();
};

} // namespace deepscope
