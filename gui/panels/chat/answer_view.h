// What came of one run: its thought and its answer, how it ended, and what can be done with it. Alone below its
// question it is nothing but that; beside other answers it is a card that says which one it is and how it stands.
#pragma once

#include "models/selection.h"
#include "panels/shared/token_text_view.h"

#include <QFrame>

#include <array>

class QLabel;
class QPushButton;
class QToolButton;

namespace deepscope {

class ElidedLabel;
class ThoughtSection;

class AnswerView : public QFrame {
    Q_OBJECT

public:
    AnswerView(RunStore &store, Selection &selection, uint32_t run, QWidget *parent = nullptr);

    uint32_t run() const { return m_run; }
    const Run &data() const { return *m_store.run(m_run); }
    bool isCurrent() const { return m_store.current() && m_store.current()->id() == m_run; }

    void appended(int first, int last); // tokens, both included
    void finished();
    void showSelection();
    void showHover();

    // From now on it is one of several: number `place`, from 1.
    void setBeside(int place, int count);
    enum class Standing : uint8_t { Passed, Counts, Chosen }; // Counts: until a person chooses
    void setStanding(Standing standing);
    // They are seen while it is what the panels show and does not grow.
    void setColors(const TokenColors &colors);
    void setFixed();                     // of a recording: there will be no other version of it
    void setGrade(const QString &words); // what it is worth; empty = that is not known

    ThoughtSection *thought() const { return m_thought; }
    TokenTextView *answer() const { return m_answer; }
    QPushButton *tryAgainButton() const { return m_tryAgain; }
    QPushButton *goOnButton() const { return m_goOn; }
    std::array<TokenTextView *, 2> views() const { return {thoughtText(), m_answer}; }
    QString answerText() const;
    TokenMarks marks() const; // of this run, while it is what the panels show

signals:
    void tryAgainRequested();
    void goOnRequested(const deepscope::Beginning &beginning);
    void answerNowRequested();
    void chosen();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    TokenTextView *thoughtText() const;
    void listenTo(TokenTextView *view);
    void arrange();
    void showImported();
    void showThought();
    bool canGoOn() const;        // it was cut off
    bool hasRoom() const;        // for more of it
    bool offersVersions() const; // another one of its turn can begin here
    void showOffers();
    void makeRoomForOffers();
    void editThought();
    void goOnWithThought(const QString &thought, bool answers);
    void updateFigures();
    void describe();
    QString stateWords() const;
    bool isCard() const { return m_count > 1; }

    RunStore &m_store;
    Selection &m_selection;
    uint32_t m_run;
    int m_place = 1, m_count = 1;
    bool m_fixed = false;
    Standing m_standing = Standing::Passed;
    TokenColors m_colors;
    QLabel *m_title, *m_state, *m_grade;
    ThoughtSection *m_thought;
    TokenTextView *m_answer;
    QLabel *m_failure;
    ElidedLabel *m_figures;
    QToolButton *m_copy;
    QPushButton *m_tryAgain, *m_goOn, *m_choose, *m_stop;
};

} // namespace deepscope
