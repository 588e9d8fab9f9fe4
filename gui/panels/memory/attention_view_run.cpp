// AttentionView: what the tokens of the whole run look at.
#include "attention_view.h"

#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"

#include <algorithm>

namespace deepscope {

void AttentionView::addRun(const Run &run)
{
    const std::vector<AttendedLayer> &layers = m_reading.run();
    if (const PrefillProgress &progress = m_reading.runProgress(); m_reading.isReadingRun() && progress.total > 0)
        m_bars->addRow(
            {tr("Reading the whole run: %1 of %2").arg(progress.done).arg(formatPlural(progress.total, Noun::Token))});
    if (layers.empty()) {
        if (!m_reading.runReason().isEmpty())
            m_bars->addRow({m_reading.runReason()});
        return;
    }
    const bool shown = m_reading.shownLayer() < 0 ||
                       std::ranges::count(layers, uint32_t(m_reading.shownLayer()), &AttendedLayer::layer) > 0;
    if (layers.size() < run.model().memory.layersWithRows())
        m_bars->addRow(
            {tr("The whole run was read for layers %1 to %2").arg(layers.front().layer).arg(layers.back().layer)});
    if (!shown)
        return;
    const RunAttention figures = runAttention(run, layers, m_reading.shownLayer());
    addGiven(figures);
    m_bars->addRow({tr("Heavy hitters: most looked at in the run")});
    addStrongest(run, figures.received, tr("Of all attention that the run gives"));
}

void AttentionView::addGiven(const RunAttention &figures)
{
    const Palette color = Palette::of(palette());
    for (const Phase reader : Phases) {
        const auto &given = figures.given[size_t(reader)];
        if (given[0] + given[1] + given[2] <= 0)
            continue;
        BarRow row{tr("%1 looks at").arg(phaseTitle(reader)), {}, {}, {}, 1};
        QStringList words;
        for (const Phase phase : Phases)
            if (given[size_t(phase)] > 0) {
                words << tr("%1: %2").arg(phaseTitle(phase), formatShare(given[size_t(phase)]));
                row.segments.push_back({given[size_t(phase)], color.phaseBar(phase), words.back()});
            }
        if (const double sink = figures.sinks[size_t(reader)]; sink > 0)
            words << tr("sink: %1").arg(formatShare(sink));
        if (reader == Phase::Prompt)
            m_bars->addRow({tr("In the whole run, a token on average")});
        const double thought = reader == Phase::Answer ? given[size_t(Phase::Think)] : 0;
        row.value = thought > 0 ? tr("thought %1").arg(formatShare(thought)) : QString();
        row.words = words.join(QStringLiteral(", "));
        m_bars->addRow(std::move(row));
        if (thought > 0) { // in two rows: a narrow panel has no room for both
            m_bars->addRow({tr("Can the thought be dropped?"),
                            {},
                            formatShare(thought),
                            tr("The answer gives the thought %1 of its attention").arg(formatShare(thought))});
            m_bars->addRow({tr("What If shows what changes when the cache keeps less")});
        }
    }
}

} // namespace deepscope
