// How long the latents, or keys, of each token are, over the shared token axis: a row for each layer.
#pragma once

#include "models/latent_reading.h"
#include "token_rows_plot.h"

namespace deepscope {

class LatentPlot : public TokenRowsPlot {
    Q_OBJECT

public:
    LatentPlot(const RunStore &store, Selection &selection, const LatentReading &reading, QWidget *parent = nullptr);

    void refresh(); // the shown layer, or all that are known

protected:
    QString wordsFor(int row, int position) const override;

private:
    const LatentReading &m_reading;
    std::vector<int> m_layers; // of the rows
};

} // namespace deepscope
