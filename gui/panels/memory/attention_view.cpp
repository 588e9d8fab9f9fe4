#include "attention_view.h"

#include "attention_plot.h"
#include "layer_box.h"
#include "models/cache_statistics.h"
#include "models/engine_words.h"
#include "models/selection_words.h"
#include "models/token_measure.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"
#include "panels/shared/scale_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

BarRow shareRow(const QString &name, double share, const QColor &color, const QString &words = {})
{
    return {name, {{share, color, {}}}, formatShare(share), words, 1};
}

} // namespace

AttentionView::AttentionView(const RunStore &store, Selection &selection, AttentionReading &reading, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_reading(reading), m_layer(new LayerBox(selection)), m_head(new QComboBox),
      m_measure(new QPushButton), m_heading(QuietLabel::paragraph()), m_scale(new ScaleBar),
      m_plot(new AttentionPlot(store, selection, reading)), m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("What the shown token, and the whole run, looks at"));
    setColumn({makeControls(), m_heading, m_plot, m_scale, m_bars})->setAlignment(m_scale, Qt::AlignRight);

    connect(&reading, &AttentionReading::changed, this, &AttentionView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &AttentionView::refresh);
    connect(&store, &RunStore::runFinished, this, &AttentionView::refresh);
    connect(m_plot, &AttentionPlot::pointedAt, this, [this](const QString &words) {
        m_pointed = words;
        emit pointedChanged();
    });
    refresh();
}

QWidget *AttentionView::makeControls()
{
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    row->setSpacing(Step);
    m_head->setAccessibleName(tr("Head"));
    m_head->view()->setAccessibleName(tr("Head"));
    m_head->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_layer);
    row->addWidget(m_head);
    m_measure->setText(tr("&Whole Run"));
    m_head->setToolTip(tr("One head of the layer, or the mean of all"));
    row->addStretch();
    row->addWidget(m_measure);
    connect(m_head, &QComboBox::activated, this, [this](int index) { m_reading.setShownHead(index - 1); });
    connect(m_measure, &QPushButton::clicked, &m_reading,
            [this] { m_reading.isReadingRun() ? m_reading.stopRun() : m_reading.askForRun(); });
    return controls;
}

QString AttentionView::heading() const { return m_heading->text(); }

void AttentionView::fillBoxes()
{
    const QSignalBlocker quiet(m_head);
    const Run *run = m_store.current();
    const int shown = m_reading.shownLayer();
    m_layer->setLayers(run ? int(run->model().info.layers) : 0, shown);
    const AttendedLayer *layer = m_reading.masses().layer(shown);
    const int heads = layer ? int(layer->heads) : 0;
    if (m_head->count() != heads + 1) {
        m_head->clear();
        m_head->addItem(tr("All heads"));
        for (int head = 0; head < heads; ++head)
            m_head->addItem(tr("Head %1").arg(head));
    }
    m_head->setCurrentIndex(m_reading.shownHead() + 1);
    m_head->setEnabled(heads > 0);
    m_measure->setEnabled(m_reading.isReadingRun() || m_reading.reasonAgainstRun().isEmpty());
    m_measure->setText(m_reading.isReadingRun() ? tr("Stop") : tr("&Whole Run"));
    m_measure->setToolTip(tr("Reads the text once more, token by token: what all of them look at. Of a long text that "
                             "takes as long as to write it did."));
}

void AttentionView::addPlaces(const Run &run, const std::vector<double> &shares)
{
    const Palette color = Palette::of(palette());
    const AttentionPlaces places = attentionPlaces(run, shares);
    m_bars->addRow({tr("Where it looks")});
    const std::optional<double> sink = m_reading.shownSink();
    if (sink)
        m_bars->addRow(shareRow(tr("Sink"), *sink, color(Role::QuietText),
                                tr("A number that each head has learned, beside its scores: it takes its part of the "
                                   "softmax and has no value, so that a head may look at nothing (arXiv:2309.17453). "
                                   "The tokens share the rest.")));
    BarRow first =
        shareRow(tr("First token"), places.first, color(Role::Accent),
                 sink ? QString() : tr("Heads that find nothing rest on the first token: an attention sink"));
    if (m_reading.firstSeen() > 0) {
        first.value = tr("not seen");
        first.words = windowWords();
    }
    m_bars->addRow(std::move(first), Focus{0, -1, -1});
    for (const Phase phase : Phases)
        if (places.phases[size_t(phase)] > 0)
            m_bars->addRow(shareRow(phaseTitle(phase), places.phases[size_t(phase)], color.phaseBar(phase),
                                    tr("All tokens of this phase together")));
    m_bars->addRow(shareRow(tr("Itself"), places.itself, color(Role::Accent)), Focus{m_reading.token(), -1, -1});
    BarRow most{tr("Most looked at")};
    most.words =
        tr("A line below them marks them in the strip and in the chat, where they get at least 1 % and more than "
           "if all got alike");
    m_bars->addRow(std::move(most));
    addStrongest(run, shares, {});
}

// Of the layer that is shown, or of all where each has one.
QString AttentionView::windowWords() const
{
    const int seen = m_reading.token() + 1 - m_reading.firstSeen();
    return tr("attention with a %1").arg(windowName(uint32_t(seen)));
}

