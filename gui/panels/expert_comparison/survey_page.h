// The shown text measured once more, at a person's wish: which tokens were routed narrowly, and which experts reach
// far.
#pragma once

#include "models/expert_survey.h"
#include "models/selection.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/panel_scroll.h"

class QDoubleSpinBox;
class QPushButton;

namespace deepscope {

class QuietLabel;

class SurveyPage : public PanelScroll {
    Q_OBJECT

public:
    SurveyPage(const RunStore &store, Selection &selection, ExpertSurvey &survey, QWidget *parent = nullptr);

    BarList *bars() const { return m_bars; }
    QPushButton *measureButton() const { return m_measure; }
    QDoubleSpinBox *boundBox() const { return m_bound; }
    QString heading() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeControls();
    void refresh();
    void addRow(BarRow row, const Focus &thing);
    void showFragile(const Run &run);
    void showReaches();
    void mark();

    const RunStore &m_store;
    Selection &m_selection;
    ExpertSurvey &m_survey;
    QPushButton *m_measure;
    QDoubleSpinBox *m_bound;
    QuietLabel *m_heading;
    BarList *m_bars;
    std::vector<BarRow> m_rows;
    std::vector<Focus> m_things; // of the rows
};

} // namespace deepscope
