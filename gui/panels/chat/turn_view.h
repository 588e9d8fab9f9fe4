// One turn of a chat: the question and what came of it, one answer or several beside each other.
#pragma once

#include "models/selection.h"
#include "panels/chat/turn_command.h"

#include <QFrame>

#include <functional>

class QAbstractButton;
class QToolButton;

namespace deepscope {

class AnswersView;
class AnswerView;
class ElidedLabel;
class ThoughtSection;
class TokenTextView;
class VersionWalker;
struct TokenColors;

class TurnView : public QFrame {
    Q_OBJECT

public:
    // `run` is the first of its versions.
    TurnView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent = nullptr);

    AnswerView *addVersion(uint32_t run);
    uint32_t run() const; // the one that counts
    bool holds(uint32_t run) const;
    void setCounting(uint32_t run, bool chosen);      // whether a person chose it
    void appended(uint32_t run, int first, int last); // tokens, both included
    void finished(uint32_t run);
    void showSelection();
    void showHover();
    void setNotSent(const QString &why);       // with later questions, in one sentence; empty = it is sent
    void setColors(const TokenColors &colors); // of the answer that the panels show
    void setThoughtsSent(bool sent);
    void setExpected(const QString &answer); // the right one; empty = it is not known
    void newerTurnBegan();                   // its thoughts make room
    // It shows one group of its versions, number `place` from 0; `fronts` are the runs that the others begin with.
    void setGroups(const std::vector<uint32_t> &fronts, int place);
    void setFixed();             // a recording: there will be no other version of it
    void focusWalker(bool next); // one of its buttons, where it can lead on
    void setEdited(bool edited); // its question is written anew

    // Of the answer that the panels show, else of the one that counts; null: it cannot be pressed now.
    QAbstractButton *buttonFor(TurnCommand command) const;

    AnswersView *answers() const { return m_answers; }
    TokenTextView *question() const { return m_question; }
    // Of the answer that the panels show, else of the one that counts.
    QString answerText() const;
    ThoughtSection *thought() const;
    TokenTextView *answer() const;
    // Where a token of it stands in this widget; null for a token that is not shown.
    QRect tokenRect(uint32_t token) const;

signals:
    void tryAgainRequested(uint32_t run);
    void editRequested();
    void expectedChanged(const QString &answer);
    void answersFileWanted();
    void goOnRequested(uint32_t run, const deepscope::Beginning &beginning);
    void answerNowRequested(uint32_t run);
    void chosen(uint32_t run);
    void walked(uint32_t run, bool next); // to another version
    void stopRequested(uint32_t run);

private:
    const AnswerView &shown() const;
    const Run &data() const { return *m_store.run(run()); }
    void arrange();
    void showQuestionTokens(const Run &run);
    void updatePrompt();
    void markQuestion();
    TokenTextView *viewOf(uint32_t token) const;

    RunStore &m_store;
    Selection &m_selection;
    TokenTextView *m_question;
    AnswersView *m_answers;
    ElidedLabel *m_prompt;
    QToolButton *m_notSent, *m_grade, *m_edit;
    VersionWalker *m_walker;
    bool m_questionMapped = false;
};

} // namespace deepscope
