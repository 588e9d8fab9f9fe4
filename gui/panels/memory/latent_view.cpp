#include "latent_view.h"

#include "latent_plot.h"
#include "layer_box.h"
#include "models/attention_figures.h"
#include "models/cache_statistics.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"
#include "panels/shared/scale_bar.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr size_t MostAlike = 5; // tokens in a list
constexpr double NoOther = -2;  // less than any cosine

QString keptWords(const LayerLatents &layer)
{
    return layer.window() > 0 ? LatentView::tr("; of the last %1, which its attention window keeps")
                                    .arg(formatPlural(layer.window(), Noun::Token))
                              : QString();
}

} // namespace

LatentView::LatentView(const RunStore &store, Selection &selection, LatentReading &reading, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_reading(reading), m_layer(new LayerBox(selection)),
      m_heading(QuietLabel::paragraph()), m_explanation(QuietLabel::paragraph()), m_scale(new ScaleBar),
      m_plot(new LatentPlot(store, selection, reading)), m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("Which tokens are alike, and how many dimensions the layers use"));
    auto *controls = new QWidget;
    auto *line = new QHBoxLayout(controls);
    line->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    line->addWidget(m_layer);
    line->addStretch();
    setColumn({controls, m_heading, m_plot, m_scale, m_bars, m_explanation})->setAlignment(m_scale, Qt::AlignRight);

    connect(&reading, &LatentReading::changed, this, &LatentView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &LatentView::refresh);
    connect(m_plot, &LatentPlot::pointedAt, this, [this](const QString &words) {
        m_pointed = words;
        emit pointedChanged();
    });
    refresh();
}

QString LatentView::heading() const { return m_heading->text(); }
QString LatentView::explanation() const { return m_explanation->text(); }

QString LatentView::headingWords(const Run *run) const
{
    const std::vector<LayerLatents> &layers = m_reading.layers();
    if (!run)
        return tr("Ask something, and what the cache holds of it appears.");
    QStringList words;
    if (!layers.empty())
        words << (layers.front().latent
                      ? tr("How long the latents c_KV of the tokens are.")
                      : tr("This model keeps keys and values instead of latents: shown are its keys, those of all "
                           "heads as one."));
    if (std::ranges::any_of(layers, [](const LayerLatents &each) { return each.window() > 0; }))
        words << tr("A thin line: the attention window of the layer has passed these, they are not kept.");
    if (!m_reading.reason().isEmpty())
        words << m_reading.reason();
    else if (m_reading.isReading() && layers.empty())
        words << tr("Reading what the cache holds of this run\u2026");
    else if (m_reading.isReading())
        words << tr("Reading on: %1 of %2 layers are there\u2026")
                     .arg(layers.size())
                     .arg(run->model().memory.layersWithRows());
    else if (layers.empty())
        words << tr("What the cache holds is asked for when the answer is written.");
    return words.join(u' ');
}

// Outlined where it points the other way.
void LatentView::addAlike(const Run &run)
{
    const std::vector<std::optional<double>> &cosines = m_reading.cosines();
    const int token = m_reading.shownToken();
    const auto known = size_t(std::ranges::count_if(cosines, [](const auto &one) { return one.has_value(); }));
    const size_t count = std::min(MostAlike, (std::max<size_t>(known, 1) - 1) / 2);
    if (count == 0)
        return addReasonAgainstAlike(run);
    const Palette color = Palette::of(palette());
    for (const bool most : {true, false}) {
        std::vector<double> order(cosines.size(), NoOther);
        for (size_t i = 0; i < order.size(); ++i)
            if (cosines[i] && i != size_t(token))
                order[i] = most ? *cosines[i] : -*cosines[i];
        const QString name = tokenWords(run, token);
        m_bars->addRow({most ? tr("Most like %1").arg(name) : tr("Least like %1").arg(name)});
        for (const auto &[other, ignored] : strongest(order, count)) {
            const double cosine = *cosines[size_t(other)];
            m_bars->addRow({tokenWords(run, other),
                            {{std::abs(cosine), color.phaseBar(run.phase(other)), {}, cosine < 0}},
                            formatSigned(cosine),
                            m_reading.shownLayer() < 0
                                ? tr("Cosine of the angle between both, the mean of the layers that keep them")
                                : tr("Cosine of the angle between both in the shown layer"),
                            1},
                           {other, -1, -1});
        }
    }
}

