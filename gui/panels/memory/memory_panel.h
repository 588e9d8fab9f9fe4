// Memory: where every byte is now, how the cache grows with each token, what it is read for and holds, and what another
// context, cache, device or file would need.
#pragma once

#include "panels/shared/data_panel.h"

class QComboBox;
class QTabWidget;

namespace deepscope {

class AttentionReading;
class AttentionView;
class BytesView;
class CacheView;
class EvictionView;
class LatentReading;
class LatentView;
class MemoryAccounts;
class MemoryNowView;
class MemoryPlanView;
class SecondReading;

class MemoryPanel : public DataPanel {
    Q_OBJECT

public:
    MemoryPanel(const RunStore &store, const MemoryAccounts &accounts, Selection &selection,
                AttentionReading &attention, LatentReading &latent, SecondReading &reading, QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    QComboBox *viewBox() const { return m_view; } // in the place of the row of tabs where that has no room
    MemoryPlanView *plan() const { return m_plan; }
    void showPlan();
    void showCache();

signals:
    void contextWanted(uint32_t tokens); // of the plan, for the model in use

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    void addActions(QMenu &menu, const Focus &thing) override;
    PanelView openView() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addView(QWidget *view, const QString &name, const QString &words);
    void fitTabs();
    void enableTabs();
    void showUse(); // another model, run or token, or the cache has grown

    const MemoryAccounts &m_accounts;
    QTabWidget *m_tabs;
    QComboBox *m_view;
    MemoryNowView *m_now;
    BytesView *m_bytes;
    CacheView *m_cache;
    AttentionView *m_attention;
    LatentView *m_latent;
    EvictionView *m_eviction;
    MemoryPlanView *m_plan;
};

} // namespace deepscope
