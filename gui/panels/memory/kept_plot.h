// Which rows of the cache a token still sees, over the shared token axis: a row for each layer.
#pragma once

#include "api/eviction.h"
#include "panels/shared/token_plot.h"

namespace deepscope {

class KeptPlot : public TokenPlot {
    Q_OBJECT

public:
    KeptPlot(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    // `query`: the position that looks. `windows` of the layers, 0 = none: what they have passed is left blank.
    void setSeen(const SeenUntil &seen, int query, std::vector<uint32_t> windows = {});
    int rowCount() const { return int(m_seen.size()); }
    bool isSeen(int layer, int position) const;
    int firstKept(int layer) const; // position: the window of the layer keeps none before, whatever is dropped
    QRectF cellRect(int layer, int position) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QRectF plotArea() const override;
    Focus thingAt(QPointF point) const override;
    void paintPlot(QPainter &painter, const Palette &color) override;

private:
    double rowTop(int row) const;
    void paintRow(QPainter &painter, const Palette &color, int row) const;

    SeenUntil m_seen;
    std::vector<uint32_t> m_windows;
    int m_query = -1;
};

} // namespace deepscope
