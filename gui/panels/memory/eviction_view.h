// What if the cache kept less? The text of the run is read again without some of its rows; each token is tinted by what
// that changes, in strip and chat.
#pragma once

#include "models/second_reading.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

class QComboBox;
class QPushButton;
class QSpinBox;

namespace deepscope {

class KeptPlot;
class QuietLabel;

class EvictionView : public PanelScroll {
    Q_OBJECT

public:
    EvictionView(const RunStore &store, Selection &selection, SecondReading &reading, QWidget *parent = nullptr);

    QComboBox *ruleBox() const { return m_rule; }
    QSpinBox *shareBox() const { return m_share; }
    QPushButton *readButton() const { return m_read; }
    QPushButton *resetButton() const { return m_reset; }
    KeptPlot *plot() const { return m_plot; }
    FocusBars *bars() const { return m_bars; }
    QString effect() const; // what came of it, or why nothing did

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeControls();
    Eviction chosen() const;
    void refresh();
    void showKept(const Run &run);
    QString keptWords(const Run &run, int query) const;
    void addChanged(const Run &run);

    const RunStore &m_store;
    Selection &m_selection;
    SecondReading &m_reading;
    QComboBox *m_rule;
    QSpinBox *m_share;
    QPushButton *m_read, *m_reset;
    QuietLabel *m_about, *m_effect;
    KeptPlot *m_plot;
    FocusBars *m_bars;
};

} // namespace deepscope
