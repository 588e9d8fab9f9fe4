// One line above the composer: what the next question meets with, and what can be done about it.
#pragma once

#include <QFrame>
#include <QTimer>

#include <array>
#include <functional>
#include <vector>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace deepscope {

struct ChatNotice {
    struct Choice {
        QString name;
        QString toolTip;
        std::function<void()> act;
    };
    QString sentence;            // empty = there is nothing to say
    std::vector<Choice> choices; // at most MostChoices
    bool refuses = false;        // nothing can be sent while it stands
};

class ChatNoticeBar : public QFrame {
    Q_OBJECT

public:
    explicit ChatNoticeBar(QWidget *parent = nullptr);

    static constexpr size_t MostChoices = 3;
    void setNotice(const ChatNotice &notice);
    const QString &sentence() const { return m_notice.sentence; }
    std::vector<QPushButton *> buttons() const; // in the order of the choices
    void stress();                              // it is the reason why nothing happened

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeButtons();
    void showChoices();
    void arrange();

    QLabel *m_sentence;
    QBoxLayout *m_box, *m_choices;
    std::array<QPushButton *, MostChoices> m_all; // those without a choice are hidden
    ChatNotice m_notice;
    QTimer m_stress;
};

} // namespace deepscope
