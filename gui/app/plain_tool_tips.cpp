#include "app/plain_tool_tips.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace deepscope {

PlainToolTips::PlainToolTips(QObject *parent) : QObject(parent) { qApp->installEventFilter(this); }

bool PlainToolTips::eventFilter(QObject *object, QEvent *event)
{
    // Qt's own window of tool tips is polished once, before it gets a text.
    if (event->type() == QEvent::Polish && object->inherits("QTipLabel"))
        if (auto *label = qobject_cast<QLabel *>(object))
            label->setTextFormat(Qt::PlainText);
    return false;
}

} // namespace deepscope
