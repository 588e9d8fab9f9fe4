#include "latent_plot.h"

#include "models/cache_statistics.h"
#include "models/selection_words.h"
#include "paint/number_format.h"

namespace deepscope {

LatentPlot::LatentPlot(const RunStore &store, Selection &selection, const LatentReading &reading, QWidget *parent)
    : TokenRowsPlot(store, selection, parent), m_reading(reading)
{
    setAccessibleName(tr("How long the latent of each token is"));
    setAccessibleDescription(
        tr("A row for each layer; the stronger the colour, the longer is what the cache keeps of a "
           "token beside the longest of the layer. Arrow keys move the focus."));
    refresh();
}

// Layers differ by more than their tokens do: each has its own scale.
void LatentPlot::refresh()
{
    std::vector<Row> rows;
    m_layers.clear();
    for (const LayerLatents &each : m_reading.layers()) {
        if (m_reading.shownLayer() >= 0 && each.layer != m_reading.shownLayer())
            continue;
        Row &row = rows.emplace_back(Row{tr("layer %1").arg(each.layer), each.layer, each.figures.norms, each.first});
        for (double &norm : row.values)
            norm /= each.largestNorm();
        m_layers.push_back(each.layer);
    }
    setRows(std::move(rows), 1);
}

QString LatentPlot::wordsFor(int row, int position) const
{
    const LayerLatents *layer = m_reading.layer(m_layers[size_t(row)]);
    if (!layer)
        return {};
    if (!layer->keeps(position))
        return tr("%1: %2 is not kept, the attention of this layer has a %3")
            .arg(rowName(row), tokenWords(*run(), position), windowName(layer->window()));
    const QString norm = QString::number(layer->figures.norms[size_t(position - layer->first)], 'f', 2);
    return tr("%1: %2 is %3 long, %4 of the longest")
        .arg(rowName(row), tokenWords(*run(), position), norm, formatShare(valueAt(row, position)));
}

} // namespace deepscope
