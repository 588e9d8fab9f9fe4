// One turn of a chat: the question, the thought, the answer, and what can be done with it.
#pragma once

#include "models/selection.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace deepscope {

class ElidedLabel;
class ThoughtSection;
class TokenTextView;

class TurnView : public QFrame {
    Q_OBJECT

public:
    TurnView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent = nullptr);

    uint32_t run() const { return m_run; }
    void appended(int first, int last); // tokens, both included
    void finished();
    void showSelection();
    void showHover();
    void setNotSent(const QString &why); // with later questions, in one sentence; empty = it is sent
    void newerTurnBegan();               // its thought makes room

    QString answerText() const;
    ThoughtSection *thought() const { return m_thought; }
    TokenTextView *question() const { return m_question; }
    TokenTextView *answer() const { return m_answer; }
    // Where a token stands in this widget; null for a token that is not shown.
    QRect tokenRect(uint32_t token) const;

signals:
    void tryAgainRequested(const QString &question);

private:
    const Run &data() const { return *m_store.run(m_run); }
    bool isCurrent() const { return m_store.current() && m_store.current()->id() == m_run; }
    void arrange();
    void listenTo(TokenTextView *view);
    void showQuestionTokens();
    void updateFigures();
    std::array<TokenTextView *, 3> views() const;
    TokenTextView *viewOf(uint32_t token) const;

    RunStore &m_store;
    Selection &m_selection;
    uint32_t m_run;
    TokenTextView *m_question;
    ThoughtSection *m_thought;
    TokenTextView *m_answer;
    QLabel *m_failure;
    ElidedLabel *m_prompt, *m_figures;
    QToolButton *m_copy, *m_notSent;
    QPushButton *m_tryAgain;
    bool m_questionMapped = false;
};

} // namespace deepscope
