#include "app/tab_order.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QScrollArea>
#include <QTabBar>

#include <algorithm>

namespace deepscope {

namespace {

using Widgets = std::vector<QWidget *>;

bool isStop(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && widget.isEnabled() && widget.isVisible();
}

// The bar of tabs of docks of which all but one are closed is shown far outside of the window.
bool isBarOfOneDock(const QWidget &widget)
{
    const QWidget *window = widget.parentWidget();
    return qobject_cast<const QTabBar *>(&widget) && qobject_cast<const QMainWindow *>(window) &&
           !window->rect().intersects(widget.geometry());
}

bool isOnTheWay(const QWidget &widget, const QWidget *always)
{
    if (widget.isWindow())
        return false;
    if (always && (&widget == always || widget.isAncestorOf(always)))
        return true; // also where it has just been hidden
    const auto *dock = qobject_cast<const QDockWidget *>(&widget);
    return !widget.isHidden() && !(dock && liesBehind(*dock)) && !isBarOfOneDock(widget);
}

int leadingEdge(const QWidget *widget)
{
    return widget->isRightToLeft() ? -widget->geometry().right() : widget->geometry().left();
}

// Rows from top to bottom. What reaches up beside the highest of a row with half of its height belongs to that row;
// what stands below each other in it, at the same edge, stays in that order.
void sortForReading(Widgets &parts)
{
    std::ranges::stable_sort(parts, {}, [](const QWidget *part) { return part->geometry().top(); });
    for (auto row = parts.begin(); row != parts.end();) {
        const int bottom = (*row)->geometry().bottom();
        // The first is of its row also where it has no height, so that the loop always goes on.
        const auto end = std::find_if(row + 1, parts.end(),
                                      [bottom](const QWidget *part) { return part->geometry().center().y() > bottom; });
        std::stable_sort(row, end, [](const QWidget *a, const QWidget *b) { return leadingEdge(a) < leadingEdge(b); });
        row = end;
    }
}

void collect(const QWidget &part, const QWidget *always, Widgets &stops)
{
    Widgets children;
    for (QWidget *child : part.findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        if (isOnTheWay(*child, always))
            children.push_back(child);
    sortForReading(children);
    for (QWidget *child : children) {
        if (child == always || isStop(*child))
            stops.push_back(child);
        collect(*child, always, stops);
    }
}

} // namespace

bool liesBehind(const QDockWidget &dock)
{
    return !dock.isWindow() && dock.parentWidget() && !dock.parentWidget()->rect().intersects(dock.geometry());
}

std::vector<QWidget *> tabStops(const QWidget &part, const QWidget *always)
{
    Widgets stops;
    collect(part, always, stops);
    return stops;
}

void giveKeyboard(QWidget &stop, Qt::FocusReason reason)
{
    stop.setFocus(reason);
    for (QWidget *outer = stop.parentWidget(); outer; outer = outer->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(outer))
            area->ensureWidgetVisible(&stop, 0, 0);
}

bool moveByTab(QWidget &window, bool next)
{
    const QWidget *from = window.focusWidget();
    Widgets stops = tabStops(window, from);
    if (!next)
        std::ranges::reverse(stops);
    // Those behind the present one first.
    if (const auto present = std::ranges::find(stops, from); present != stops.end())
        std::ranges::rotate(stops, present);
    const auto to = std::ranges::find_if(stops, [from](const QWidget *stop) { return stop != from; });
    if (to == stops.end())
        return false;
    giveKeyboard(**to, next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace deepscope
