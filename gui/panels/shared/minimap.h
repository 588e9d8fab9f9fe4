// The whole run as a band that says where one is: a click or a drag moves what is visible, and so do the arrow, Page,
// Home and End keys.
#pragma once

#include "run_overview.h"

#include <QWidget>

namespace deepscope {

class Minimap : public QWidget {
    Q_OBJECT

public:
    Minimap(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    RunOverview overview() const; // in the widget's coordinates
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool moveBy(int key);
    void describe();

    const RunStore &m_store;
    Selection &m_selection;
    bool m_dragging = false;
};

} // namespace deepscope
