// The tool bar's model selector: names the model in use; its menu opens another.
#pragma once

#include <QToolButton>

class QMenu;

namespace deepscope {

class ModelButton : public QToolButton {
    Q_OBJECT

public:
    // `more` are the menu's other ways to a model.
    explicit ModelButton(const QList<QAction *> &more, QWidget *parent = nullptr);

    void setModel(const QString &name, const QString &inUse = {}); // empty: none; `inUse` says how it was opened
    void setCurrent(const QString &path);                          // of the model in use; the menu marks it
    void setRecent(const QStringList &paths);

signals:
    void chosen(const QString &path); // "default", or a file

private:
    void fill();

    QMenu *m_menu;
    QString m_current;
    QStringList m_recent;
    QList<QAction *> m_more;
};

} // namespace deepscope
