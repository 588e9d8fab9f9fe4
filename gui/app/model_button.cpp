#include "app/model_button.h"

#include "app/workbench.h"

#include <QDir>
#include <QMenu>

namespace deepscope {

ModelButton::ModelButton(const QList<QAction *> &more, QWidget *parent)
    : QToolButton(parent), m_menu(new QMenu(this)), m_more(more)
{
    setObjectName(QStringLiteral("modelButton"));
    setMenu(m_menu);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Choose another model"));
    setModel({});
    setRecent({});
}

void ModelButton::setModel(const QString &name)
{
    setText(name.isEmpty() ? tr("Model: none ") : tr("Model: %1 ").arg(name));
    setAccessibleName(text().trimmed());
}

void ModelButton::setRecent(const QStringList &paths)
{
    m_menu->clear();
    QStringList all{QStringLiteral("default")};
    all += paths;
    all.removeDuplicates();
    for (const QString &path : all) {
        QAction *action = m_menu->addAction(Workbench::displayName(path).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    m_menu->setToolTipsVisible(true);
    m_menu->addSeparator();
    m_menu->addActions(m_more);
}

} // namespace deepscope
