#include "app/model_button.h"

#include "app/workbench.h"

#include <QDir>
#include <QMenu>

namespace deepscope {

namespace {

constexpr int MostWidth = 240; // of the name, in pixels

} // namespace

ModelButton::ModelButton(const QList<QAction *> &more, QWidget *parent)
    : QToolButton(parent), m_menu(new QMenu(this)), m_more(more)
{
    setObjectName(QStringLiteral("modelButton"));
    setMenu(m_menu);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setModel({});
    setRecent({});
}

void ModelButton::setModel(const QString &name, const QString &inUse)
{
    // A long file name is cut, so that the commands beside it stay in view.
    const QString shown = fontMetrics().elidedText(name, Qt::ElideMiddle, MostWidth);
    setText(name.isEmpty() ? tr("Model: none ")
                           : tr("Model: %1 ").arg(QString(shown).replace(u'&', QStringLiteral("&&"))));
    setAccessibleName(name.isEmpty() ? tr("Model: none") : tr("Model: %1").arg(name));
    setToolTip(name.isEmpty() ? tr("Choose a model") : tr("%1\n%2\nChoose another model").arg(name, inUse));
}

void ModelButton::setCurrent(const QString &path)
{
    m_current = path;
    fill();
}

void ModelButton::setRecent(const QStringList &paths)
{
    m_recent = paths;
    fill();
}

void ModelButton::fill()
{
    m_menu->clear();
    QStringList all{QStringLiteral("default")};
    all += m_recent;
    if (!m_current.isEmpty())
        all += m_current; // older than the recent ones, or the only one
    all.removeDuplicates();
    for (const QString &path : all) {
        QAction *action = m_menu->addAction(Workbench::displayName(path).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setCheckable(true);
        action->setChecked(path == m_current);
        connect(action, &QAction::triggered, this, [this, path, action] {
            action->setChecked(path == m_current); // another one when it has been loaded
            emit chosen(path);
        });
    }
    m_menu->setToolTipsVisible(true);
    m_menu->addSeparator();
    m_menu->addActions(m_more);
}

} // namespace deepscope
