#include "app/dock_action.h"

#include "app/tab_order.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QScrollArea>
#include <QShortcutEvent>
#include <QTabBar>

#include <algorithm>

namespace deepscope {

namespace {

// To where it was in a panel that was in view, else to what the panel names, else to its content rather than to its
// tabs; and that comes into view.
void enter(QDockWidget &dock, bool wasInView)
{
    const std::vector<QWidget *> stops = tabStops(dock);
    auto stop = wasInView ? std::ranges::find(stops, dock.focusWidget()) : stops.end();
    if (stop == stops.end())
        stop = std::ranges::find(stops, dock.widget()->focusProxy());
    if (stop == stops.end())
        stop = std::ranges::find_if(stops, [](QWidget *widget) { return !qobject_cast<QTabBar *>(widget); });
    QWidget *target = stop != stops.end() ? *stop : stops.empty() ? &dock : stops.front();
    if (dock.isWindow())
        dock.activateWindow();
    giveKeyboard(*target, Qt::ShortcutFocusReason);
    for (QWidget *outer = target->parentWidget(); outer; outer = outer->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(outer))
            area->ensureWidgetVisible(target);
}

} // namespace

DockAction::DockAction(QDockWidget *dock, const QKeySequence &keys) : QAction(dock->windowTitle(), dock), m_dock(dock)
{
    setShortcut(keys);
    setCheckable(true);
    setChecked(!dock->isHidden());
    connect(this, &QAction::triggered, this, [this](bool shown) { shown ? bringToFront() : putAway(); });
    // When the other tabs have found their places.
    connect(dock, &QDockWidget::visibilityChanged, this, &DockAction::noticeVisible, Qt::QueuedConnection);
}

// Of the menu it is a plain switch; of the keys the first press leads into a panel that is there.
bool DockAction::event(QEvent *event)
{
    if (event->type() == QEvent::Shortcut && isChecked() && !hasKeyboard()) {
        bringToFront();
        return true;
    }
    return QAction::event(event);
}

bool DockAction::hasKeyboard() const
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && (focused == m_dock || m_dock->isAncestorOf(focused));
}

void DockAction::bringToFront()
{
    if (!hasKeyboard())
        m_before = QApplication::focusWidget();
    const bool wasInView = !m_dock->isHidden() && !liesBehind(*m_dock);
    m_dock->show();
    m_dock->raise();
    enter(*m_dock, wasInView);
}

void DockAction::putAway()
{
    const bool hadKeyboard = hasKeyboard();
    m_dock->close();
    if (hadKeyboard && m_before && m_before->isVisible())
        m_before->setFocus(Qt::ShortcutFocusReason);
}

void DockAction::noticeVisible(bool visible)
{
    setChecked(visible);
    if (visible || !liesBehind(*m_dock) || !hasKeyboard())
        return;
    // The keyboard does not stay behind.
    for (QDockWidget *other : qobject_cast<QMainWindow *>(m_dock->parentWidget())->tabifiedDockWidgets(m_dock))
        if (!liesBehind(*other) && !other->isHidden())
            enter(*other, true);
}

} // namespace deepscope
