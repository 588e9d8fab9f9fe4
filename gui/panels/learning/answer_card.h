// One answer of the learning lab as a card: how it stands, what is wrong with its form, and its tokens, thought and
// answer apart.
#pragma once

#include "api/lab.h"
#include "paint/color_scale.h"

#include <QFrame>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace deepscope {

class StandingSign;
class TokenTextView;

class AnswerCard : public QFrame {
    Q_OBJECT

public:
    explicit AnswerCard(QWidget *parent = nullptr);

    // What stands in the head's second line: reward and advantage are of a step that learned from it.
    enum class Figures { WithReward, WithoutReward };
    void setAnswer(const QString &title, const LabAnswer &answer, Figures figures);
    void setPushScale(double end); // the push that has the strongest colour; 0: no colours
    void setChosen(bool chosen, int token = -1);

    int tokenCount() const { return int(m_tokens.size()); } // of the answer
    int firstToken() const { return m_first; }              // its first one's place in LabAnswer::tokens
    bool isChosen() const { return m_chosen; }
    int chosenToken() const { return m_chosenToken; }
    QColor tint(int token) const;        // behind a token; invalid = none
    QString tokenWords(int token) const; // "“carry”, pushed up by 0.031; probability 42 %"
    QString headWords() const;
    const std::vector<TokenTextView *> &texts() const { return m_texts; } // shown ones, in their order

signals:
    void chosen();
    void tokenHovered(int token); // -1: none
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Token {
        QString text; // with visible blanks
        float logprob = 0, push = 0;
    };
    void showSections(const LabAnswer &answer);
    void addSection();
    void showMarks();
    void applyColors();

    QLabel *m_title, *m_advantage, *m_figures, *m_fault;
    StandingSign *m_sign;
    QVBoxLayout *m_column;
    std::vector<QLabel *> m_sectionTitles; // as many as were ever needed
    std::vector<TokenTextView *> m_sectionTexts, m_texts;
    std::vector<Phase> m_phases; // of the shown sections
    std::vector<Token> m_tokens;
    int m_first = 0, m_chosenToken = -1;
    bool m_chosen = false, m_hasPushes = false;
    double m_scaleEnd = 0;
    ColorScale m_scale;
};

} // namespace deepscope
