// What another context length would need, scaled from the real plan, and whether the device has it. It is about the
// model in use; only where there is none, about the model of the run that is looked at.
#pragma once

#include "models/run_store.h"
#include "panels/shared/panel_scroll.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace deepscope {

class BarList;

class MemoryPlanView : public PanelScroll {
    Q_OBJECT

public:
    explicit MemoryPlanView(const RunStore &store, QWidget *parent = nullptr);

    QSpinBox *contextBox() const { return m_context; }
    QString verdict() const; // "Fits: ..." or "Does not fit: ..."
    BarList *bars() const { return m_bars; }
    QPushButton *useButton() const { return m_use; }

signals:
    void contextWanted(uint32_t tokens); // for the model in use

protected:
    void changeEvent(QEvent *event) override;

private:
    const LoadedModel *plannedModel() const; // null = none
    void showModel();                        // another model: starts from its own context length
    void refresh();
    QString reasonAgainstUsing(const MemoryPlan &plan) const; // empty = it can be used
    void showVerdict(const LoadedModel &model, const MemoryPlan &plan);

    const RunStore &m_store;
    QSpinBox *m_context;
    QPushButton *m_use;
    QLabel *m_verdict;
    BarList *m_bars;
};

} // namespace deepscope
