#include "app/actions.h"

#include "paint/glyph_icon.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

#include <optional>

namespace deepscope {

namespace {

struct Entry {
    QAction *Actions::*action;
    const char *name;
    const char *shortcut; // portable text; "" = none
    std::optional<Glyph> glyph = std::nullopt;
};

// clang-format off
constexpr Entry Entries[] = {
    {&Actions::models,           QT_TRANSLATE_NOOP("Actions", "&Models…"),               "Ctrl+Shift+M"},
    {&Actions::openModel,        QT_TRANSLATE_NOOP("Actions", "&Open Model…"),           "Ctrl+O", Glyph::Open},
    {&Actions::closeModel,       QT_TRANSLATE_NOOP("Actions", "&Close Model"),           ""},
    {&Actions::planModel,        QT_TRANSLATE_NOOP("Actions", "Plan the Memory of a &File…"), ""},
    {&Actions::openRecording,    QT_TRANSLATE_NOOP("Actions", "Open &Recorded Run…"),    "Ctrl+Shift+O"},
    {&Actions::saveRecording,    QT_TRANSLATE_NOOP("Actions", "&Save Run As…"),          "Ctrl+S"},
    {&Actions::importChat,       QT_TRANSLATE_NOOP("Actions", "Import Cha&t…"),          ""},
    {&Actions::exportChat,       QT_TRANSLATE_NOOP("Actions", "Export C&hat…"),          ""},
    {&Actions::exportRouting,    QT_TRANSLATE_NOOP("Actions", "Export Rout&ing"),        ""},
    {&Actions::savePicture,      QT_TRANSLATE_NOOP("Actions", "Save &Picture"),          ""},
    {&Actions::quit,             QT_TRANSLATE_NOOP("Actions", "&Quit"),                  "Ctrl+Q"},
    {&Actions::copyAnswer,       QT_TRANSLATE_NOOP("Actions", "Copy &Answer"),           "Ctrl+Shift+C"},
    {&Actions::copyQuestion,     QT_TRANSLATE_NOOP("Actions", "Copy &Question"),         ""},
    {&Actions::find,             QT_TRANSLATE_NOOP("Actions", "&Find in Chat"),          "Ctrl+F"},
    {&Actions::findNext,         QT_TRANSLATE_NOOP("Actions", "Find &Next"),             "F3"},
    {&Actions::findPrevious,     QT_TRANSLATE_NOOP("Actions", "Find &Previous"),         "Shift+F3"},
    {&Actions::links,            QT_TRANSLATE_NOOP("Actions", "Lin&ks of the Answer…"),  "Ctrl+K"},
    {&Actions::labelTokens,      QT_TRANSLATE_NOOP("Actions", "&Label Tokens…"),         "Ctrl+Shift+L"},
    {&Actions::send,             QT_TRANSLATE_NOOP("Actions", "&Send Question"),         "Ctrl+Return"},
    {&Actions::stop,             QT_TRANSLATE_NOOP("Actions", "S&top"),                  "Ctrl+.", Glyph::Stop},
    {&Actions::newChat,          QT_TRANSLATE_NOOP("Actions", "&New Chat"),              "Ctrl+N", Glyph::NewChat},
    {&Actions::writeQuestion,    QT_TRANSLATE_NOOP("Actions", "&Write a Question"),      "Ctrl+L"},
    {&Actions::attachFiles,      QT_TRANSLATE_NOOP("Actions", "Attach Te&xt Files…"),    "Ctrl+Shift+A"},
    {&Actions::editQuestion,     QT_TRANSLATE_NOOP("Actions", "Edit &Question"),         "Ctrl+Shift+E"},
    {&Actions::tryAgain,         QT_TRANSLATE_NOOP("Actions", "Try &Again"),             "Ctrl+Shift+T"},
    {&Actions::continueAnswer,   QT_TRANSLATE_NOOP("Actions", "&Continue Answer"),       "Ctrl+Shift+G"},
    {&Actions::previousVersion,  QT_TRANSLATE_NOOP("Actions", "Pre&vious Version"),      "Alt+Shift+Left"},
    {&Actions::nextVersion,      QT_TRANSLATE_NOOP("Actions", "Next Vers&ion"),          "Alt+Shift+Right"},
    {&Actions::back,             QT_TRANSLATE_NOOP("Actions", "&Back"),                  "Alt+Left", Glyph::Back},
    {&Actions::forward,          QT_TRANSLATE_NOOP("Actions", "&Forward"),               "Alt+Right", Glyph::Forward},
    {&Actions::clearFocus,       QT_TRANSLATE_NOOP("Actions", "&Clear Focus"),           "Esc", Glyph::Clear},
    {&Actions::follow,           QT_TRANSLATE_NOOP("Actions", "Follow the &Stream"),     "Ctrl+End"},
    {&Actions::showAll,          QT_TRANSLATE_NOOP("Actions", "Show &All Tokens"),       "Ctrl+0"},
    {&Actions::firstToken,        QT_TRANSLATE_NOOP("Actions", "F&irst Token"),             "Ctrl+Home"},
    {&Actions::nextToken,         QT_TRANSLATE_NOOP("Actions", "&Next Token"),              "Ctrl+Right"},
    {&Actions::previousToken,     QT_TRANSLATE_NOOP("Actions", "&Previous Token"),          "Ctrl+Left"},
    {&Actions::nextLayer,         QT_TRANSLATE_NOOP("Actions", "Next &Layer"),              "Ctrl+Down"},
    {&Actions::previousLayer,     QT_TRANSLATE_NOOP("Actions", "Previous La&yer"),          "Ctrl+Up"},
    {&Actions::nextExpert,        QT_TRANSLATE_NOOP("Actions", "Next &Expert"),             "Ctrl+Shift+Down"},
    {&Actions::previousExpert,    QT_TRANSLATE_NOOP("Actions", "Previous Exper&t"),         "Ctrl+Shift+Up"},
    {&Actions::nextPhase,         QT_TRANSLATE_NOOP("Actions", "Next P&hase"),              "Ctrl+PgDown"},
    {&Actions::previousPhase,     QT_TRANSLATE_NOOP("Actions", "Previous Ph&ase"),          "Ctrl+PgUp"},
    {&Actions::nextSentence,      QT_TRANSLATE_NOOP("Actions", "Ne&xt Sentence"),           "Alt+PgDown"},
    {&Actions::previousSentence,  QT_TRANSLATE_NOOP("Actions", "Pre&vious Sentence"),       "Alt+PgUp"},
    {&Actions::rangeRight,        QT_TRANSLATE_NOOP("Actions", "&Range to the Next Token"), "Ctrl+Shift+Right"},
    {&Actions::rangeLeft,         QT_TRANSLATE_NOOP("Actions", "Ran&ge to the Previous Token"), "Ctrl+Shift+Left"},
    {&Actions::rangePhaseRight,   QT_TRANSLATE_NOOP("Actions", "Range to the Pha&se's End"), "Ctrl+Shift+PgDown"},
    {&Actions::rangePhaseLeft,    QT_TRANSLATE_NOOP("Actions", "Range t&o the Phase's Beginning"), "Ctrl+Shift+PgUp"},
    {&Actions::play,             QT_TRANSLATE_NOOP("Actions", "&Play"),                  "Space", Glyph::Play},
    {&Actions::stepForward,      QT_TRANSLATE_NOOP("Actions", "One Token &On"),          "."},
    {&Actions::stepBack,         QT_TRANSLATE_NOOP("Actions", "One Token &Back"),        ","},
    {&Actions::stopPlaying,      QT_TRANSLATE_NOOP("Actions", "Stop Pla&ying"),          ""},
    {&Actions::pace,             QT_TRANSLATE_NOOP("Actions", "Playing Sp&eed"),         ""},
    {&Actions::findChat,         QT_TRANSLATE_NOOP("Actions", "&Find a Chat"),           "Ctrl+Shift+F"},
    {&Actions::renameChat,       QT_TRANSLATE_NOOP("Actions", "&Rename Chat"),           "F2"},
    {&Actions::keepCache,        QT_TRANSLATE_NOOP("Actions", "Keep the Ca&che"),        ""},
    {&Actions::deleteChat,       QT_TRANSLATE_NOOP("Actions", "&Delete Chat"),           ""},
    {&Actions::deleteAllChats,   QT_TRANSLATE_NOOP("Actions", "Delete &All Chats"),      ""},
    {&Actions::undoDelete,       QT_TRANSLATE_NOOP("Actions", "&Undo Delete"),           "Ctrl+Z"},
    {&Actions::keepChats,        QT_TRANSLATE_NOOP("Actions", "&Keep Chats"),            ""},
    {&Actions::openDataFolder,   QT_TRANSLATE_NOOP("Actions", "&Open Data Folder"),      ""},
    {&Actions::labStart,         QT_TRANSLATE_NOOP("Actions", "&Start Learning"),        "F5", Glyph::Play},
    {&Actions::labPause,         QT_TRANSLATE_NOOP("Actions", "&Pause"),                 "F6", Glyph::Pause},
    {&Actions::labStep,          QT_TRANSLATE_NOOP("Actions", "One S&tep"),              "F7", Glyph::StepForward},
    {&Actions::labStop,          QT_TRANSLATE_NOOP("Actions", "St&op Learning"),         "Shift+F5", Glyph::Stop},
    {&Actions::labBackToBest,    QT_TRANSLATE_NOOP("Actions", "&Back to Best"),          "", Glyph::Back},
    {&Actions::labUseInChat,     QT_TRANSLATE_NOOP("Actions", "&Use in Chat"),           "", Glyph::NewChat},
    {&Actions::labSaveModel,     QT_TRANSLATE_NOOP("Actions", "Save as &Model…"),        ""},
    {&Actions::labOpenRecord,    QT_TRANSLATE_NOOP("Actions", "Open &Learning Record…"), ""},
    {&Actions::modeChat,         QT_TRANSLATE_NOOP("Actions", "&Chat"),                  "Ctrl+1"},
    {&Actions::modeLearning,     QT_TRANSLATE_NOOP("Actions", "&Learning"),              "Ctrl+2"},
    {&Actions::resetLayout,      QT_TRANSLATE_NOOP("Actions", "&Reset Layout"),          "Ctrl+Shift+R"},
    {&Actions::themeSystem,      QT_TRANSLATE_NOOP("Actions", "As the &System"),         ""},
    {&Actions::themeLight,       QT_TRANSLATE_NOOP("Actions", "&Light"),                 ""},
    {&Actions::themeDark,        QT_TRANSLATE_NOOP("Actions", "&Dark"),                  ""},
    {&Actions::languageSystem,   QT_TRANSLATE_NOOP("Actions", "As the S&ystem"),         ""},
    {&Actions::languageEnglish,  QT_TRANSLATE_NOOP("Actions", "&English"),               ""},
    {&Actions::languageGerman,   QT_TRANSLATE_NOOP("Actions", "&Deutsch"),               ""},
    {&Actions::firstSteps,       QT_TRANSLATE_NOOP("Actions", "First &Steps"),           ""},
    {&Actions::shortcuts,        QT_TRANSLATE_NOOP("Actions", "&Keyboard Shortcuts"),    "F1"},
    {&Actions::about,            QT_TRANSLATE_NOOP("Actions", "&About Deepscope"),       ""},
};
// clang-format on

} // namespace

Actions makeActions(QWidget *window)
{
    Actions actions = {};
    for (const Entry &entry : Entries) {
        auto *action = new QAction(QCoreApplication::translate("Actions", entry.name), window);
        action->setShortcut(QKeySequence::fromString(QString::fromLatin1(entry.shortcut), QKeySequence::PortableText));
        if (entry.glyph)
            action->setIcon(glyphIcon(*entry.glyph));
        window->addAction(action);
        actions.*entry.action = action;
    }
    // Where nothing is being written.
    actions.shortcuts->setShortcuts({actions.shortcuts->shortcut(), QKeySequence(Qt::Key_Question)});
    actions.follow->setCheckable(true);
    actions.keepCache->setCheckable(true);
    actions.keepChats->setCheckable(true);
    actions.keepChats->setStatusTip(QCoreApplication::translate(
        "Actions", "Keep chats and what they show until they are deleted; otherwise they go when the program ends."));
    actions.themes = new QActionGroup(window);
    for (QAction *theme : {actions.themeSystem, actions.themeLight, actions.themeDark}) {
        theme->setCheckable(true);
        actions.themes->addAction(theme);
    }
    actions.languages = new QActionGroup(window);
    for (QAction *language : {actions.languageSystem, actions.languageEnglish, actions.languageGerman}) {
        language->setCheckable(true);
        actions.languages->addAction(language);
    }
    actions.modes = new QActionGroup(window);
    for (QAction *mode : {actions.modeChat, actions.modeLearning}) {
        mode->setCheckable(true);
        actions.modes->addAction(mode);
    }
    actions.modeChat->setChecked(true);
    actions.quit->setMenuRole(QAction::QuitRole);
    actions.about->setMenuRole(QAction::AboutRole);
    return actions;
}

} // namespace deepscope
