#include "app/menus.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace deepscope {

ModeCommands buildMenus(QMainWindow &window, const Actions &actions, const QList<QAction *> &panels, QMenu *examples)
{
    QMenuBar *bar = window.menuBar();
    QMenu *file = bar->addMenu(QMainWindow::tr("&File"));
    file->addActions({actions.models, actions.openModel, actions.closeModel, actions.planModel, actions.openRecording,
                      actions.labOpenRecord});
    file->addMenu(examples);
    file->addActions({actions.saveRecording, actions.exportRouting, actions.savePicture});
    file->addSeparator();
    file->addActions({actions.importChat, actions.exportChat});
    file->addSeparator();
    file->addAction(actions.quit);

    QMenu *edit = bar->addMenu(QMainWindow::tr("&Edit"));
    edit->addActions({actions.copyAnswer, actions.copyQuestion, actions.links});
    edit->addSeparator();
    edit->addActions({actions.find, actions.findNext, actions.findPrevious});
    edit->addSeparator();
    edit->addAction(actions.labelTokens);

    QMenu *view = bar->addMenu(QMainWindow::tr("&View"));
    view->addActions(actions.modes->actions());
    view->addSeparator();
    view->addActions(panels);
    view->addSeparator();
    view->addAction(actions.resetLayout);
    QMenu *theme = view->addMenu(QMainWindow::tr("&Theme"));
    theme->addActions(actions.themes->actions());
    QMenu *language = view->addMenu(QMainWindow::tr("Lan&guage"));
    language->addActions(actions.languages->actions());
    view->addSeparator();
    view->addActions({actions.follow, actions.showAll});

    QMenu *chats = bar->addMenu(QMainWindow::tr("&Chats"));
    chats->addActions({actions.findChat, actions.renameChat, actions.keepCache});
    chats->addSeparator();
    chats->addActions({actions.deleteChat, actions.deleteAllChats, actions.undoDelete});
    chats->addSeparator();
    chats->addActions({actions.keepChats, actions.openDataFolder});

    QMenu *run = bar->addMenu(QMainWindow::tr("&Run"));
    run->addActions({actions.send, actions.stop, actions.newChat, actions.writeQuestion, actions.attachFiles});
    run->addSeparator();
    run->addActions(
        {actions.editQuestion, actions.tryAgain, actions.continueAnswer, actions.previousVersion, actions.nextVersion});
    run->addSeparator();
    run->addActions({actions.play, actions.stepForward, actions.stepBack, actions.stopPlaying, actions.pace});

    QMenu *go = bar->addMenu(QMainWindow::tr("&Go"));
    go->addActions({actions.back, actions.forward});
    go->addSeparator();
    go->addActions({actions.firstToken, actions.nextToken, actions.previousToken});
    go->addActions({actions.nextPhase, actions.previousPhase, actions.nextSentence, actions.previousSentence});
    go->addSeparator();
    go->addActions({actions.nextLayer, actions.previousLayer, actions.nextExpert, actions.previousExpert});
    go->addSeparator();
    go->addActions({actions.rangeRight, actions.rangeLeft, actions.rangePhaseRight, actions.rangePhaseLeft});
    go->addSeparator();
    go->addAction(actions.clearFocus);

    QMenu *learning = bar->addMenu(QMainWindow::tr("&Learning"));
    learning->addActions({actions.labStart, actions.labPause, actions.labStep, actions.labStop});
    learning->addSeparator();
    learning->addActions({actions.labBackToBest, actions.labUseInChat, actions.labSaveModel});

    QMenu *help = bar->addMenu(QMainWindow::tr("&Help"));
    help->addActions({actions.firstSteps, actions.shortcuts, actions.about});

    ModeCommands commands{
        {actions.exportRouting, actions.exportChat, actions.importChat, actions.follow, actions.showAll}, {}};
    for (const QMenu *menu : {edit, chats, run, go})
        commands.chat << menu->menuAction() << menu->actions();
    commands.learning << learning->menuAction() << learning->actions();
    return commands;
}

} // namespace deepscope
