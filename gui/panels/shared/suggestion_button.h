// A question to choose, cut with an ellipsis where there is no room for it; the tool tip has it whole.
#pragma once

#include <QPushButton>

namespace deepscope {

class SuggestionButton : public QPushButton {
    Q_OBJECT

public:
    explicit SuggestionButton(const QString &question, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace deepscope
