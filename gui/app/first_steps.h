// Three steps for who sees the program for the first time: ask, watch the experts, look at the memory. A bar above the
// chat says what to do and brings the panel forward that it is about; each step can be skipped, and all of them
// repeated.
#pragma once

#include "models/selection.h"

#include <QFrame>

#include <array>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace deepscope {

class FirstSteps : public QFrame {
    Q_OBJECT

public:
    static constexpr int Count = 3;
    // What brings forward what each step is about.
    using Show = std::array<std::function<void()>, Count>;

    FirstSteps(const RunStore &store, const Selection &selection, QWidget *parent = nullptr);
    void setShow(const Show &show) { m_show = show; }

    void begin(); // from the first step
    bool isOn() const { return m_step >= 0; }
    int step() const { return m_step; }    // from 0; -1 = it is not on
    bool isDone() const { return m_done; } // what the step asks for
    void setConcealed(bool concealed);     // in another mode of the window
    QString words() const;                 // all that it says
    QPushButton *nextButton() const { return m_next; }
    QPushButton *backButton() const { return m_back; }
    QToolButton *skipButton() const { return m_skip; }

signals:
    void ended(); // gone through, or skipped

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void go(int step);
    void end();
    void look(); // whether the step is done by now
    void refresh();
    QString sentence() const;

    const RunStore &m_store;
    const Selection &m_selection;
    Show m_show;
    QLabel *m_title, *m_sentence;
    QPushButton *m_back, *m_next;
    QToolButton *m_skip;
    int m_step = -1;
    bool m_done = false, m_concealed = false;
};

} // namespace deepscope
