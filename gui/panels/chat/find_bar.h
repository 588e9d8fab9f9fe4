// One line above the conversation in which words are looked for: what, how often it is there, and the way through it.
#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;

namespace deepscope {

class FindBar : public QFrame {
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    // Shows it and gives it the keyboard; with words to begin with where there are some.
    void open(const QString &words = {});
    void close(); // the keyboard goes back to where it was
    QString words() const;
    void setPlace(int place, int count); // from 1; 0 = at none

signals:
    void wordsChanged(const QString &words); // empty when it closes
    void stepWanted(int by);                 // 1 or -1
    void keyboardLeft();                     // it closed, and what had the keyboard before is gone

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void arrange();
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);

    QLineEdit *m_words;
    QLabel *m_count;
    QPointer<QWidget> m_before; // had the keyboard
};

} // namespace deepscope
