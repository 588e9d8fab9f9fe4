#include "app/dock_set.h"

#include "app/dock_action.h"

#include <QDockWidget>
#include <QMainWindow>

namespace deepscope {

void showDockOf(const QWidget &panel)
{
    if (auto *dock = qobject_cast<QDockWidget *>(panel.parentWidget())) {
        dock->show();
        dock->raise();
    }
}

DockSet::DockSet(QMainWindow &window, int layoutVersion)
    : m_window(window), m_layoutVersion(layoutVersion), m_bare(window.saveState(layoutVersion))
{
}

QDockWidget *DockSet::add(const char *name, const QString &title, QWidget *panel, const char *shortcut)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(QString::fromLatin1(name));
    dock->setWidget(panel);
    dock->setAccessibleName(title);
    m_actions.push_back(new DockAction(dock, QKeySequence(QString::fromLatin1(shortcut))));
    m_window.addAction(m_actions.back());
    m_all.push_back(dock);
    return dock;
}

void DockSet::takeAll()
{
    for (QDockWidget *dock : m_all) {
        m_window.removeDockWidget(dock);
        if (dock->isFloating())
            dock->setFloating(false);
    }
}

void DockSet::enter(const QByteArray &layout)
{
    for (QAction *action : m_actions)
        action->setVisible(true);
    reset(); // a panel that an old layout does not know has its place
    m_window.restoreState(layout, m_layoutVersion);
}

void DockSet::leave()
{
    for (QAction *action : m_actions)
        action->setVisible(false);
    takeAll();
    m_window.restoreState(m_bare, m_layoutVersion); // else it keeps a place for what was taken, and brings it back
}

void DockSet::reset()
{
    takeAll();
    arrange();
}

QByteArray DockSet::save() const { return m_window.saveState(m_layoutVersion); }

} // namespace deepscope
