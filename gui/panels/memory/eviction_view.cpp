#include "eviction_view.h"

#include "kept_plot.h"
#include "models/cache_statistics.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/sentence.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr size_t MostChanged = 8; // tokens in the list

uint64_t rowBytes(const MemoryPlan &plan, size_t layer)
{
    uint64_t bytes = 0;
    for (size_t part = 0; layer < plan.layers.size() && part < plan.layers[layer].parts.size(); ++part)
        bytes += plan.layers[layer].parts[part].bytesPerToken;
    return bytes;
}

} // namespace

EvictionView::EvictionView(const RunStore &store, Selection &selection, SecondReading &reading, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_reading(reading), m_rule(new QComboBox),
      m_share(new QSpinBox), m_read(new QPushButton(tr("&Read Again"))), m_reset(new QPushButton(tr("Keep &All"))),
      m_about(QuietLabel::paragraph()), m_effect(QuietLabel::paragraph()), m_plot(new KeptPlot(store, selection)),
      m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("Tokens that change most when less is kept"));
    setColumn({makeControls(), m_about, m_effect, m_plot, m_bars});

    connect(m_read, &QPushButton::clicked, this, [this] { m_reading.setEviction(chosen()); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_reading.setEviction({}); });
    connect(m_rule, &QComboBox::activated, this, &EvictionView::refresh);
    connect(m_share, &QSpinBox::valueChanged, this, &EvictionView::refresh);
    connect(&reading, &SecondReading::changed, this, &EvictionView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &EvictionView::refresh);
    connect(&store, &RunStore::runFinished, this, &EvictionView::refresh);
    connect(&selection, &Selection::focusChanged, this, &EvictionView::refresh);
    refresh();
}

QWidget *EvictionView::makeControls()
{
    m_rule->addItem(tr("First and last tokens"));
    m_rule->addItem(tr("Most looked at"));
    m_rule->addItem(tr("Not repeated"));
    m_rule->setItemData(0, tr("The first four tokens, where attention rests, and the last ones (StreamingLLM)"),
                        Qt::ToolTipRole);
    m_rule->setItemData(1, tr("Half of it the last tokens, half those that got most attention so far (H2O)"),
                        Qt::ToolTipRole);
    m_rule->setItemData(2, tr("What was looked at of late, and is not like what comes later (R-KV)"), Qt::ToolTipRole);
    m_rule->setAccessibleName(tr("What is kept"));
    m_rule->view()->setAccessibleName(m_rule->accessibleName());
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_share->setRange(10, 100);
    m_share->setSingleStep(10);
    m_share->setValue(50);
    m_share->setSuffix(tr(" %"));
    m_share->setAccessibleName(tr("How much is kept"));
    m_share->setToolTip(tr("Rows of the cache that a layer keeps, of the tokens of the text"));
    auto *controls = new QWidget;
    auto *layout = new QVBoxLayout(controls);
    layout->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    layout->setSpacing(Step);
    const auto addLine = [&](std::initializer_list<QWidget *> parts) { // a narrow panel has no room for all in one
        auto *line = new QHBoxLayout;
        for (QWidget *part : parts)
            line->addWidget(part);
        line->addStretch();
        layout->addLayout(line);
    };
    addLine({m_rule, m_share});
    addLine({m_read, m_reset});
    return controls;
}

Eviction EvictionView::chosen() const { return {EvictionRule(m_rule->currentIndex()), m_share->value() / 100.0}; }

QString EvictionView::effect() const { return m_effect->text(); }

