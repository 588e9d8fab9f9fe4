#include "memory_panel.h"

#include "attention_view.h"
#include "bytes_view.h"
#include "cache_view.h"
#include "eviction_view.h"
#include "latent_view.h"
#include "memory_now_view.h"
#include "memory_plan_view.h"
#include "models/cache_statistics.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "paint/type_scale.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QListView>
#include <QMenu>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace deepscope {

namespace {

QString layerWords(const MemoryPlan &plan, int layer)
{
    if (layer < 0 || layer >= int(plan.layers.size()))
        return {};
    QStringList parts;
    for (const CachePart &part : plan.layers[size_t(layer)].parts)
        parts << cachePartSymbol(part.name) + " " + formatExactBytes(part.bytesPerToken);
    const QString words = tr("layer %1: each token adds %2").arg(QString::number(layer), parts.join(" + "));
    const uint32_t window = plan.layers[size_t(layer)].window;
    return window > 0 ? words + tr(", up to its %1").arg(windowName(window)) : words;
}

} // namespace

MemoryPanel::MemoryPanel(const RunStore &store, const MemoryAccounts &accounts, Selection &selection,
                         AttentionReading &attention, LatentReading &latent, SecondReading &reading, QWidget *parent)
    : DataPanel(store, selection, parent), m_accounts(accounts), m_tabs(new QTabWidget), m_view(new QComboBox),
      m_now(new MemoryNowView(store, selection)), m_bytes(new BytesView(store, accounts, selection)),
      m_cache(new CacheView(store, selection)), m_attention(new AttentionView(store, selection, attention)),
      m_latent(new LatentView(store, selection, latent)), m_eviction(new EvictionView(store, selection, reading)),
      m_plan(new MemoryPlanView(store))
{
    setAccessibleName(tr("Memory"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Views of the memory"));
    m_view->setAccessibleName(m_tabs->accessibleName());
    m_view->view()->setAccessibleName(m_tabs->accessibleName());
    addView(m_now, tr("Now"), tr("What lies in the device, and what the run that is looked at held"));
    addView(m_bytes, tr("Bytes"), tr("Every byte that is allocated, with its name"));
    addView(m_cache, tr("Cache"), tr("How the cache grows in a run, by layer and part"));
    addView(m_attention, tr("Attention"), tr("What the cache is read for: where the heads look"));
    addView(m_latent, tr("Latent"), tr("What the cache holds of each token, and how many dimensions that uses"));
    addView(m_eviction, tr("What If"), tr("What the text would be if the cache kept less of it"));
    addView(m_plan, tr("Plan"),
            tr("What a model would need with another context, cache or device; any file by its header alone"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    line->addWidget(m_view);
    line->addStretch();
    layout->addLayout(line);
    layout->addWidget(m_tabs);
    m_tabs->setMinimumHeight(12 * Step); // less than what it has with a row of tabs, which may be hidden
    setContent(content);
    connect(m_view, &QComboBox::activated, m_tabs, &QTabWidget::setCurrentIndex);
    connect(m_tabs, &QTabWidget::currentChanged, m_view, &QComboBox::setCurrentIndex);

    connect(&store, &RunStore::modelChanged, this, &MemoryPanel::showUse);
    connect(&store, &RunStore::modelChanged, m_bytes, &BytesView::refresh);
    connect(&store, &RunStore::poolUseChanged, m_bytes, &BytesView::refresh);
    connect(&accounts, &MemoryAccounts::changed, m_bytes, &BytesView::refresh);
    connect(m_bytes, &BytesView::pointedChanged, this, &MemoryPanel::refreshWords);
    connect(&store, &RunStore::cacheUseChanged, this, &MemoryPanel::showUse);
    connect(&store, &RunStore::poolUseChanged, m_now, &MemoryNowView::refresh);
    connect(&store, &RunStore::poolUseChanged, m_cache, &CacheView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &MemoryPanel::showUse);
    connect(&store, &RunStore::appended, this, &MemoryPanel::showUse);
    connect(&store, &RunStore::runFinished, m_now, &MemoryNowView::refresh);
    connect(&selection, &Selection::focusChanged, this, &MemoryPanel::showUse);
    connect(&selection, &Selection::hoverChanged, m_cache, &CacheView::refresh);
    connect(m_attention, &AttentionView::pointedChanged, this, &MemoryPanel::refreshWords);
    connect(m_latent, &LatentView::pointedChanged, this, &MemoryPanel::refreshWords);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MemoryPanel::refreshWords);
    connect(m_plan, &MemoryPlanView::contextWanted, this, &MemoryPanel::contextWanted);
    connect(m_plan, &MemoryPlanView::pointedChanged, this, &MemoryPanel::refreshWords);
    for (const auto signal : {&RunStore::modelChanged, &RunStore::currentRunChanged})
        connect(&store, signal, this, &MemoryPanel::enableTabs);
    connect(m_plan, &MemoryPlanView::subjectChanged, this, &MemoryPanel::enableTabs);
    connect(&accounts, &MemoryAccounts::changed, this, &MemoryPanel::enableTabs);
    refreshMessage();
}

void MemoryPanel::addView(QWidget *view, const QString &name, const QString &words)
{
    m_tabs->setTabToolTip(m_tabs->addTab(view, name), words);
    m_view->addItem(name);
    m_view->setItemData(m_view->count() - 1, words, Qt::ToolTipRole);
}

// Tabs that are scrolled to are found by nobody.
void MemoryPanel::fitTabs()
{
    const bool fits = m_tabs->tabBar()->sizeHint().width() <= width();
    m_tabs->tabBar()->setVisible(fits);
    m_view->setVisible(!fits);
}

void MemoryPanel::resizeEvent(QResizeEvent *event)
{
    DataPanel::resizeEvent(event);
    fitTabs();
}

void MemoryPanel::showPlan()
{
    m_tabs->setCurrentWidget(m_plan);
    m_view->isVisible() ? m_view->setFocus() : m_tabs->setFocus();
}

void MemoryPanel::showCache() { m_tabs->setCurrentWidget(m_cache); }

void MemoryPanel::showUse()
{
    m_now->refresh();
    m_cache->refresh();
}

// A file can be planned without any model; the other tabs have nothing to show then.
void MemoryPanel::enableTabs()
{
    const bool all = m_store.shownModel(), file = m_plan->isOfFile(), some = !m_accounts.isEmpty(); // else of the lab
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        m_tabs->setTabEnabled(tab, all || (!file && !some) || (m_tabs->widget(tab) == m_plan && file) ||
                                       (m_tabs->widget(tab) == m_bytes && some));
        qobject_cast<QStandardItemModel *>(m_view->model())->item(tab)->setEnabled(m_tabs->isTabEnabled(tab));
    }
    if (!m_tabs->isTabEnabled(m_tabs->currentIndex()))
        m_tabs->setCurrentWidget(file ? static_cast<QWidget *>(m_plan) : m_bytes);
    refreshMessage();
}

PanelMessage MemoryPanel::message() const
{
    return m_plan->isOfFile() || !m_accounts.isEmpty() ? PanelMessage()
                                                       : modelMessage(m_store, tr("where its bytes lie appears"));
}

void MemoryPanel::addActions(QMenu &menu, const Focus &)
{
    if (m_tabs->currentWidget() == m_bytes)
        menu.addAction(tr("Copy &Table"), this, [this] { QGuiApplication::clipboard()->setText(m_bytes->table()); });
}

PanelView MemoryPanel::openView() const
{
    const QWidget *tab = m_tabs->currentWidget();
    if (tab == m_bytes)
        return {m_bytes->widget(), tr("Bytes of the memory"), "memory bytes"};
    if (tab == m_cache)
        return {m_cache->widget(), tr("Cache"), "cache"};
    if (tab == m_attention)
        return {m_attention->widget(), tr("Attention"), "attention"};
    if (tab == m_latent)
        return {m_latent->widget(), tr("Latents"), "latents"};
    if (tab == m_eviction)
        return {m_eviction->widget(), tr("What if the cache kept less"), "memory what if"};
    if (tab == m_plan)
        return {m_plan->widget(), tr("Plan of the memory"), "memory plan"};
    return {m_now->widget(), tr("Memory"), "memory"};
}

QString MemoryPanel::wordsFor(const Focus &focus) const
{
    if (m_tabs->currentWidget() == m_plan && !m_plan->pointedWords().isEmpty())
        return m_plan->pointedWords();
    if (m_tabs->currentWidget() == m_bytes && !m_bytes->pointedWords().isEmpty())
        return m_bytes->pointedWords(); // also of the lab, which has no model that is shown here
    const LoadedModel *model = m_store.shownModel();
    if (!model)
        return {};
    if (m_tabs->currentWidget() == m_attention)
        if (const QString words = m_attention->wordsFor(focus.token); !words.isEmpty())
            return words;
    if (m_tabs->currentWidget() == m_latent)
        if (const QString words = m_latent->wordsFor(focus.token); !words.isEmpty())
            return words;
    if (focus.token < 0 || !run() || focus.token >= run()->size())
        return layerWords(model->memory, focus.layer);
    QStringList parts;
    const uint64_t used = run()->cacheBytes(focus.token);
    const auto tokens = uint64_t(focus.token) + 1, all = model->memory.cacheBytesOf(tokens);
    for (const CachePartTotal &part : cacheParts(model->memory))
        parts << cachePartSymbol(part.name) + " " + formatBytes(all ? used * part.bytesOf(tokens) / all : 0);
    return tr("after %1: cache %2 = %3").arg(tokenWords(*run(), focus.token), formatBytes(used), parts.join(" + "));
}

QString MemoryPanel::hint() const { return tr("Point at a bar to read its exact bytes"); }

} // namespace deepscope
