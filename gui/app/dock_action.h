// Shows and hides a panel; checked while the panel is in front. Its keys bring the panel to the front and the keyboard
// into it, and hide it when it has the keyboard; then the keyboard goes back to where it was.
#pragma once

#include <QAction>
#include <QPointer>

class QDockWidget;
class QWidget;

namespace deepscope {

class DockAction : public QAction {
    Q_OBJECT

public:
    DockAction(QDockWidget *dock, const QKeySequence &keys);

protected:
    bool event(QEvent *event) override;

private:
    bool hasKeyboard() const;
    void bringToFront();
    void putAway();
    void noticeVisible(bool visible);

    QDockWidget *m_dock;
    QPointer<QWidget> m_before; // had the keyboard
};

} // namespace deepscope
