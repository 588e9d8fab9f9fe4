// The questions of one step, a row each, with what their answers were rewarded with: a group's answers are compared
// with each other, and the board shows which of them the model moves towards, and which groups have nothing to tell.
#pragma once

#include "api/lab.h"

#include <QWidget>

class QStackedLayout;

namespace deepscope {

class ElidedLabel;
class GroupGrid;
class PanelMessageView;

class GroupBoard : public QWidget {
    Q_OBJECT

public:
    explicit GroupBoard(QWidget *parent = nullptr);

    // Keeps what it shows of them, not their traces. None: it says that nothing was asked yet.
    void setGroups(const std::vector<LabGroup> &groups, uint32_t step);
    void clear();
    void setChosen(int group, int answer); // outlined; -1, -1: none

    QString summary() const; // "Step 12: 16 questions, ...", as it stands above the rows
    QString words() const;   // on what is pointed at, as they stand below
    GroupGrid *grid() const { return m_grid; }

signals:
    void answerChosen(int group, int answer);

private:
    QStackedLayout *m_stack;
    PanelMessageView *m_message;
    ElidedLabel *m_summary, *m_words;
    GroupGrid *m_grid;
};

} // namespace deepscope
