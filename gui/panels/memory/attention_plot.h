// What the heads look at from one token, over the shared token axis: a row for each layer, or for each head of the
// focused layer.
#pragma once

#include "models/attention_reading.h"
#include "token_rows_plot.h"

namespace deepscope {

class AttentionPlot : public TokenRowsPlot {
    Q_OBJECT

public:
    AttentionPlot(const RunStore &store, Selection &selection, const AttentionReading &reading,
                  QWidget *parent = nullptr);

    void refresh();
    double shareOf(int row, int position) const { return hasValue(row, position) ? valueAt(row, position) : 0; }

protected:
    QString wordsFor(int row, int position) const override;

private:
    const AttentionReading &m_reading;
};

} // namespace deepscope