// It refreshes when it is shown.
void EvictionView::refresh()
{
    if (!isVisible())
        return;
    const Run *run = m_store.current();
    const std::optional<Eviction> &eviction = m_reading.eviction();
    const bool there = run && eviction && m_reading.state() == SecondReading::State::There;
    const bool latent = run && run->model().info.latent > 0;
    m_about->setText(latent ? tr("The text is read again while each layer keeps fewer rows of its cache. A row serves "
                                 "all heads: what is dropped is dropped for all of them at once.")
                            : tr("The text is read again while each layer keeps fewer tokens in its cache: what is "
                                 "dropped is dropped for all heads at once."));
    if (const QString windows = run ? windowsSentence(run->model().memory) : QString(); !windows.isEmpty())
        m_about->setText(m_about->text() + ' ' + windows);
    const bool failed = m_reading.state() == SecondReading::State::Failed;
    m_read->setEnabled(run && run->size() > 1 && (failed || eviction != chosen()));
    m_read->setToolTip(run ? QString() : tr("Ask something first"));
    m_reset->setEnabled(eviction.has_value());
    m_plot->setVisible(there);
    m_bars->setVisible(there);
    m_effect->setVisible(eviction.has_value());
    m_effect->setText(eviction ? capitalised(m_reading.words()) : QString());
    if (there)
        showKept(*run);
}

void EvictionView::showKept(const Run &run)
{
    const int focused = m_selection.focus().token, query = focused >= 0 ? focused : run.size() - 2;
    const MemoryPlan &plan = run.model().memory;
    std::vector<uint32_t> windows;
    std::ranges::transform(plan.layers, std::back_inserter(windows), &CacheLayer::window);
    m_plot->setSeen(m_reading.seen(), query, std::move(windows));
    m_effect->setText(capitalised(m_reading.words()) + u'\n' + keptWords(run, query));
    addChanged(run);
}

// Layers with a window have no more than that to drop from.
QString EvictionView::keptWords(const Run &run, int query) const
{
    const MemoryPlan &plan = run.model().memory;
    uint64_t kept = 0, rows = 0, layers = 0, keptBytes = 0; // of those that keep rows
    for (int layer = 0; layer < m_plot->rowCount(); ++layer)
        if (plan.keepsRows(uint32_t(layer))) {
            uint64_t seen = 0;
            for (int position = m_plot->firstKept(layer); position <= query; ++position)
                seen += m_plot->isSeen(layer, position);
            ++layers;
            kept += seen;
            rows += uint64_t(query + 1 - m_plot->firstKept(layer));
            keptBytes += seen * rowBytes(plan, size_t(layer));
        }
    const QString token = tokenWords(run, query), bytes = formatBytes(keptBytes),
                  all = formatBytes(run.cacheBytes(query));
    if (plan.longestWindow() > 0)
        return tr("At %1 the layers keep %2 of the %3 rows that windows leave them, %4 of %5.")
            .arg(token, formatExactCount(kept), formatExactCount(rows), bytes, all);
    return tr("At %1 each layer keeps %2 of %3 rows, %4 of %5 in all.")
        .arg(token, QString::number(double(kept) / double(layers), 'f', 0), QString::number(query + 1), bytes, all);
}

void EvictionView::addChanged(const Run &run)
{
    std::vector<std::pair<double, int>> changes;
    for (int token = 1; token < run.size(); ++token)
        if (const auto change = m_reading.changeOf(token))
            changes.emplace_back(change->logprob, token);
    const size_t count = std::min(MostChanged, changes.size());
    std::ranges::partial_sort(changes, changes.begin() + ptrdiff_t(count), std::greater(),
                              [](const auto &change) { return std::abs(change.first); });
    const Palette color = Palette::of(palette());
    m_bars->clearRows();
    m_bars->addRow({tr("Tokens that change most: log-probability, nats")});
    for (size_t i = 0; i < count; ++i) {
        const auto &[change, token] = changes[i];
        const bool flipped = m_reading.changeOf(token)->flipped;
        m_bars->addRow({tokenWords(run, token),
                        {{std::abs(change), color.phaseBar(run.phase(token)), {}}},
                        formatSigned(change),
                        flipped ? tr("Another token would be the best here") : tr("The best token stays")},
                       {token, -1, -1});
    }
    m_bars->showRows(count > 0 ? std::abs(changes.front().first) : 1);
}

void EvictionView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    refresh();
}

void EvictionView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
