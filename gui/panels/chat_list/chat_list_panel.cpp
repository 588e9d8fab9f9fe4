#include "panels/chat_list/chat_list_panel.h"

#include "models/chat_list_model.h"
#include "paint/type_scale.h"
#include "panels/chat_list/chat_delegate.h"
#include "panels/chat_list/chat_list_view.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace deepscope {

namespace {

constexpr size_t Many = 8; // chats that are found without a filter

using Kind = ChatListModel::Kind;

Kind kindOf(const QModelIndex &index) { return static_cast<Kind>(index.data(ChatListModel::KindRole).toInt()); }

} // namespace

ChatListPanel::ChatListPanel(RunStore &store, Chats &chats, QWidget *parent)
    : QWidget(parent), m_store(store), m_chats(chats), m_model(new ChatListModel(store, chats, this)),
      m_filter(new QLineEdit), m_list(new ChatListView), m_message(new PanelMessageView), m_stack(new QStackedWidget),
      m_note(new ElidedLabel)
{
    arrange();
    connect(m_filter, &QLineEdit::textChanged, m_model, &ChatListModel::setFilter);
    connect(m_model, &ChatListModel::aboutToUpdate, this, [this] {
        m_updating = true;
        m_unfinished = unfinishedName();
    });
    connect(m_model, &ChatListModel::updated, this, [this] {
        m_updating = false;
        showState();
        goOnRenaming();
        showCurrent();
    });
    connect(m_list, &ChatListView::wanted, this, &ChatListPanel::open);
    connect(m_list, &ChatListView::notWanted, this, &ChatListPanel::showCurrent);
    connect(m_list, &ChatListView::deleteWanted, this, &ChatListPanel::deleteByKey);
    connect(m_list, &ChatListView::menuWanted, this, &ChatListPanel::showMenu);
    connect(&store, &RunStore::currentRunChanged, this, &ChatListPanel::showCurrent);
    connect(&chats, &Chats::openingChanged, this, [this] {
        if (m_chats.opening().isEmpty())
            showCurrent();
    });
    connect(&chats, &Chats::keepingChanged, this, &ChatListPanel::showState);
    showState();
    showCurrent();
}

