// The middle of Learning: one quiet line that says what happens and why, and the curves below it; before there are
// any, what would happen.
#pragma once

#include "curve_grid.h"
#include "empty_learning.h"

class QLabel;
class QStackedLayout;

namespace deepscope {

class ElidedLabel;
class PanelMessageView;

class LearningPanel : public QWidget {
    Q_OBJECT

public:
    // Both must outlive it.
    LearningPanel(const LabHistory &history, StepSelection &steps, QWidget *parent = nullptr);

    EmptyLearning *empty() const { return m_empty; }
    CurveGrid *curves() const { return m_curves; }
    QString headline() const;
    QString story() const;
    QString words() const; // at the foot: what the pointer is on

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshWords();
    QWidget *makeStory();
    QWidget *makeCurves();

    const LabHistory &m_history;
    StepSelection &m_steps;
    QLabel *m_headline, *m_text;
    QWidget *m_story;
    EmptyLearning *m_empty;
    PanelMessageView *m_preparing;
    CurveGrid *m_curves;
    ElidedLabel *m_words;
    QStackedLayout *m_pages;
};

} // namespace deepscope
