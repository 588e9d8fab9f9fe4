// The answers to one question: one, or several beside each other, with what they agree on above them.
#pragma once

#include "models/selection.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace deepscope {

class AnswerView;
class CardGrid;
class GradeLine;

class AnswersView : public QWidget {
    Q_OBJECT

public:
    AnswersView(RunStore &store, Selection &selection, QWidget *parent = nullptr);

    AnswerView *add(uint32_t run);
    const std::vector<AnswerView *> &all() const { return m_answers; }
    AnswerView *of(uint32_t run) const; // null = it is not one of these
    AnswerView *shown() const;          // what the panels show, else what counts
    uint32_t counting() const { return m_counting; }
    // Which one the chat goes on with, and whether a person chose it.
    void setCounting(uint32_t run, bool chosen);
    void finished(); // one of them
    // What the answers are worth by the right one; empty = it is not known.
    void setExpected(const QString &answer);
    void beginGrading(); // so that a person can say it
    GradeLine *gradeLine() const { return m_grades; }
    QToolButton *thoughtsButton() const { return m_thoughts; } // opens all of them beside each other
    int columns() const;

signals:
    void expectedChanged(const QString &answer);
    void answersFileWanted();

private:
    void describe();
    void grade();

    RunStore &m_store;
    Selection &m_selection;
    QLabel *m_agreement, *m_making;
    QToolButton *m_thoughts;
    GradeLine *m_grades;
    CardGrid *m_grid;
    std::vector<AnswerView *> m_answers;
    uint32_t m_counting = 0;
    bool m_chosen = false;
    QString m_expected;
};

} // namespace deepscope
