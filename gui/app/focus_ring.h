// A ring around whatever has the keyboard, in every window of the program and the same everywhere. Where a widget shows
// it by itself, it says so with the property "ownFocusRing".
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

class QWidget;

namespace deepscope {

class FocusRing : public QObject {
    Q_OBJECT

public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *focused);
    void watch(bool watches);
    void place();

    QPointer<QWidget> m_target; // what the ring is around; null = nothing
    QPointer<QWidget> m_ring;   // lies over the other widgets of the target's window
    QTimer m_settled;           // when all that moves together has moved
};

} // namespace deepscope
