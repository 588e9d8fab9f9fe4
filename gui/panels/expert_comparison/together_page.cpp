#include "together_page.h"

#include "models/selection_words.h"
#include "page_refresh.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/cell_map.h"
#include "panels/shared/quiet_label.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace deepscope {

TogetherPage::TogetherPage(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_layer(new QComboBox), m_order(new QComboBox),
      m_heading(QuietLabel::paragraph()), m_map(new CellMap(tr("Experts chosen together")))
{
    m_order->addItems({tr("by likeness"), tr("by number")});
    auto *controls = new QHBoxLayout;
    controls->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    controls->setSpacing(Step);
    const auto addBox = [&](const QString &text, QComboBox *box, const QString &toolTip) {
        auto *label = new QLabel(text);
        label->setBuddy(box);
        box->setAccessibleName(QString(text).remove('&'));
        box->view()->setAccessibleName(box->accessibleName());
        box->setToolTip(toolTip);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        controls->addWidget(label);
        controls->addWidget(box);
    };
    addBox(tr("La&yer"), m_layer, tr("Whose experts are shown; it follows the focus"));
    addBox(
        tr("O&rder"), m_order,
        tr("By likeness: experts that are chosen by the same tokens stand beside each other (average linkage). Those "
           "that no token chose stand at the end."));
    controls->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Step, 0, 0);
    layout->setSpacing(Step);
    layout->addLayout(controls);
    layout->addWidget(m_heading);
    layout->addWidget(m_map, 1);
    setFocusProxy(m_map);

    connect(new PageRefresh(store, selection, this), &PageRefresh::due, this, &TogetherPage::refresh);
    connect(m_layer, &QComboBox::currentIndexChanged, this, &TogetherPage::refresh);
    connect(m_order, &QComboBox::currentIndexChanged, this, &TogetherPage::showOrdered);
    connect(&selection, &Selection::focusChanged, this, &TogetherPage::followFocus);
    connect(m_map, &CellMap::pointedAt, this, [this](std::optional<CellPlace> cell) {
        m_pointedAt = cell ? m_places[size_t(cell->column)] : -1;
        m_map->setHovered(cell);
        m_selection.setHover(cell ? Focus{-1, m_counts.layer(), m_places[size_t(cell->row)]} : Focus{});
        emit wordsChanged();
    });
    connect(m_map, &CellMap::chosen, this, [this](CellPlace cell) {
        m_pointedAt = m_places[size_t(cell.column)];
        m_map->setFocused(cell);
        m_selection.setFocus({m_selection.focus().token, m_counts.layer(), m_places[size_t(cell.row)]});
        emit wordsChanged();
    });
}

const Run *TogetherPage::run() const
{
    const Run *shown = m_store.current();
    return shown && shown->hasExperts() ? shown : nullptr;
}

void TogetherPage::fillLayers()
{
    const int first = run()->firstExpertLayer(), count = run()->expertLayers();
    if (m_layer->count() == count && m_layer->itemData(0).toInt() == first)
        return;
    const QSignalBlocker quiet(m_layer);
    m_layer->clear();
    for (int layer = first; layer < first + count; ++layer)
        m_layer->addItem(QString::number(layer), layer);
    const int focused = m_layer->findData(m_selection.focus().layer);
    m_layer->setCurrentIndex(std::max(0, focused));
}

void TogetherPage::refresh()
{
    if (!run())
        return;
    fillLayers();
    m_counts = CoActivation(*run(), m_selection.rangeOrAll(), m_layer->currentData().toInt());
    showOrdered();
}

void TogetherPage::showOrdered()
{
    if (!run() || m_counts.experts() == 0)
        return;
    if (m_order->currentIndex() == 0) {
        m_places = m_counts.order();
    } else {
        m_places.resize(size_t(m_counts.experts()));
        std::iota(m_places.begin(), m_places.end(), 0);
    }
    CellPicture picture;
    double greatest = 0;
    for (const int one : m_places) {
        picture.rows << QString::number(one);
        for (const int other : m_places) {
            // Of itself each has all; that would outshine the rest.
            const auto share = one == other && m_counts.chosen(one) > 0 ? 0 : m_counts.share(one, other);
            picture.values.push_back(share);
            greatest = std::max(greatest, share.value_or(0));
        }
    }
    picture.columns = picture.rows;
    picture.end = std::min(1.0, roundScaleEnd(greatest));
    picture.scale = {formatShare(picture.end), "0 %", -1, {}, {}};
    m_heading->setText(heading());
    m_map->setPicture(std::move(picture));
    followFocus();
    emit wordsChanged();
}

QString TogetherPage::heading() const
{
    if (!run())
        return {};
    const QString range = rangeWords(*run(), m_selection.rangeOrAll());
    if (m_counts.tokens() == 0)
        return tr("Not computed: the routing of %1 was in the cache").arg(range);
    return tr("Of the tokens that chose the expert of the row, the share that chose that of the column too; %1")
        .arg(range);
}

int TogetherPage::placeOf(int expert) const
{
    const auto found = std::ranges::find(m_places, expert);
    return found == m_places.end() ? -1 : int(found - m_places.begin());
}

void TogetherPage::followFocus()
{
    const Focus &focus = m_selection.focus();
    if (const int place = m_layer->findData(focus.layer); place >= 0 && isVisible())
        m_layer->setCurrentIndex(place);
    const int row = focus.hasExpert() && focus.layer == m_counts.layer() ? placeOf(focus.expert) : -1;
    const int column = placeOf(m_pointedAt);
    m_map->setFocused(row < 0 ? std::nullopt : std::optional(CellPlace{row, column}));
}

QString TogetherPage::pairWords(int one, int other) const
{
    const int chosen = m_counts.chosen(one), both = m_counts.together(one, other);
    const QString layer = tr("layer %1: ").arg(m_counts.layer());
    if (chosen == 0)
        return layer + tr("no token chose expert %1").arg(one);
    if (one == other)
        return layer + tr("expert %1 was chosen by %2").arg(one).arg(formatPlural(chosen, Noun::Token));
    return layer + tr("of %1 that chose expert %2, %3 (%4) chose %5 too; of all tokens %6 chose it")
                       .arg(formatPlural(chosen, Noun::Token))
                       .arg(one)
                       .arg(formatExactCount(uint64_t(both)), formatShare(double(both) / chosen))
                       .arg(other)
                       .arg(formatShare(double(m_counts.chosen(other)) / m_counts.tokens()));
}

QString TogetherPage::wordsFor(const Focus &focus) const
{
    if (!focus.hasExpert() || focus.layer != m_counts.layer() || focus.expert >= m_counts.experts())
        return {};
    return pairWords(focus.expert, m_pointedAt >= 0 && m_pointedAt < m_counts.experts() ? m_pointedAt : focus.expert);
}

void TogetherPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    followFocus();
}

} // namespace deepscope