bool AttentionView::isBehindWindows() const // some of what there is
{
    return std::ranges::any_of(m_reading.layers(), [this](const AttendedLayer &layer) {
        return (m_reading.shownLayer() < 0 || int(layer.layer) == m_reading.shownLayer()) && firstAttended(layer) > 0;
    });
}

// Bars against the strongest of them.
void AttentionView::addStrongest(const Run &run, const std::vector<double> &shares, const QString &words)
{
    const Palette color = Palette::of(palette());
    auto found = strongest(shares, MostLookedAt);
    std::erase_if(found, [](const auto &one) { return one.second <= 0; }); // a window does not show them
    for (const auto &[token, share] : found) {
        BarRow row = shareRow(tokenWords(run, token), share, color.phaseBar(run.phase(token)), words);
        row.maximum = found.front().second > 0 ? found.front().second : 1;
        m_bars->addRow(std::move(row), {token, -1, -1});
    }
}

// Of latent attention alone: other keys are in one part.
void AttentionView::addDistances()
{
    const Palette color = Palette::of(palette());
    if (std::ranges::all_of(m_reading.layers(), [](const AttendedLayer &layer) { return layer.rope.empty(); }))
        return;
    m_bars->addRow({tr("Scores by distance: %1 and %2").arg(QStringLiteral("c_KV"), QStringLiteral("k_R"))});
    const DistancesOf of = {m_reading.stamp(), m_reading.shownLayer(), m_reading.shownHead()};
    if (std::exchange(m_distancesOf, of) != of) // of all scores: seldom
        m_distances = scoresByDistance(m_reading.layers(), of.layer, of.head);
    const std::vector<DistanceScores> &all = m_distances;
    double greatest = 0;
    for (const DistanceScores &one : all)
        greatest = std::max(greatest, std::abs(one.content) + std::abs(one.rope));
    for (const DistanceScores &one : all) {
        const QString name = one.farthest == 0             ? tr("itself")
                             : one.nearest == one.farthest ? tr("%1 back").arg(one.nearest)
                                                           : tr("%1 to %2 back").arg(one.nearest).arg(one.farthest);
        const QString content = formatSigned(one.content), rope = formatSigned(one.rope);
        m_bars->addRow({name,
                        {{std::abs(one.content), color(Role::Latent), tr("c_KV, what the token is: %1").arg(content)},
                         {std::abs(one.rope), color(Role::RopeKey), tr("k_R, where it stands: %1").arg(rope)}},
                        content + QStringLiteral(", ") + rope,
                        tr("Mean score before the softmax: c_KV %1, k_R %2").arg(content, rope),
                        greatest > 0 ? greatest : 1});
    }
}

// It refreshes when it is shown; the strip may have wished for what has changed.
void AttentionView::refresh()
{
    if (!isVisible())
        return;
    const Run *run = m_store.current();
    fillBoxes();
    m_plot->refresh();
    m_bars->clearRows();
    const bool there = run && m_reading.token() >= 0 && !m_reading.layers().empty();
    if (there) {
        std::vector<double> shares;
        for (int position = 0; m_reading.shareOf(position); ++position)
            shares.push_back(*m_reading.shareOf(position));
        const bool some = m_reading.layers().size() < run->model().memory.layersWithRows();
        m_heading->setText(
            tr("Where %1 looks").arg(tokenWords(*run, m_reading.token())) +
            (some ? tr("; layers %1 to %2, for more there is no room at once")
                        .arg(m_reading.layers().front().layer)
                        .arg(m_reading.layers().back().layer)
                  : QString()) +
            (isBehindWindows() ? tr("; a thin line: the attention window does not show these") : QString()));
        addPlaces(*run, shares);
        addDistances();
        addRun(*run);
    } else if (!m_reading.reason().isEmpty()) {
        m_heading->setText(m_reading.reason());
    } else if (run && m_reading.asking() >= 0) {
        m_heading->setText(tr("Reading where %1 looks\u2026").arg(tokenWords(*run, m_reading.asking())));
    } else {
        m_heading->setText(run ? tr("What the heads look at is asked for when the answer is written.")
                               : tr("Ask something, and what the heads look at appears."));
    }
    m_plot->setVisible(there);
    m_scale->setVisible(there);
    m_scale->setScale(measureName(TokenMeasure::Attention), QStringLiteral("0"), attentionEndWords(m_plot->scaleEnd()));
    m_bars->showRows(1);
    m_pointed.clear(); // cells may mean something else now
}

QString AttentionView::wordsFor(int token) const
{
    const std::optional<double> share = m_reading.shareOf(token);
    if (!m_pointed.isEmpty() || !share)
        return m_pointed;
    const Run &run = *m_store.current();
    if (token < m_reading.firstSeen())
        return tr("%1 does not see %2").arg(tokenWords(run, m_reading.token()), tokenWords(run, token)) + ": " +
               windowWords();
    return tr("%1 gives %2 of its attention to %3")
        .arg(tokenWords(run, m_reading.token()), formatShare(*share), tokenWords(run, token));
}

void AttentionView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    m_reading.setMarks(true);
    m_reading.setWanted(this, true);
    refresh();
}

void AttentionView::hideEvent(QHideEvent *event)
{
    PanelScroll::hideEvent(event);
    m_reading.setMarks(false);
    m_reading.setWanted(this, false);
}

void AttentionView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
