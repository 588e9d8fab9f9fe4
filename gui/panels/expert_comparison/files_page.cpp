#include "files_page.h"

#include "models/selection_words.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/quiet_label.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <numeric>

namespace deepscope {

namespace {

constexpr size_t MostTokens = 60; // in the list; the text says how many there are

QString inNats(double value) { return QString::number(value, 'g', 3); }

// The places of the comparison, those that are farthest apart first.
std::vector<size_t> byDivergence(const std::vector<ModelDifference> &positions)
{
    std::vector<size_t> places(positions.size());
    std::iota(places.begin(), places.end(), size_t(0));
    std::ranges::stable_sort(places, std::greater(), [&](size_t place) { return positions[place].divergence; });
    places.resize(std::min(places.size(), MostTokens));
    return places;
}

} // namespace

FilesPage::FilesPage(const RunStore &store, Selection &selection, FileComparison &files, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_files(files), m_choose(new QPushButton(tr("&Other File…"))),
      m_compare(new QPushButton), m_name(new ElidedLabel), m_heading(QuietLabel::paragraph()),
      m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("How far apart the two files are"));
    setColumn({makeControls(), m_heading, m_bars});
    connect(&files, &FileComparison::changed, this, &FilesPage::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &FilesPage::refresh);
    refresh();
}

QWidget *FilesPage::makeControls()
{
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    row->setSpacing(Step);
    m_choose->setToolTip(tr("Another file of the same model, with other types of numbers perhaps"));
    m_compare->setToolTip(tr("Both files read the text, one after the other; they are opened beside the model in use"));
    row->addWidget(m_choose);
    row->addWidget(m_name, 1);
    row->addWidget(m_compare);
    connect(m_choose, &QPushButton::clicked, this, &FilesPage::fileWanted);
    connect(m_compare, &QPushButton::clicked, this,
            [this] { m_files.state() == FileComparison::State::Working ? m_files.stop() : m_files.start(); });
    return controls;
}

QString FilesPage::heading() const { return m_heading->text(); }

void FilesPage::refresh()
{
    const Run *run = m_store.current();
    const FileComparison::State state = m_files.state();
    const bool working = state == FileComparison::State::Working;
    const QString reason = m_files.reasonAgainst();
    m_name->setText(isolated(QFileInfo(m_files.other()).fileName()));
    m_name->setToolTip(m_files.other());
    m_choose->setEnabled(!working);
    m_compare->setText(working ? tr("Stop") : tr("&Compare"));
    m_compare->setEnabled(working || reason.isEmpty());
    m_bars->clearRows();
    if (m_files.result() && run)
        showResult(*run, *m_files.result());
    else
        m_heading->setText(working                                  ? m_files.words() + QStringLiteral(" …") + room()
                           : state == FileComparison::State::Failed ? m_files.words()
                           : !reason.isEmpty()                      ? reason
                           : m_files.room() ? tr("Compare lets both files read the shown text.") + room()
                                            : tr("Compare lets both files read the shown text, one after the other."));
    m_bars->showRows(1);
}

// A paragraph of its own; empty while nothing is known.
QString FilesPage::room() const { return m_files.room() ? u'\n' + roomWords(*m_files.room()) : QString(); }

void FilesPage::showResult(const Run &run, const ModelComparison &result)
{
    const size_t count = result.positions().size();
    QString words = tr("KL(shown file || other) %1 nats a token over %2; another best token for %3 of them.")
                        .arg(inNats(result.meanDivergence()), formatPlural(int64_t(count), Noun::Token))
                        .arg(result.flips());
    if (const auto first = result.firstFlip())
        words += u' ' + tr("They part first at %1.").arg(tokenWords(run, int(*first) + 1));
    m_heading->setText(words);
    showLayers(result);
    showTokens(run, result);
}

void FilesPage::showLayers(const ModelComparison &result)
{
    const auto layers = result.agreementByLayer();
    if (std::ranges::none_of(layers, [](const auto &layer) { return layer.has_value(); }))
        return;
    const QColor color = Palette::of(palette())(Role::Accent);
    m_bars->addRow({tr("Experts that both chose, by layer")}, {});
    for (size_t layer = 0; layer < layers.size(); ++layer)
        if (layers[layer])
            m_bars->addRow({tr("layer %1").arg(layer), {{*layers[layer], color, {}}}, formatShare(*layers[layer])},
                           {-1, int(layer), -1});
}

void FilesPage::showTokens(const Run &run, const ModelComparison &result)
{
    const Palette color = Palette::of(palette());
    const std::vector<ModelDifference> &positions = result.positions();
    const std::vector<size_t> places = byDivergence(positions);
    if (places.empty())
        return;
    m_bars->addRow({positions.size() > MostTokens
                        ? tr("Tokens, the %1 farthest apart of %2").arg(MostTokens).arg(positions.size())
                        : tr("Tokens, those farthest apart first")},
                   {});
    const double most = std::max(positions[places.front()].divergence, 1e-30);
    for (const size_t place : places) {
        const ModelDifference &position = positions[place];
        BarRow row{tokenWords(run, int(place) + 1),
                   {{position.divergence, color(position.sameBest ? Role::Accent : Role::Warning), {}}},
                   inNats(position.divergence),
                   tr("KL %1 nats; its log-probability %2 and %3; %4")
                       .arg(inNats(position.divergence), formatLogprob(double(position.logprobA)),
                            formatLogprob(double(position.logprobB)),
                            position.sameBest ? tr("the same best token") : tr("another best token")),
                   most};
        row.strong = !position.sameBest;
        m_bars->addRow(std::move(row), {int(place) + 1, -1, -1});
    }
}

void FilesPage::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
