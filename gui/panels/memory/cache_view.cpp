#include "cache_view.h"

#include "cache_growth.h"
#include "models/cache_statistics.h"
#include "models/imported_run.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/quiet_label.h"
#include "phase_rows.h"
#include "pool_rows.h"
#include "use_rows.h"

#include <QEvent>
#include <QVBoxLayout>

namespace deepscope {

CacheView::CacheView(const RunStore &store, Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_growth(new CacheGrowth(store, selection)),
      m_phases(new BarList), m_layers(new BarList), m_shapes(new BarList), m_formulas(new QuietLabel),
      m_published(new BarList), m_saving(new QuietLabel), m_lists(new QBoxLayout(QBoxLayout::TopToBottom))
{
    m_layers->setAccessibleName(tr("Cache by layer and part"));
    m_layers->setClickable(true);
    m_shapes->setAccessibleName(tr("Cache with other kinds of attention"));
    m_growth->setMaximumHeight(2 * m_growth->sizeHint().height());

    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Step);
    layout->addWidget(m_growth, 1);
    layout->addLayout(m_lists);
    auto *kinds = new QVBoxLayout;
    kinds->setSpacing(Step);
    m_published->setAccessibleName(tr("What papers say of latent attention"));
    for (QuietLabel *label : {m_formulas, m_saving}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    }
    for (QWidget *part : std::initializer_list<QWidget *>{m_shapes, m_formulas, m_published, m_saving})
        kinds->addWidget(part);
    kinds->addStretch();
    m_lists->addLayout(kinds, 1);
    auto *parts = new QVBoxLayout;
    parts->setSpacing(Step);
    m_phases->setAccessibleName(tr("Cache by phase"));
    m_phases->hide(); // until there is something to say
    parts->addWidget(m_phases);
    parts->addWidget(m_layers);
    parts->addStretch();
    m_lists->addLayout(parts, 1);
    setContent(page);

    // Row 0 is the heading.
    connect(m_layers, &BarList::hovered, this, [this](int row) {
        m_selection.setHover(row > 0 ? Focus{-1, row - 1, -1} : Focus{});
    });
    connect(m_layers, &BarList::clicked, this, [this](int row) {
        m_selection.setFocus({m_selection.focus().token, row - 1, -1});
    });
    refresh();
}

int CacheView::shownTokens() const
{
    const Run *run = computedRun(m_store);
    if (!run)
        return int(m_store.cacheUse().tokens);
    return m_selection.focus().token >= 0 ? m_selection.focus().token + 1 : run->size();
}

void CacheView::refresh()
{
    const LoadedModel *model = m_store.shownModel();
    if (!model)
        return;
    showPhases(shownTokens());
    showLayers(model->memory, shownTokens());
    showShapes(*model, shownTokens());
    m_layers->setHoveredRow(m_selection.hover().layer >= 0 ? m_selection.hover().layer + 1 : -1);
    m_layers->setFocusedRow(m_selection.focus().layer >= 0 ? m_selection.focus().layer + 1 : -1);
}

// Who has pages of the cache, of the model in use, and how much of the shown run is thought.
void CacheView::showPhases(int tokens)
{
    const Palette color = Palette::of(palette());
    const Run *run = computedRun(m_store);
    std::vector<BarRow> rows;
    if (run && tokens > 0)
        rows = cachePhaseRows(*run, tokens, color);
    if (m_store.model() && m_store.poolUse())
        for (BarRow &row : poolRows(m_store, color))
            rows.push_back(std::move(row));
    m_phases->setVisible(!rows.empty());
    m_phases->setRows(std::move(rows), 1);
}

void CacheView::showLayers(const MemoryPlan &plan, int tokens)
{
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    const QString count = formatPlural(tokens, Noun::Token);
    rows.push_back({(computedRun(m_store) ? tr("By layer, after %1") : tr("By layer, %1 in the device")).arg(count)});
    double greatest = 0;
    for (size_t layer = 0; layer < plan.layers.size(); ++layer) {
        BarRow row{tr("Layer %1").arg(layer)};
        const uint32_t window = plan.layers[layer].window;
        const uint64_t kept = keptTokens(plan.layers[layer], uint64_t(tokens));
        uint64_t sum = 0;
        QStringList words;
        if (window > 0)
            words << tr("attention with a %1: no more are kept").arg(windowName(window));
        int place = 0;
        for (const CachePart &part : plan.layers[layer].parts) {
            const uint64_t bytes = part.bytesPerToken * kept;
            QString exact =
                tr("%1: %2, %3 a token")
                    .arg(cachePartName(part.name), formatExactBytes(bytes), formatExactBytes(part.bytesPerToken));
            if (part.finer)
                exact += tr(", in F16");
            row.segments.push_back({double(bytes), cachePartColor(color, part.name, place++), exact});
            words << exact;
            sum += bytes;
        }
        row.value = formatBytes(sum);
        row.words = row.label + "\n" + words.join("\n");
        greatest = std::max(greatest, double(sum));
        rows.push_back(std::move(row));
    }
    m_layers->setRows(std::move(rows), greatest);
}

void CacheView::showShapes(const LoadedModel &model, int tokens)
{
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    rows.push_back({tokens > 0 ? tr("Other kinds of attention") : tr("Other kinds, for each token")});
    double greatest = 0;
    for (BarRow &row : shapeRows(model.info, model.memory, uint64_t(std::max(1, tokens)), color)) {
        greatest = std::max(greatest, row.segments.front().value);
        rows.push_back(std::move(row));
    }
    m_shapes->setRows(std::move(rows), greatest);
    m_formulas->setText(tr("Numbers a token:") + u'\n' + cacheFormulas(model.info, model.memory).join(u'\n'));
    showPublished(model.info);
}

// Beside a model that has it.
void CacheView::showPublished(const ModelInfo &info)
{
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows{{tr("As published, numbers a token")}};
    for (const PublishedCache &one : publishedCaches()) {
        const QString kept = formatExactCount(one.kept()), ordinary = formatExactCount(one.ordinary());
        rows.push_back({one.model,
                        {{double(one.kept()) / double(one.ordinary()), color(Role::Cache), {}}},
                        tr("%1 of %2").arg(kept, ordinary),
                        tr("%1 \u00d7 (%2 + %3) = %4, in BF16 %5; keys and values of all heads: %6 \u00d7 2 \u00d7 %7 "
                           "\u00d7 %8 = %9")
                            .arg(one.layers)
                            .arg(one.latent)
                            .arg(one.ropeKey)
                            .arg(kept, formatExactBytes(2 * one.kept()))
                            .arg(one.layers)
                            .arg(one.heads)
                            .arg(one.head)
                            .arg(ordinary),
                        1});
    }
    m_published->setRows(std::move(rows), 1);
    m_saving->setText(publishedSavingWords());
    m_published->setVisible(info.latent > 0);
    m_saving->setVisible(info.latent > 0);
}

QString CacheView::formulas() const { return m_formulas->text(); }

void CacheView::resizeEvent(QResizeEvent *event)
{
    PanelScroll::resizeEvent(event);
    const int needed = 2 * m_shapes->sizeHint().width(); // with less than most of that too little is left of labels
    m_lists->setDirection(width() >= needed * 4 / 5 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void CacheView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
