#include "expert_view.h"

#include "models/engine_words.h"
#include "models/expert_tokens_model.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/quiet_table.h"
#include "switch_row.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace deepscope {

namespace {

constexpr std::array Phases = {Phase::Prompt, Phase::Think, Phase::Answer};

} // namespace

ExpertView::ExpertView(const RunStore &store, Selection &selection, ExpertSwitches &switches, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_title(new QLabel), m_switches(new SwitchRow(switches)),
      m_shares(new BarList), m_table(new QuietTable(tr("Tokens of the focused expert"))),
      m_model(new ExpertTokensModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Step, 0, 0);
    layout->setSpacing(Step);
    m_title->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    m_title->setWordWrap(true);
    m_shares->setAccessibleName(tr("Share of each phase"));
    layout->addWidget(m_title);
    layout->addWidget(m_switches);
    layout->addWidget(m_shares);
    layout->addWidget(m_table, 1);

    m_table->setModel(m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(ExpertTokensModel::PlaceColumn, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ExpertTokensModel::BeforeColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ExpertTokensModel::TokenColumn, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ExpertTokensModel::AfterColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ExpertTokensModel::WeightColumn, QHeaderView::ResizeToContents);

    connect(&selection, &Selection::focusChanged, this, &ExpertView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &ExpertView::refresh);
    const auto thingOf = [this](const QModelIndex &index) {
        return index.isValid() ? Focus{index.data(ExpertTokensModel::TokenRole).toInt(), m_layer, m_expert} : Focus{};
    };
    connect(m_table, &QuietTable::chosen, this, [=, this](const auto &index) { m_selection.setFocus(thingOf(index)); });
    connect(m_table, &QuietTable::pointedAt, this,
            [=, this](const auto &index) { m_selection.setHover(thingOf(index)); });
    refresh();
}

QString ExpertView::title() const { return m_title->text(); }

void ExpertView::setStatistics(const RoutingStatistics &statistics)
{
    m_statistics = statistics;
    refresh();
}

void ExpertView::refresh()
{
    if (!isVisible()) { // when it is shown; until then it holds nothing of a run that may go
        if (std::exchange(m_layer, -1) >= 0)
            m_model->setExpert(nullptr, -1, -1, {});
        m_expert = -1;
        return;
    }
    const Run *run = m_store.current();
    const Focus &focus = m_selection.focus();
    const bool chosen = run && focus.hasExpert() && run->model().info.layerHasExperts(uint32_t(focus.layer));
    m_shares->setVisible(chosen);
    m_switches->setExpert(chosen ? focus.layer : -1, chosen ? focus.expert : -1);
    m_table->setVisible(chosen);
    m_title->setAlignment(chosen ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    if (!chosen) {
        m_layer = m_expert = -1;
        m_model->setExpert(nullptr, -1, -1, {});
        m_title->setText(tr("Click an expert in the map or under Load to see its tokens here."));
        return;
    }
    const TokenRange range = m_statistics.range();
    if (m_layer == focus.layer && m_expert == focus.expert && m_model->continues(run, range))
        m_model->extend(range.end);
    else
        m_model->setExpert(run, focus.layer, focus.expert, range);
    m_layer = focus.layer;
    m_expert = focus.expert;
    showShares(*run);
    markToken();
}

void ExpertView::showShares(const Run &run)
{
    const int chosen = m_statistics.load(m_layer, m_expert).total();
    m_title->setText(tr("Layer %1, expert %2: %3 of %4, mean weight %5")
                         .arg(m_layer)
                         .arg(m_expert)
                         .arg(formatExactCount(uint64_t(chosen)), rangeWords(run, m_statistics.range()),
                              formatWeight(m_statistics.meanWeight(m_layer, m_expert))));
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    for (const Phase phase : Phases) {
        const int all = m_statistics.tokens(phase), own = m_statistics.load(m_layer, m_expert).tokens[size_t(phase)];
        const double share = m_statistics.share(m_layer, m_expert, phase);
        rows.push_back({phaseWord(phase),
                        {{share, color.phaseBar(phase), {}}},
                        formatShare(share),
                        tr("%1 of %2 of the phase \u201c%3\u201d")
                            .arg(formatExactCount(uint64_t(own)), formatPlural(all, Noun::Token), phaseWord(phase))});
    }
    m_shares->setRows(std::move(rows), 1);
}

void ExpertView::markToken()
{
    const int row = m_model->rowOf(m_selection.focus().token);
    if (row < 0) {
        m_table->clearSelection();
        return;
    }
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
}

void ExpertView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ExpertView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
