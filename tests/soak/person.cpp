#include "person.h"

#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <algorithm>

namespace deepscope::soak {

Person::Person(MainWindow &ofWindow, const QString &files) : window(ofWindow), folder(files) {}

bool Person::press(QAbstractButton *button)
{
    if (!button || !button->isVisible() || !button->isEnabled())
        return false;
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

bool Person::trigger(QAction *action)
{
    if (!action->isEnabled() || !action->isVisible())
        return false;
    action->trigger();
    return true;
}

bool Person::pressOne(const QString &name)
{
    QList<QAbstractButton *> all = visible<QAbstractButton>(name);
    all.removeIf([](QAbstractButton *button) { return !button->isEnabled(); });
    return !all.isEmpty() && press(pick(all));
}

bool Person::chooseFrom(QMenu *menu)
{
    std::vector<QAction *> actions;
    for (QMenu *each : QList<QMenu *>{menu} + menu->findChildren<QMenu *>())
        for (QAction *action : each->actions())
            if (action->isEnabled() && action->isVisible() && !action->menu() && !action->isSeparator())
                actions.push_back(action);
    if (actions.empty())
        return false;
    pick(actions)->trigger();
    return true;
}

bool Person::answerFileDialog(const QString &path, const QString &type)
{
    auto *dialog = window.findChild<QFileDialog *>();
    if (!dialog)
        return false;
    const QStringList types = type.isEmpty() ? QStringList() : dialog->nameFilters().filter(type);
    if (!types.isEmpty()) {
        dialog->selectNameFilter(types.front());
        emit dialog->filterSelected(types.front());
    }
    auto *name = dialog->findChild<QLineEdit *>();
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    return true;
}

void Person::click(QWidget *widget, QPoint place) { QTest::mouseClick(widget, Qt::LeftButton, Qt::NoModifier, place); }

void Person::key(int key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focused = QApplication::focusWidget();
    QTest::keyClick(focused ? focused : &window, Qt::Key(key), modifiers);
}

// QTest knows the keys of ASCII alone.
void Person::type(QWidget *widget, const QString &text)
{
    for (const QChar letter : text)
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, letter == u'\n' ? Qt::Key_Return : Qt::Key_unknown, Qt::NoModifier, letter);
            QApplication::sendEvent(widget, &event);
        }
}

void Person::closeWhatIsOpen()
{
    while (QWidget *popup = QApplication::activePopupWidget())
        if (!popup->close())
            break;
    for (QDialog *dialog : window.findChildren<QDialog *>())
        if (dialog->isVisible())
            dialog->reject();
}

QPlainTextEdit *Person::editor() const { return window.findChild<QPlainTextEdit *>("question"); }

TurnView *Person::anyTurn()
{
    const std::vector<TurnView *> &turns = window.chat()->turns();
    return turns.empty() || !window.chat()->isVisible() ? nullptr : pick(turns);
}

AnswerView *Person::anyAnswer()
{
    TurnView *turn = anyTurn();
    return turn ? pick(turn->answers()->all()) : nullptr;
}

QWidget *Person::anyPanel()
{
    QList<QDockWidget *> docks = visible<QDockWidget>();
    docks.removeIf([](QDockWidget *dock) { return !dock->widget() || dock->visibleRegion().isEmpty(); });
    return docks.isEmpty() ? nullptr : pick(docks)->widget();
}

QString Person::newFile(const QString &name)
{
    QFile::remove(folder + '/' + name); // a dialog would ask whether it is to be replaced
    return folder + '/' + name;
}

void Person::waitFor(std::function<bool()> condition, int milliseconds)
{
    m_condition = std::move(condition);
    m_patience = milliseconds;
}

void Person::waitForAnswer()
{
    const int kind = below(10);
    if (kind < 6)
        return waitFor([this] { return !bench().isRunning(); }, 8000);
    if (kind < 8)
        waitFor([this] { return !bench().isRunning() || (run() && run()->size() > 60); }, 4000);
}

} // namespace deepscope::soak
