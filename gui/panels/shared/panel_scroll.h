// A scroll area that lies on the panel like everything else: no frame, no ground of its own, vertical only. Keys scroll
// it where there is more to see; else they are the panel's.
#pragma once

#include <QScrollArea>

#include <initializer_list>

class QVBoxLayout;

namespace deepscope {

// Scrolls whatever `part` lies in, up and down, until `rect` of it is in view.
void reveal(const QWidget &part, const QRectF &rect);

class PanelScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PanelScroll(QWidget *parent = nullptr);

    void setContent(QWidget *content);
    // Parts below each other, as wide as the panel; what room is left stays empty below them.
    QVBoxLayout *setColumn(std::initializer_list<QWidget *> parts);

    QSize minimumSizeHint() const override; // small: what does not fit is scrolled to

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace deepscope
