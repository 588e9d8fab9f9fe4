#include "attention_plot.h"

#include "models/selection_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"

#include <algorithm>

namespace deepscope {

AttentionPlot::AttentionPlot(const RunStore &store, Selection &selection, const AttentionReading &reading,
                             QWidget *parent)
    : TokenRowsPlot(store, selection, parent), m_reading(reading)
{
    setAccessibleName(tr("Attention to each token"));
    setAccessibleDescription(tr("A row for each layer, or for each head of the focused layer; the stronger the colour, "
                                "the more of its attention a token has. Arrow keys move the focus."));
    refresh();
}

void AttentionPlot::refresh()
{
    const int layer = m_reading.shownLayer();
    std::vector<Row> rows;
    for (const AttendedLayer &each : m_reading.layers())
        if (layer < 0)
            rows.push_back(
                {tr("layer %1").arg(each.layer), int(each.layer), m_reading.masses().of(int(each.layer), -1)});
    if (const AttendedLayer *shown = m_reading.masses().layer(layer))
        for (int head = 0; head < int(shown->heads); ++head)
            rows.push_back({tr("head %1").arg(head), layer, m_reading.masses().of(layer, head)});
    for (Row &row : rows) { // nothing where a window shows nothing
        row.first = m_reading.masses().firstSeen(row.layer);
        row.values.erase(row.values.begin(), row.values.begin() + row.first);
    }
    // The first token often has most of it; then the scale would tell nothing of the others.
    double greatest = 0;
    for (const Row &row : rows)
        for (int position = std::max(1, row.first); position < row.end(); ++position)
            greatest = std::max(greatest, row.values[size_t(position - row.first)]);
    setRows(std::move(rows), greatest > 0 ? std::min(1.0, roundScaleEnd(greatest)) : 1, m_reading.shownHead());
}

QString AttentionPlot::wordsFor(int row, int position) const
{
    if (!hasValue(row, position))
        return tr("%1: the attention window of this layer does not show %2")
            .arg(rowName(row), tokenWords(*run(), position));
    return tr("%1: %2 gives %3 of its attention to %4")
        .arg(rowName(row), tokenWords(*run(), m_reading.token()), formatShare(shareOf(row, position)),
             tokenWords(*run(), position));
}

} // namespace deepscope
