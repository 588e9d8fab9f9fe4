// One sentence above the chat, with a way out: what went wrong, or what is being done and how to stop it.
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace deepscope {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    // Stays until it is dismissed or replaced. An action without a name is not shown.
    void showMessage(const QString &sentence, const QString &actionName = {}, std::function<void()> action = {});
    QString message() const;

public slots:
    void dismiss();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_sentence;
    QPushButton *m_actionButton;
    std::function<void()> m_action;
};

} // namespace deepscope
