#include "bytes_view.h"

#include "memory_map.h"
#include "models/memory_names.h"
#include "models/run_store.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/quiet_label.h"
#include "pool_rows.h"

#include <QComboBox>
#include <QEvent>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int WidthForTwo = 150 * Step; // of a panel that shows map and list beside each other

} // namespace

BytesView::BytesView(const RunStore &store, const MemoryAccounts &accounts, Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_accounts(accounts), m_selection(selection), m_up(new QPushButton),
      m_order(new QComboBox), m_sum(new QuietLabel), m_heaps(new QuietLabel), m_map(new MemoryMap), m_list(new BarList),
      m_both(new QBoxLayout(QBoxLayout::TopToBottom))
{
    m_list->setAccessibleName(tr("Parts of the memory"));
    m_list->setClickable(true);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Step, 0, Step);
    layout->setSpacing(Step);
    layout->addWidget(makeControls());
    for (QuietLabel *label : {m_sum, m_heaps}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    }
    layout->addWidget(m_sum);
    m_both->setSpacing(0);
    m_both->addWidget(m_map, 1);
    m_both->addWidget(m_list, 1, Qt::AlignTop);
    layout->addLayout(m_both);
    layout->addWidget(m_heaps);
    layout->addStretch();
    setContent(page);

    connect(m_order, &QComboBox::activated, this, [this] {
        m_path.clear();
        refresh();
    });
    connect(m_up, &QPushButton::clicked, this, [this] {
        m_path.removeLast();
        showNode();
    });
    connect(m_map, &MemoryMap::pointedAt, this, &BytesView::point);
    connect(m_list, &BarList::hovered, this, [this](int row) {
        const MemoryNode &node = nodeAt(m_root, m_path);
        point(row, row < 0 ? QString() : memoryWords(node.children[size_t(row)], m_root.bytes));
    });
    connect(m_map, &MemoryMap::clicked, this, &BytesView::open);
    connect(m_list, &BarList::clicked, this, &BytesView::open);
    connect(&selection, &Selection::focusChanged, this, &BytesView::mark);
    connect(&selection, &Selection::hoverChanged, this, &BytesView::mark);
    refresh();
}

QWidget *BytesView::makeControls()
{
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    row->setSpacing(Step);
    m_order->addItems({tr("By layer"), tr("By kind")});
    m_order->setAccessibleName(tr("Order of the memory"));
    m_order->view()->setAccessibleName(m_order->accessibleName());
    m_order->setToolTip(tr("Weights and cache by layer, or weights by what they are for and the cache by who has its "
                           "pages"));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_up->setAccessibleName(tr("One level up"));
    row->addWidget(m_order);
    row->addWidget(m_up);
    row->addStretch();
    return controls;
}

QString BytesView::sums() const { return m_sum->text() + u'\n' + m_heaps->text(); }
QString BytesView::table() const { return memoryTable(tree()); }

MemoryNode BytesView::tree() const
{
    const LoadedModel *model = m_store.model();
    const PoolUse *pool = m_store.poolUse() ? &*m_store.poolUse() : nullptr;
    return memoryTree(m_accounts, MemoryOrder(m_order->currentIndex()), model ? &model->memory : nullptr, pool,
                      [&](uint32_t run) { return poolRunName(m_store, *pool, run); });
}

// Seen or not, it costs; a hidden one refreshes when it is shown.
void BytesView::refresh()
{
    if (!isVisible())
        return;
    m_root = tree();
    showNode();
    showHeaps();
}

void BytesView::showNode()
{
    const MemoryNode *node = &nodeAt(m_root, m_path);
    while (!m_path.isEmpty() && (node->name != m_path.last() || node->children.empty())) {
        m_path.removeLast(); // it is gone
        node = &nodeAt(m_root, m_path);
    }
    if (m_hoveredChild >= int(node->children.size()))
        m_hoveredChild = -1;
    m_map->setNode(*node, m_root.bytes);
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    uint64_t greatest = 0;
    for (const MemoryNode &child : node->children) {
        greatest = std::max(greatest, child.bytes);
        rows.push_back({child.children.empty() ? child.name : child.name + QStringLiteral(" \u203a"),
                        {{double(child.bytes), memoryColor(color, child.group), {}}},
                        formatBytes(child.bytes),
                        memoryWords(child, m_root.bytes)});
    }
    m_list->setRows(std::move(rows), double(greatest));
    m_up->setVisible(!m_path.isEmpty());
    m_up->setText(m_path.isEmpty() ? QString() : QStringLiteral("\u2039 ") + m_path.last());
    m_up->setToolTip(m_path.join(QStringLiteral(" \u203a ")));
    mark();
}

