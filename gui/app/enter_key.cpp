#include "app/enter_key.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QKeyEvent>

namespace deepscope {

EnterKey::EnterKey(QObject *parent) : QObject(parent) { qApp->installEventFilter(this); }

bool EnterKey::eventFilter(QObject *watched, QEvent *event)
{
    auto *button = event->type() == QEvent::KeyPress ? qobject_cast<QAbstractButton *>(watched) : nullptr;
    if (!button || qobject_cast<QDialog *>(button->window()))
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || key->modifiers() & ~Qt::KeypadModifier || key->isAutoRepeat())
        return QObject::eventFilter(watched, event);
    button->click();
    return true;
}

} // namespace deepscope
