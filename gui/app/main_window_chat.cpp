// MainWindow: the chat that is shown, and the list of chats.
#include "app/main_window.h"

#include "app/chat_actions.h"
#include "app/chat_connections.h"
#include "app/chat_notices.h"
#include "app/chat_settings.h"
#include "app/docks.h"
#include "app/messages.h"
#include "paint/bidi_text.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "panels/chat_list/chat_list_panel.h"
#include "panels/memory/memory_panel.h"
#include "panels/token_strip/token_strip.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

namespace deepscope {

void MainWindow::connectChat()
{
    Composer *composer = m_chat->composer();
    connectChatWithWorkbench(*m_chat, m_workbench);
    connect(new ChatNotices(m_workbench, *m_chat), &ChatNotices::openWanted, this, &MainWindow::open);
    m_chatSettings = new ChatSettings(*composer, m_workbench, m_settings.generation());
    connect(m_chatSettings, &ChatSettings::planWanted, this, [memory = m_docks->memory()] {
        showDockOf(*memory);
        memory->showPlan();
    });
    connectKnownAnswers(*m_chat, m_workbench, m_settings, this);
    connectTokenColors(*m_chat, *m_docks->tokens(), m_workbench.attention());
    connectPresets(*composer->settingsForm(), m_settings.generation());
    connect(composer, &Composer::canSendChanged, this,
            [this, composer] { m_actions.send->setEnabled(composer->canSend()); });
    connect(m_actions.send, &QAction::triggered, composer, &Composer::submit);
    connect(m_actions.stop, &QAction::triggered, &m_workbench, [this] { m_workbench.stop(); });
    connect(m_actions.writeQuestion, &QAction::triggered, composer, &Composer::focusEditor);
    connect(m_actions.newChat, &QAction::triggered, this, [this, composer] {
        m_workbench.chats().beginNew();
        composer->focusEditor();
    });
    connectTextOfChat();
    const std::pair<QAction *, TurnCommand> commands[] = {{m_actions.editQuestion, TurnCommand::Edit},
                                                          {m_actions.tryAgain, TurnCommand::TryAgain},
                                                          {m_actions.continueAnswer, TurnCommand::GoOn},
                                                          {m_actions.previousVersion, TurnCommand::PreviousVersion},
                                                          {m_actions.nextVersion, TurnCommand::NextVersion}};
    for (const auto &[action, command] : commands)
        connect(action, &QAction::triggered, m_chat, [this, command = command] {
            if (const QString reason = m_chat->act(command); !reason.isEmpty())
                emit m_workbench.notice(reason);
        });
    connect(m_actions.copyAnswer, &QAction::triggered, m_chat, &ChatPanel::copyLastAnswer);
    connect(m_actions.copyQuestion, &QAction::triggered, this, [this] {
        if (const Run *run = m_workbench.store().current())
            QGuiApplication::clipboard()->setText(run->question());
    });
}

void MainWindow::connectChatList()
{
    auto *chats = new ChatActions(m_actions, m_workbench.chats(), m_docks->chatList(), m_workbench.caches());
    connect(chats, &ChatActions::deleted, this, [this](const QString &sentence) {
        m_messages->showNote(sentence, {tr("Undo"), [this] { m_actions.undoDelete->trigger(); }});
    });
    connect(&m_workbench, &Workbench::chatKeptAnew, this, [this](const QString &chat) {
        m_messages->showNote(tr("“%1” was deleted in another window. It goes on here, so it is kept once more.")
                                 .arg(isolated(m_workbench.chats().find(chat)->info.title)),
                             {});
    });
    connect(m_docks->chatList(), &ChatListPanel::notice, &m_workbench, &Workbench::notice);
    connect(chats, &ChatActions::restored, m_messages, &Messages::dropNote);
    m_actions.keepChats->setChecked(m_settings.keepsChats());
    m_workbench.setKeepsChats(m_settings.keepsChats());
    connect(m_actions.keepChats, &QAction::toggled, this, [this](bool keeps) {
        m_settings.setKeepsChats(keeps);
        m_workbench.setKeepsChats(keeps);
    });
    const bool hasFolder = !m_workbench.dataFolder().isEmpty();
    m_actions.keepChats->setEnabled(hasFolder);
    m_actions.openDataFolder->setEnabled(hasFolder);
    connect(m_actions.openDataFolder, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_workbench.dataFolder())); });
}

} // namespace deepscope
