#include "actions.h"

#include "panels/shared/token_plot.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

namespace deepscope::soak {

namespace {

QPoint placeIn(Person &person, const QWidget &widget)
{
    return {person.below(std::max(1, widget.width())), person.below(std::max(1, widget.height()))};
}

bool switchTab(Person &person)
{
    QList<QTabBar *> bars = person.visible<QTabBar>();
    bars.removeIf([](QTabBar *bar) { return bar->count() < 2; });
    if (bars.isEmpty())
        return false;
    QTabBar *bar = person.pick(bars);
    const int tab = person.below(bar->count());
    if (!bar->isTabEnabled(tab) || !bar->isTabVisible(tab))
        return false;
    person.click(bar, bar->tabRect(tab).center());
    return true;
}

bool clickPlot(Person &person)
{
    const QList<TokenPlot *> plots = person.visible<TokenPlot>();
    if (plots.isEmpty())
        return false;
    TokenPlot *plot = person.pick(plots);
    person.click(plot, placeIn(person, *plot));
    return true;
}

bool dragOverPlot(Person &person)
{
    const QList<TokenPlot *> plots = person.visible<TokenPlot>();
    if (plots.isEmpty())
        return false;
    TokenPlot *plot = person.pick(plots);
    const QPoint from = placeIn(person, *plot), to = placeIn(person, *plot);
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons down) {
        QMouseEvent event(type, at, plot->mapToGlobal(at), button, down, Qt::NoModifier);
        QApplication::sendEvent(plot, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int step = 1; step <= 4; ++step)
        send(QEvent::MouseMove, from + (to - from) * step / 4, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, {});
    return true;
}

bool pointAt(Person &person)
{
    const QList<QWidget *> widgets = person.visible<QWidget>({}, person.anyPanel());
    if (widgets.isEmpty())
        return false;
    QWidget *widget = person.pick(widgets);
    for (int steps = 0; steps < 5; ++steps) {
        const QPoint at = placeIn(person, *widget);
        QMouseEvent event(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, {}, {});
        QApplication::sendEvent(widget, &event);
    }
    return true;
}

bool turnWheel(Person &person)
{
    QList<QWidget *> widgets = person.visible<QWidget>({}, person.anyPanel());
    if (person.chance(0.4))
        widgets = person.visible<QWidget>("conversation");
    if (widgets.isEmpty())
        return false;
    QWidget *widget = person.pick(widgets);
    const QPoint at = placeIn(person, *widget);
    const auto modifiers = person.chance(0.5) ? Qt::ControlModifier : Qt::NoModifier;
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, person.chance(0.5) ? 240 : -240}, {}, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
    return true;
}

// Whatever a button of a panel does; a dialog that it opens is closed again.
bool pressInPanel(Person &person)
{
    QWidget *panel = person.anyPanel();
    QList<QAbstractButton *> buttons = panel ? person.visible<QAbstractButton>({}, panel) : QList<QAbstractButton *>();
    buttons.removeIf([](QAbstractButton *button) {
        auto *tool = qobject_cast<QToolButton *>(button);
        return !button->isEnabled() || (tool && tool->menu());
    });
    if (buttons.isEmpty())
        return false;
    person.press(person.pick(buttons));
    person.closeWhatIsOpen();
    return true;
}

bool chooseInPanel(Person &person)
{
    QWidget *panel = person.anyPanel();
    const QList<QComboBox *> boxes = panel ? person.visible<QComboBox>({}, panel) : QList<QComboBox *>();
    if (boxes.isEmpty())
        return false;
    QComboBox *box = person.pick(boxes);
    if (!box->isEnabled())
        return false;
    for (int steps = 1 + person.below(3); steps > 0; --steps)
        QTest::keyClick(box, person.chance(0.5) ? Qt::Key_Down : Qt::Key_Up);
    return true;
}

bool chooseRow(Person &person)
{
    QWidget *panel = person.anyPanel();
    QList<QAbstractItemView *> views =
        panel ? person.visible<QAbstractItemView>({}, panel) : QList<QAbstractItemView *>();
    views.removeIf([](QAbstractItemView *view) { return !view->model() || view->model()->rowCount() == 0; });
    if (views.isEmpty())
        return false;
    QAbstractItemView *view = person.pick(views);
    const QModelIndex index = view->model()->index(person.below(view->model()->rowCount()), 0);
    view->scrollTo(index);
    person.click(view->viewport(), view->visualRect(index).center());
    return true;
}

bool openMenuOfPanel(Person &person)
{
    QWidget *panel = person.anyPanel();
    if (!panel)
        return false;
    const QPoint at = placeIn(person, *panel);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, at, panel->mapToGlobal(at));
    QApplication::sendEvent(panel, &event);
    if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget()))
        person.chooseFrom(menu);
    person.closeWhatIsOpen();
    return true;
}

bool walkByKeys(Person &person)
{
    static const QList<QKeyCombination> keys = {
        Qt::CTRL | Qt::Key_Right,
        Qt::CTRL | Qt::Key_Left,
        Qt::CTRL | Qt::Key_Up,
        Qt::CTRL | Qt::Key_Down,
        Qt::CTRL | Qt::Key_PageDown,
        Qt::CTRL | Qt::Key_PageUp,
        Qt::CTRL | Qt::Key_End,
        Qt::Key_Escape,
        Qt::ALT | Qt::Key_Left,
        Qt::ALT | Qt::Key_Right,
        Qt::SHIFT | Qt::Key_Right,
        Qt::Key_Tab,
        Qt::SHIFT | Qt::Key_Tab,
        Qt::Key_Down,
        Qt::Key_Up,
        Qt::Key_PageDown,
        Qt::Key_PageUp,
        Qt::Key_Home,
        Qt::Key_End,
        Qt::Key_Period,
    };
    for (int steps = 1 + person.below(6); steps > 0; --steps) {
        const QKeyCombination combination = person.pick(keys);
        person.key(combination.key(), combination.keyboardModifiers());
    }
    return true;
}

bool play(Person &person)
{
    const Actions &actions = person.actions();
    return person.trigger(person.pick(
        QList<QAction *>{actions.play, actions.play, actions.stepForward, actions.stepBack, actions.stopPlaying}));
}

bool followOrAll(Person &person)
{
    return person.trigger(person.chance(0.5) ? person.actions().follow : person.actions().showAll);
}

} // namespace

std::vector<SoakAction> panelActions()
{
    return {
        {"switch a tab", 10, switchTab},
        {"click a plot", 8, clickPlot},
        {"drag over a plot", 5, dragOverPlot},
        {"point at something", 8, pointAt},
        {"turn the wheel", 6, turnWheel},
        {"press in a panel", 8, pressInPanel},
        {"choose in a panel", 5, chooseInPanel},
        {"choose a row", 6, chooseRow},
        {"menu of a panel", 3, openMenuOfPanel},
        {"walk by keys", 12, walkByKeys},
        {"play", 5, play},
        {"follow or all", 4, followOrAll},
    };
}

} // namespace deepscope::soak