void BytesView::showHeaps()
{
    const MemoryAccount &engine = m_accounts.engine(), &lab = m_accounts.lab();
    const uint64_t device = engine.bytesIn(MemoryPlace::Device) + lab.bytesIn(MemoryPlace::Device),
                   reachable = engine.bytesIn(MemoryPlace::Reachable) + lab.bytesIn(MemoryPlace::Reachable),
                   program = engine.bytesIn(MemoryPlace::Program) + lab.bytesIn(MemoryPlace::Program);
    QStringList places{tr("%1 of the device's memory").arg(formatExactBytes(device))};
    if (reachable > 0)
        places << tr("%1 of the machine's that the device reaches").arg(formatExactBytes(reachable));
    if (program > 0)
        places << tr("%1 of the program's own").arg(formatExactBytes(program));
    m_sum->setText(tr("Allocated: %1.").arg(places.join(QStringLiteral(", "))));

    QStringList lines;
    const LoadedModel *model = m_store.model();
    for (const HeapUse &use : (engine.heaps.empty() ? lab : engine).heaps) {
        QString line = use.heap.deviceLocal ? tr("Memory of the device: %1, free now %2")
                                                  .arg(formatBytes(use.heap.bytes), formatBytes(use.heap.budget))
                                            : tr("Memory that it reaches: %1, free now %2")
                                                  .arg(formatBytes(use.heap.bytes), formatBytes(use.heap.budget));
        if (use.used > 0)
            line +=
                tr("; this program has %1, as the driver counts with what it needs itself").arg(formatBytes(use.used));
        lines << line + u'.';
    }
    if (const QString shared = model ? sharedMemorySentence(model->device) : QString(); !shared.isEmpty())
        lines << shared;
    m_heaps->setText(lines.join(u'\n'));
}

void BytesView::point(int child, const QString &words)
{
    const MemoryNode &node = nodeAt(m_root, m_path);
    m_hoveredChild = child;
    m_pointed = QString(words).replace(u'\n', QStringLiteral(" \u2013 "));
    m_selection.setHover(child >= 0 ? Focus{-1, node.children[size_t(child)].layer, -1} : Focus());
    mark();
    emit pointedChanged();
}

// What has parts shows them; what is of a layer puts the focus on that.
void BytesView::open(int child)
{
    const MemoryNode &node = nodeAt(m_root, m_path).children[size_t(child)];
    if (node.layer >= 0)
        m_selection.setFocus({m_selection.focus().token, node.layer, -1});
    if (node.children.empty())
        return;
    m_path << node.name;
    point(-1, {});
    showNode();
}

void BytesView::mark()
{
    const MemoryNode &node = nodeAt(m_root, m_path);
    const auto rowOf = [&](int layer) {
        const auto found =
            layer < 0 ? node.children.end() : std::ranges::find(node.children, layer, &MemoryNode::layer);
        return found == node.children.end() ? -1 : int(found - node.children.begin());
    };
    const int hovered = m_hoveredChild >= 0 ? m_hoveredChild : rowOf(m_selection.hover().layer);
    const bool layered = std::ranges::count(node.children, -1, &MemoryNode::layer) < ptrdiff_t(node.children.size());
    const bool several = layered && !node.children.empty() && node.layer < 0; // else all are of one
    m_map->setHovered(hovered);
    m_map->setFocusedLayer(several ? m_selection.focus().layer : -1);
    m_list->setHoveredRow(hovered);
    m_list->setFocusedRow(several ? rowOf(m_selection.focus().layer) : -1);
}

void BytesView::resizeEvent(QResizeEvent *event)
{
    PanelScroll::resizeEvent(event);
    m_both->setDirection(width() >= WidthForTwo ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void BytesView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    refresh();
}

void BytesView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
