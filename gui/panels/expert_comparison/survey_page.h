// The shown text measured once more, at a person's wish: which tokens were routed narrowly, and which experts reach
// far.
#pragma once

#include "models/expert_survey.h"
#include "panels/shared/focus_bars.h"
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
    void showFragile(const Run &run);
    void showReaches();

    const RunStore &m_store;
    ExpertSurvey &m_survey;
    QPushButton *m_measure;
    QDoubleSpinBox *m_bound;
    QuietLabel *m_heading;
    FocusBars *m_bars;
};

} // namespace deepscope
