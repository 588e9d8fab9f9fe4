// A person at the window, who does things by chance: the hands that all actions share.
#pragma once

#include "app/main_window.h"

#include <QMenu>
#include <QRandomGenerator>
#include <QStringList>

#include <algorithm>
#include <functional>

class QAbstractButton;
class QDockWidget;
class QPlainTextEdit;

namespace deepscope {

class AnswerView;
class TurnView;

namespace soak {

class Person {
public:
    // Files are written into `folder`, which has to be there.
    Person(MainWindow &window, const QString &folder);

    MainWindow &window;
    const QString folder;
    QRandomGenerator random; // of the action under way
    QStringList models;      // files, and "default"
    int recordingsLeft = 6;  // none of them is kept, so what is deleted stays in memory, to be brought back
    // A problem that an action brings about on purpose.
    std::optional<UserProblem::About> expected;

    Workbench &bench() { return window.workbench(); }
    const Actions &actions() const { return window.actionTable(); }
    const Run *run() { return bench().store().current(); }

    int below(int end) { return random.bounded(end); }
    bool chance(double share) { return random.generateDouble() < share; }
    template <typename List>
    auto pick(const List &list) -> decltype(list[0])
    {
        return list[decltype(list.size())(below(int(list.size())))];
    }

    // Each is false where a person could not do it now.
    bool press(QAbstractButton *button);
    bool trigger(QAction *action);
    bool pressOne(const QString &name); // one of the visible buttons of that name
    bool chooseFrom(QMenu *menu);       // something that can be done now
    bool answerFileDialog(const QString &path, const QString &type = {});
    void click(QWidget *widget, QPoint place);
    void key(int key, Qt::KeyboardModifiers modifiers = {}); // to what has the keyboard
    void type(QWidget *widget, const QString &text);         // letters of any script
    void closeWhatIsOpen();                                  // dialogs, menus and other popups

    template <typename Part>
    QList<Part *> visible(const QString &name = {}, QWidget *within = nullptr)
    {
        QList<Part *> found = (within ? within : &window)->template findChildren<Part *>(name);
        found.removeIf([](Part *part) { return !part->isVisible(); });
        return found;
    }

    // Learning has panels of these kinds, too.
    template <typename Panel>
    Panel *panelOfChat()
    {
        const QList<Panel *> all = window.findChildren<Panel *>();
        return *std::ranges::find_if(all, [this](Panel *panel) { return &panel->store() == &bench().store(); });
    }

    QPlainTextEdit *editor() const;
    TurnView *anyTurn();                  // null: none is shown
    AnswerView *anyAnswer();              // null: none is shown
    QWidget *anyPanel();                  // of the docks that are in view
    QString newFile(const QString &name); // a path at which nothing is

    // The next action waits for this, so long at most.
    void waitFor(std::function<bool()> condition, int milliseconds);
    std::function<bool()> takeCondition() { return std::exchange(m_condition, {}); }
    int patience() const { return m_patience; }
    void waitForAnswer(); // by chance: for all of it, for some of it, or not

private:
    std::function<bool()> m_condition;
    int m_patience = 0;
};

} // namespace soak
} // namespace deepscope
