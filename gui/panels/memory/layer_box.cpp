#include "layer_box.h"

#include "models/selection.h"

#include <QListView>
#include <QSignalBlocker>

namespace deepscope {

LayerBox::LayerBox(Selection &selection, QWidget *parent) : QComboBox(parent)
{
    setAccessibleName(tr("Layer"));
    view()->setAccessibleName(tr("Layer"));
    setToolTip(tr("The layer that is shown; it follows the focus"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(this, &QComboBox::activated, this, [&selection](int index) {
        selection.setFocus({selection.focus().token, index - 1, -1});
    });
}

void LayerBox::setLayers(int layers, int shown)
{
    const QSignalBlocker quiet(this);
    if (count() != layers + 1) {
        clear();
        addItem(tr("All layers"));
        for (int layer = 0; layer < layers; ++layer)
            addItem(tr("Layer %1").arg(layer));
    }
    setCurrentIndex(shown + 1);
}

} // namespace deepscope
