// The answers to one question beside each other: thought and answer apart, and each token tinted by how much the step
// pushed it up or down.
#pragma once

#include "api/lab.h"

#include <QWidget>

class QStackedLayout;

namespace deepscope {

class AnswerCard;
class CardGrid;
class ElidedLabel;
class PanelMessageView;
class PanelScroll;
class ScaleBar;

class AnswersBeside : public QWidget {
    Q_OBJECT

public:
    explicit AnswersBeside(QWidget *parent = nullptr);

    void setGroup(const LabGroup &group, uint32_t step);
    void clear(); // it says that a question is to be chosen
    // Outlined, and scrolled to; `token` is a place in LabAnswer::tokens. -1: none.
    void setChosen(int answer, int token = -1);

    const std::vector<AnswerCard *> &cards() const { return m_cards; }
    double scaleEnd() const { return m_scaleEnd; } // the push that has the strongest colour; 0: nothing was pushed
    QString words() const;                         // on the token that is pointed at
    QString gradeWords() const;                    // what the answers are worth together

signals:
    void answerChosen(int answer); // comes before its tokenChosen; not again for further tokens of it
    void tokenChosen(int answer, int token);

private:
    void choose(int answer, int token);
    void showWords(const QString &words);

    QStackedLayout *m_stack;
    PanelMessageView *m_message;
    ElidedLabel *m_question, *m_grades, *m_words;
    ScaleBar *m_legend;
    PanelScroll *m_scroll;
    CardGrid *m_grid;
    std::vector<AnswerCard *> m_cards;
    double m_scaleEnd = 0;
    QString m_quietWords; // where nothing is pointed at
};

} // namespace deepscope
