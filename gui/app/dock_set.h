// The panels of one mode around the middle of the window, and how they lie. Those of a mode that is not shown are not
// in the window's layout.
#pragma once

#include <QByteArray>
#include <QList>

class QAction;
class QDockWidget;
class QMainWindow;
class QString;
class QWidget;

namespace deepscope {

// The dock that a panel lies in comes into view.
void showDockOf(const QWidget &panel);

class DockSet {
public:
    // Layouts of another version are not restored: raise it when a dock is added.
    // There is no dock in the window's layout yet.
    DockSet(QMainWindow &window, int layoutVersion);
    virtual ~DockSet() = default;

    QList<QAction *> toggleActions() const { return m_actions; }

    // Into the window, as `layout` says, or as the design does where that is none; and out of it.
    void enter(const QByteArray &layout);
    void leave();

    // The layout of the design, also for panels that were closed or floated.
    void reset();
    QByteArray save() const;

protected:
    QDockWidget *add(const char *name, const QString &title, QWidget *panel, const char *shortcut);
    virtual void arrange() = 0; // all docks, which are in no area now

    QMainWindow &m_window;

private:
    void takeAll();

    int m_layoutVersion;
    QByteArray m_bare; // the layout of the window without any dock
    QList<QDockWidget *> m_all;
    QList<QAction *> m_actions; // in the same order
};

} // namespace deepscope
