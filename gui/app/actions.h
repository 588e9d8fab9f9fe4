// Every command of the window: its name, shortcut and icon. What it does is connected where the command belongs.
#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QWidget;

namespace deepscope {

struct Actions {
    QAction *models, *openModel, *closeModel, *planModel, *openRecording, *saveRecording, *exportRouting, *savePicture;
    QAction *importChat, *exportChat, *quit;
    QAction *copyAnswer, *copyQuestion, *find, *findNext, *findPrevious, *links, *labelTokens;
    QAction *send, *stop, *newChat, *writeQuestion, *attachFiles;
    QAction *editQuestion, *tryAgain, *continueAnswer, *previousVersion, *nextVersion;
    QAction *back, *forward, *clearFocus, *follow, *showAll;
    QAction *firstToken, *nextToken, *previousToken, *nextLayer, *previousLayer, *nextExpert, *previousExpert;
    QAction *nextPhase, *previousPhase, *nextSentence, *previousSentence;
    QAction *rangeRight, *rangeLeft, *rangePhaseRight, *rangePhaseLeft;
    QAction *play, *stepForward, *stepBack, *stopPlaying, *pace;
    QAction *findChat, *renameChat, *keepCache, *deleteChat, *deleteAllChats, *undoDelete, *keepChats, *openDataFolder;
    QAction *labStart, *labPause, *labStep, *labStop, *labBackToBest, *labUseInChat, *labSaveModel, *labOpenRecord;
    QAction *modeChat, *modeLearning;
    QAction *resetLayout, *themeSystem, *themeLight, *themeDark;
    QAction *languageSystem, *languageEnglish, *languageGerman;
    QAction *firstSteps, *shortcuts, *about;
    QActionGroup *themes, *languages, *modes;
};

// All belong to the window and work while it is active.
Actions makeActions(QWidget *window);

} // namespace deepscope