void LatentView::addReasonAgainstAlike(const Run &run)
{
    const int token = m_reading.shownToken();
    const LayerLatents *layer = m_reading.layer(m_reading.shownLayer());
    if (layer && !layer->keeps(token))
        m_bars->addRow({tr("Not kept: %1").arg(tokenWords(run, token)),
                        {},
                        {},
                        tr("The attention of this layer has a %1").arg(windowName(layer->window()))});
    else if (!layer && !m_reading.isReading() &&
             std::ranges::none_of(m_reading.layers(), [&](const LayerLatents &each) { return each.keeps(token); }))
        m_bars->addRow({tr("No layer keeps %1: all have an attention window").arg(tokenWords(run, token))});
    else if (!m_reading.keepsRows())
        m_bars->addRow({tr("The run is long: for which tokens are alike, choose a layer.")});
}

void LatentView::addDirections()
{
    const Palette color = Palette::of(palette());
    m_bars->addRow({tr("Effective rank, and dimensions that hold 95 %")});
    for (const LayerLatents &each : m_reading.layers()) {
        const LatentFigures &figures = each.figures;
        const QString rank = QString::number(figures.effectiveRank, 'f', 1);
        const double more = std::max(0.0, double(figures.directions) - figures.effectiveRank);
        m_bars->addRow({tr("Layer %1").arg(each.layer),
                        {{figures.effectiveRank, color(Role::Latent), {}}, {more, color(Role::Latent), {}, true}},
                        tr("%1; %2 of %3").arg(rank).arg(figures.directions).arg(figures.most),
                        tr("The tokens spread as %1 equally strong dimensions would; %2 dimensions of %3 hold 95 %")
                                .arg(rank)
                                .arg(figures.directions)
                                .arg(figures.most) +
                            keptWords(each),
                        double(std::max<size_t>(figures.most, 1))},
                       {-1, each.layer, -1});
    }
}

QString LatentView::explanationWords() const
{
    const std::vector<LayerLatents> &layers = m_reading.layers();
    QString words = tr("The effective rank is exp of the entropy of the shares that the squared singular values have "
                       "in their sum, of the matrix with a row for each token; no mean is taken from it.");
    const auto chosen = std::ranges::find_if(
        layers, [](const LayerLatents &each) { return each.figures.rowsCounted < each.figures.norms.size(); });
    if (chosen != layers.end())
        words += u' ' + tr("Of this long run it counts %1 that lie evenly in it.")
                            .arg(formatPlural(int64_t(chosen->figures.rowsCounted), Noun::Token));
    return words;
}

// It refreshes when it is shown.
void LatentView::refresh()
{
    if (!isVisible())
        return;
    const Run *run = m_store.current();
    const bool there = run && !m_reading.layers().empty();
    m_layer->setLayers(run ? int(run->model().info.layers) : 0, m_reading.shownLayer());
    m_heading->setText(headingWords(run));
    m_plot->refresh();
    m_bars->clearRows();
    if (there) {
        addAlike(*run);
        addDirections();
        m_explanation->setText(explanationWords());
    }
    m_plot->setVisible(there && m_plot->rowCount() > 0);
    m_scale->setVisible(there && m_plot->rowCount() > 0);
    m_scale->setScale(tr("length"), QStringLiteral("0"), tr("the longest of the layer"));
    m_explanation->setVisible(there);
    m_bars->showRows(1);
    m_pointed.clear(); // cells may mean something else now
}

QString LatentView::wordsFor(int token) const
{
    const std::vector<std::optional<double>> &cosines = m_reading.cosines();
    if (!m_pointed.isEmpty() || token < 0 || token >= int(cosines.size()) || token == m_reading.shownToken() ||
        !cosines[size_t(token)])
        return m_pointed;
    const Run &run = *m_store.current();
    return tr("%1 and %2: cosine %3")
        .arg(tokenWords(run, m_reading.shownToken()), tokenWords(run, token), formatSigned(*cosines[size_t(token)]));
}

void LatentView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    m_reading.setWanted(this, true);
    refresh();
}

void LatentView::hideEvent(QHideEvent *event)
{
    PanelScroll::hideEvent(event);
    m_reading.setWanted(this, false);
}

void LatentView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
