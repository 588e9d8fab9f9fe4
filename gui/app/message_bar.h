// One sentence above the chat, with a way out: what went wrong, or what is being done and how to stop it.
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QMenu;
class QPushButton;

namespace deepscope {

// A way out, on a button: something that is done, or a choice. Without a name there is none.
struct Offer {
    QString name;
    std::function<void()> take;
    QMenu *menu = nullptr; // of somebody else
};

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    // Stays until it is dismissed or replaced.
    void showMessage(const QString &sentence, const Offer &offer = {});
    QString message() const;

public slots:
    void dismiss();

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_sentence;
    QPushButton *m_button;
    Offer m_offer;
};

} // namespace deepscope
