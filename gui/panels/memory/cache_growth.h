// The cache in use after each token, stacked by part, over the shared token axis.
#pragma once

#include "panels/shared/token_plot.h"

namespace deepscope {

class CacheGrowth : public TokenPlot {
    Q_OBJECT

public:
    CacheGrowth(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    double yOf(uint64_t bytes) const; // in the widget's coordinates
    uint64_t scaleEnd() const;        // bytes at the top of the picture

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QRectF plotArea() const override;
    void paintPlot(QPainter &painter, const Palette &color) override;

private:
    void paintScale(QPainter &painter, const Palette &color) const;
};

// The colour of a part of the cache by its place in the layer: latent, RoPE key, others.
QColor cachePartColor(const Palette &color, const std::string &name, int place);

} // namespace deepscope
