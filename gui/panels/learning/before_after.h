// The same questions, never learned from, at chosen steps: which of them became right, how long their thoughts grew,
// and what the model thought before and now.
#pragma once

#include "api/lab.h"

#include <QWidget>

class QLabel;
class QSlider;
class QStackedLayout;

namespace deepscope {

class AnswerCard;
class FixedQuestions;
class PanelMessageView;

class BeforeAfter : public QWidget {
    Q_OBJECT

public:
    explicit BeforeAfter(QWidget *parent = nullptr);

    // By rising step, each with the same questions. The slider stays at the last one where it was there, else at its
    // step.
    void setSnapshots(std::vector<LabFixedAnswers> snapshots);
    void clear();
    void setQuestion(int question);
    void setStep(uint32_t step); // the last snapshot up to it

    int question() const { return m_question; }
    uint32_t step() const; // that stands beside the first one
    QSlider *slider() const { return m_slider; }
    FixedQuestions *questions() const { return m_questions; }
    AnswerCard *before() const { return m_before; }
    AnswerCard *after() const { return m_after; }

signals:
    void answerChosen(uint32_t step, int question); // a card was clicked: that answer is wanted elsewhere

protected:
    void keyPressEvent(QKeyEvent *event) override; // Left and Right walk the steps, Up and Down the questions

private:
    void showAnswers();
    void showTurn();

    std::vector<LabFixedAnswers> m_snapshots;
    int m_question = 0;
    QStackedLayout *m_stack;
    PanelMessageView *m_message;
    FixedQuestions *m_questions;
    QSlider *m_slider;
    QLabel *m_stepWords;
    AnswerCard *m_before, *m_after;
};

} // namespace deepscope
