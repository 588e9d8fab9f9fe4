// All curves of a run beside and below each other, with one cursor. Left and Right move it by a step, the Page keys by
// ten, Home and End to the ends, T to the turn; Return chooses its step, Escape goes back to the newest.
#pragma once

#include "curve_plot.h"
#include "models/lab_history.h"
#include "models/step_selection.h"

namespace deepscope {

class CurveGrid : public QWidget {
    Q_OBJECT

public:
    // Both must outlive it.
    CurveGrid(const LabHistory &history, StepSelection &selection, QWidget *parent = nullptr);

    const std::vector<CurvePlot *> &plots() const { return m_plots; }
    int columns() const;
    // What the pointer is on, in words; empty = nothing.
    QString words() const;

signals:
    void wordsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshView();
    void arrange();
    CurvePlot *plotAt(QPoint point) const; // null = none
    std::optional<uint32_t> stepAt(QPoint point) const;
    bool moveCursor(int key);

    const LabHistory &m_history;
    StepSelection &m_selection;
    std::vector<CurvePlot *> m_plots;
    CurvePlot *m_pointed = nullptr; // null = none
};

} // namespace deepscope
