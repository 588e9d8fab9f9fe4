#include "actions.h"

#include "panels/experts/alteration_bar.h"
#include "panels/experts/expert_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/switch_row.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QFile>
#include <QTabWidget>
#include <QToolButton>

namespace deepscope::soak {

namespace {

ExpertsPanel *panel(Person &person) { return person.panelOfChat<ExpertsPanel>(); }

// An expert of the model that is shown, in its panel. Where that had to be brought to the front, it is there only when
// the window has laid it out: what is done with it has to be drawn again.
bool showExpert(Person &person)
{
    const Run *run = person.run();
    auto *dock = qobject_cast<QDockWidget *>(panel(person)->parentWidget());
    if (!run || !run->hasExperts() || person.window.dockWidgetArea(dock) == Qt::NoDockWidgetArea)
        return false;
    dock->show();
    dock->raise();
    const int layer = run->firstExpertLayer() + person.below(run->expertLayers());
    const int token = run->size() > 0 && person.chance(0.5) ? person.below(run->size()) : -1;
    person.bench().selection().setFocus({token, layer, person.below(run->expertCount())});
    return panel(person)->tabs()->isVisible();
}

bool alter(Person &person)
{
    if (!showExpert(person))
        return false;
    panel(person)->tabs()->setCurrentIndex(2);
    const auto what = ExpertSwitch(person.below(ExpertSwitchCount));
    return person.press(panel(person)->findChild<ExpertView *>()->switches()->button(what));
}

// All that the menus of an expert, and of routers, offer.
bool alterByMenu(Person &person)
{
    if (!showExpert(person))
        return false;
    panel(person)->tabs()->setCurrentIndex(person.below(2));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(panel(person), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        return false;
    person.chooseFrom(menu);
    person.closeWhatIsOpen();
    return true;
}

QToolButton *buttonOfBar(Person &person, const QString &text)
{
    for (QToolButton *button : panel(person)->alterationBar()->findChildren<QToolButton *>())
        if (button->text() == text && button->isVisible())
            return button;
    return nullptr;
}

bool answerAgain(Person &person)
{
    if (!person.press(buttonOfBar(person, "Answer Again")))
        return false;
    person.waitForAnswer();
    return true;
}

bool resetExperts(Person &person) { return person.press(buttonOfBar(person, "Reset")); }

// The list as a file, by its menu.
bool keepList(Person &person)
{
    QToolButton *button = buttonOfBar(person, "List");
    if (!button)
        return false;
    button->menu()->actions().front()->trigger();
    return person.answerFileDialog(person.newFile("experts.json"));
}

bool takeList(Person &person)
{
    QToolButton *button = buttonOfBar(person, "List");
    const QString path = person.folder + "/experts.json";
    if (!button || !QFile::exists(path))
        return false;
    button->menu()->actions().back()->trigger();
    return person.answerFileDialog(path);
}

bool waitForReading(Person &person)
{
    if (person.bench().trials().switches.empty())
        return false;
    person.waitFor([&person] { return person.bench().trials().reading.state() != SecondReading::State::Waiting; },
                   5000);
    return true;
}

} // namespace

std::vector<SoakAction> expertActions()
{
    return {
        {"alter an expert", 20, alter},
        {"alter by a menu", 12, alterByMenu},
        {"answer again", 10, answerAgain},
        {"reset the experts", 4, resetExperts},
        {"keep the list", 2, keepList},
        {"take a list", 2, takeList},
        {"wait for the reading", 3, waitForReading},
    };
}

} // namespace deepscope::soak
