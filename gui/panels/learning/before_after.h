// The same questions, never learned from, at chosen steps: which of them became right, how long their thoughts grew,
// and what the model thought before and now.
#pragma once

#include "api/lab.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QSlider;
class QStackedLayout;

namespace deepscope {

class AnswerCard;
class ElidedLabel;
class FixedQuestions;
class PanelMessageView;
class PanelScroll;

class BeforeAfter : public QWidget {
    Q_OBJECT

public:
    explicit BeforeAfter(QWidget *parent = nullptr);

    // By rising step, each with the same questions. Who looks at the last one goes on to the new last one; others stay
    // at their step.
    void setSnapshots(std::vector<LabFixedAnswers> snapshots);
    void clear();
    void setQuestion(int question);
    void setStep(uint32_t step); // the last snapshot up to it

    int question() const { return m_question; }
    std::optional<uint32_t> step() const; // that stands beside the first one; nothing: there are none
    QString turnWords() const;            // when the chosen question became right
    QString words() const;                // on what is pointed at
    QSlider *slider() const { return m_slider; }
    FixedQuestions *questions() const { return m_questions; }
    AnswerCard *before() const { return m_before; }
    AnswerCard *after() const { return m_after; }

signals:
    // A card was chosen: that answer is wanted elsewhere. Further tokens of it choose it no second time.
    void answerChosen(uint32_t step, int question);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeAnswers();
    void listenTo(AnswerCard *card);
    void choose(AnswerCard *card, int token); // -1: the answer itself
    void showWords(const QString &words);
    void letGo(); // of the chosen card
    void showAnswers();
    const LabAnswer *answerAt(int snapshot, int question) const; // null = it was not asked
    const LabAnswer *shown(int snapshot) const { return answerAt(snapshot, m_question); }
    int place() const; // of the chosen step among the snapshots

    std::vector<LabFixedAnswers> m_snapshots;
    int m_question = 0;
    QStackedLayout *m_stack;
    QBoxLayout *m_halves;
    PanelMessageView *m_message;
    PanelScroll *m_list;
    FixedQuestions *m_questions;
    ElidedLabel *m_summary, *m_title, *m_turn, *m_words;
    QSlider *m_slider;
    QLabel *m_stepWords;
    AnswerCard *m_before, *m_after;
};

} // namespace deepscope
