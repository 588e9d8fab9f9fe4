#include "actions.h"

#include "app/mode_switch.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace deepscope::soak {

namespace {

bool toggleDock(Person &person)
{
    QList<QDockWidget *> docks = person.window.findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly);
    docks.removeIf([&](QDockWidget *dock) { return person.window.dockWidgetArea(dock) == Qt::NoDockWidgetArea; });
    if (docks.isEmpty())
        return false;
    QDockWidget *dock = person.pick(docks);
    for (QAction *action : person.window.actions())
        if (action->isCheckable() && action->text() == dock->windowTitle())
            return person.trigger(action);
    return false;
}

bool floatDock(Person &person)
{
    const QList<QDockWidget *> docks = person.visible<QDockWidget>();
    if (docks.isEmpty())
        return false;
    QDockWidget *dock = person.pick(docks);
    dock->setFloating(!dock->isFloating());
    return true;
}

bool resetLayout(Person &person) { return person.trigger(person.actions().resetLayout); }

bool changeTheme(Person &person)
{
    const Actions &actions = person.actions();
    return person.trigger(person.pick(QList<QAction *>{actions.themeLight, actions.themeDark, actions.themeSystem}));
}

bool resizeWindow(Person &person)
{
    person.window.resize(700 + person.below(1000), 500 + person.below(600));
    return true;
}

bool goToLearning(Person &person)
{
    return person.window.modes().mode() == Mode::Chat && person.trigger(person.actions().modeLearning);
}

// Soon: there is little to do there while nothing learns.
bool goToChat(Person &person)
{
    return person.window.modes().mode() == Mode::Learning && person.trigger(person.actions().modeChat);
}

// Changes one field of a form as a person would; false for what is no field.
bool changeField(Person &person, QWidget *field)
{
    if (auto *box = qobject_cast<QCheckBox *>(field)) {
        box->click();
    } else if (auto *number = qobject_cast<QDoubleSpinBox *>(field)) {
        number->setValue(person.chance(0.3) ? 0 : 1.5 * person.random.generateDouble());
    } else if (auto *count = qobject_cast<QSpinBox *>(field)) {
        count->setValue(person.chance(0.3) ? 0 : person.below(200));
    } else if (auto *choice = qobject_cast<QComboBox *>(field)) {
        choice->setCurrentIndex(person.below(choice->count()));
        emit choice->activated(choice->currentIndex());
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(field)) {
        text->setPlainText(person.pick(QStringList{"", "Answer in one word.", "\\n\nStop"}));
    } else if (auto *seed = qobject_cast<QLineEdit *>(field)) {
        seed->setText(person.chance(0.5) ? QString() : QString::number(person.below(1000)));
    } else {
        return false;
    }
    return true;
}

// Not the line in a spin box or a choice, which is a part of that field.
bool isField(const QWidget *widget)
{
    const bool part = qobject_cast<const QAbstractSpinBox *>(widget->parentWidget()) ||
                      qobject_cast<const QComboBox *>(widget->parentWidget());
    return widget->isEnabled() && !part &&
           (qobject_cast<const QCheckBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
            qobject_cast<const QComboBox *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
            qobject_cast<const QLineEdit *>(widget));
}

// The form behind the button below the question, which stays open until something else is clicked.
bool changeSettings(Person &person)
{
    if (!person.pressOne("generationSettings"))
        return false;
    GenerationPopover *form = person.window.chat()->composer()->settingsForm();
    QList<QWidget *> fields = person.visible<QWidget>({}, form);
    fields.removeIf([](const QWidget *widget) { return !isField(widget); });
    const bool changed = !fields.isEmpty() && changeField(person, person.pick(fields));
    form->close();
    return changed;
}

bool defaultSettings(Person &person)
{
    if (!person.editor()->isVisible() || !person.bench().store().model())
        return false;
    person.window.chat()->composer()->setSettings({});
    return true;
}

bool goThroughHistory(Person &person)
{
    return person.trigger(person.chance(0.6) ? person.actions().back : person.actions().forward);
}

bool nothing(Person &) { return true; }

} // namespace

std::vector<SoakAction> viewActions()
{
    return {
        {"toggle a panel", 6, toggleDock},
        {"float a panel", 1, floatDock},
        {"reset the layout", 2, resetLayout},
        {"change the theme", 2, changeTheme},
        {"resize the window", 3, resizeWindow},
        {"go to learning", 2, goToLearning},
        {"go to the chat", 40, goToChat},
        {"change settings", 6, changeSettings},
        {"default settings", 3, defaultSettings},
        {"go back or forward", 4, goThroughHistory},
        {"do nothing", 3, nothing},
    };
}

} // namespace deepscope::soak