void ChatListPanel::arrange()
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_filter->setObjectName(QStringLiteral("chatFilter"));
    m_filter->setPlaceholderText(tr("Find a chat"));
    m_filter->setAccessibleName(tr("Filter of the chats"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("chatList"));
    m_list->setAccessibleName(tr("Chats"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChatDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // renameSelected() only: a click opens
    setFocusProxy(m_list);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_list);
    m_note->setObjectName(QStringLiteral("chatNote"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *small : {static_cast<QWidget *>(m_filter), static_cast<QWidget *>(m_note)})
        small->setContentsMargins(Step, 0, Step, 0);
    column->addWidget(m_filter);
    column->addWidget(m_stack, 1);
    column->addWidget(m_note);
}

QListView *ChatListPanel::list() const { return m_list; }

void ChatListPanel::setMenus(const QList<QAction *> &ofChat, const QList<QAction *> &ofTurn)
{
    m_chatMenu = ofChat;
    m_turnMenu = ofTurn;
}

void ChatListPanel::open(const QModelIndex &index)
{
    if (m_updating || !index.isValid())
        return;
    const QString chat = index.data(ChatListModel::ChatRole).toString();
    if (kindOf(index) == Kind::Turn)
        m_store.setCurrent(index.data(ChatListModel::RunRole).toUInt());
    else if (!m_chats.shownChat() || m_chats.shownChat()->info.id != chat)
        m_chats.open(chat);
}

void ChatListPanel::mark(const QModelIndex &index)
{
    m_updating = true; // to be marked is not to be opened
    m_list->setCurrentIndex(index);
    m_updating = false;
}

// The menu is about the row that it was called on, also where another chat is shown and stays shown.
void ChatListPanel::showMenu(const QModelIndex &index, const QPoint &where)
{
    if (kindOf(index) == Kind::Day)
        return;
    const bool turn = kindOf(index) == Kind::Turn;
    if (turn)
        open(index);
    mark(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(turn ? m_turnMenu : m_chatMenu);
    // When what was chosen there has been done.
    connect(menu, &QMenu::aboutToHide, this, &ChatListPanel::showCurrent, Qt::QueuedConnection);
    menu->popup(where);
}

// The list marks what all panels show; after "New chat" that is nothing.
void ChatListPanel::showCurrent()
{
    if (m_updating || m_list->isEditing() || !m_chats.opening().isEmpty())
        return;
    const int row = m_model->currentRow();
    if (row < 0) {
        m_list->selectionModel()->clear();
        return;
    }
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row));
}

void ChatListPanel::showState()
{
    const bool none = m_chats.all().empty();
    if (none)
        m_message->setMessage({PanelMessage::Kind::Empty, tr("No chats yet"),
                               m_chats.keeping()
                                   ? tr("Each question that you ask is kept here, with what it took.")
                                   : tr("Each question that you ask is listed here, with what it took.")});
    else
        m_message->setMessage({PanelMessage::Kind::Empty, tr("No chat found"),
                               tr("None has these words in its title, its questions or the name of its model.")});
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    m_filter->setVisible(m_finding || !m_filter->text().isEmpty() || m_chats.all().size() > Many);
    m_note->setText(tr("New chats are not kept."), true);
    m_note->setVisible(!m_chats.keeping());
}

void ChatListPanel::find()
{
    m_finding = true;
    showState();
    m_filter->setFocus();
    m_filter->selectAll();
}

QModelIndex ChatListPanel::selectedChat() const
{
    QModelIndex index = m_list->currentIndex();
    while (index.isValid() && kindOf(index) == Kind::Turn)
        index = index.siblingAtRow(index.row() - 1);
    return index;
}

const Chat *ChatListPanel::selected() const
{
    return m_chats.find(selectedChat().data(ChatListModel::ChatRole).toString());
}

void ChatListPanel::renameSelected()
{
    const QModelIndex chat = selectedChat();
    if (!chat.isValid())
        return;
    mark(chat);
    m_list->setFocus();
    m_list->edit(chat);
}

std::optional<ChatListPanel::UnfinishedName> ChatListPanel::unfinishedName() const
{
    if (m_list->isEditing())
        for (const QLineEdit *editor : m_list->viewport()->findChildren<QLineEdit *>())
            if (editor->isVisible()) // those of before may not be gone yet
                return UnfinishedName{selectedChat().data(ChatListModel::ChatRole).toString(), editor->text(),
                                      editor->cursorPosition()};
    return {};
}

// A row that moves loses its editor, and what a person has written there.
void ChatListPanel::goOnRenaming()
{
    const std::optional<UnfinishedName> unfinished = std::exchange(m_unfinished, std::nullopt);
    if (!unfinished || m_list->isEditing())
        return;
    const QModelIndexList chats =
        m_model->match(m_model->index(0), ChatListModel::ChatRole, unfinished->chat, 1, Qt::MatchExactly);
    if (chats.isEmpty() || kindOf(chats.front()) != Kind::Chat)
        return;
    const QList<QLineEdit *> gone = m_list->viewport()->findChildren<QLineEdit *>();
    mark(chats.front());
    m_list->edit(chats.front());
    for (QLineEdit *editor : m_list->viewport()->findChildren<QLineEdit *>())
        if (!gone.contains(editor)) {
            editor->setText(unfinished->text);
            editor->setCursorPosition(unfinished->cursor);
        }
}

void ChatListPanel::deleteSelected()
{
    if (const QModelIndex chat = selectedChat(); chat.isValid())
        m_chats.remove({chat.data(ChatListModel::ChatRole).toString()});
}

void ChatListPanel::deleteByKey()
{
    if (kindOf(m_list->currentIndex()) == Kind::Turn)
        emit notice(tr("This is one question of a chat. Del on the chat's own row deletes the whole chat."));
    else
        deleteSelected();
}

// Keys that mean something else elsewhere in the window.
bool ChatListPanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool before = event->type() == QEvent::ShortcutOverride; // asks who wants the key
    if (watched != m_filter || !(before || event->type() == QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (before) {
        event->setAccepted(key == Qt::Key_Escape);
        return key == Qt::Key_Escape;
    }
    if (key == Qt::Key_Down) {
        m_list->setFocus();
        return true;
    }
    if (key == Qt::Key_Escape) {
        m_finding = false;
        m_filter->clear();
        showState();
        m_list->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace deepscope
