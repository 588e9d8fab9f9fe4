// Which layer is looked at: one, which is the focused one in all panels, or all.
#pragma once

#include <QComboBox>

namespace deepscope {

class Selection;

class LayerBox : public QComboBox {
    Q_OBJECT

public:
    explicit LayerBox(Selection &selection, QWidget *parent = nullptr);

    void setLayers(int layers, int shown); // -1 = all
};

} // namespace deepscope
