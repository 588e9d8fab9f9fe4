// A thought that a person writes anew, from which the model is to think on or to answer.
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace deepscope {

class ThoughtEditor : public QWidget {
    Q_OBJECT

public:
    enum class Room : uint8_t { Wide, Narrow }; // Narrow: its buttons stand below each other
    explicit ThoughtEditor(const QString &thought, Room room = Room::Wide, QWidget *parent = nullptr);

    QPlainTextEdit *editor() const { return m_editor; }
    QPushButton *thinkButton() const { return m_think; }
    QPushButton *answerButton() const { return m_answer; }

signals:
    void done(const QString &thought, bool answers);
    void cancelled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_editor;
    QPushButton *m_think, *m_answer;
};

} // namespace deepscope
