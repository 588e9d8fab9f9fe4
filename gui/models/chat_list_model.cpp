#include "chat_list_model.h"

#include "agreement.h"
#include "paint/number_format.h"
#include "run_figures.h"

#include <algorithm>

namespace deepscope {

ChatListModel::ChatListModel(const RunStore &store, Chats &chats, QObject *parent)
    : QAbstractListModel(parent), m_store(store), m_chats(chats), m_today(&QDate::currentDate)
{
    connect(&chats, &Chats::listChanged, this, &ChatListModel::update);
    connect(&chats, &Chats::shownChanged, this, &ChatListModel::update);
    connect(&chats, &Chats::turnAdded, this, &ChatListModel::update);
    connect(&chats, &Chats::countingChanged, this, &ChatListModel::update);
    connect(&chats, &Chats::chatChanged, this, &ChatListModel::repaintChat);
    connect(&store, &RunStore::appended, this, [this](uint32_t run) {
        if (const Chat *chat = m_chats.chatOf(run))
            repaintChat(chat->info.id);
    });
    connect(&store, &RunStore::currentRunChanged, this, [this] {
        if (!m_rows.empty())
            emit dataChanged(index(0), index(rowCount() - 1), {CurrentRole});
    });
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        update();
        waitForMidnight();
    });
    waitForMidnight();
    update();
}

int ChatListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant ChatListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == KindRole)
        return int(row.kind);
    if (row.kind == Kind::Day)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(row.text) : QVariant();
    const Chat *chat = m_chats.find(row.text);
    if (!chat)
        return {};
    const QString name = row.kind == Kind::Turn ? m_store.run(row.run)->question().simplified() : chat->info.title;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return name;
    case Qt::ToolTipRole:
        return QString((QStringList(name) + figures(row)).join(u'\n') + u'\n' + chat->info.modelName);
    case Qt::AccessibleTextRole:
        return (QStringList(name) + figures(row)).join(QStringLiteral(", "));
    case ChatRole:
        return row.text;
    case RunRole:
        return row.run;
    case FiguresRole:
        return figures(row);
    case CurrentRole:
        return isCurrent(row);
    default:
        return {};
    }
}

bool ChatListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable) || value.toString().trimmed().isEmpty())
        return false;
    m_chats.rename(m_rows[size_t(index.row())].text, value.toString());
    return true;
}

// A day is words between the rows: keys pass over it.
Qt::ItemFlags ChatListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (m_rows[size_t(index.row())].kind == Kind::Day)
        return Qt::ItemNeverHasChildren;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return m_rows[size_t(index.row())].kind == Kind::Chat ? all | Qt::ItemIsEditable : all;
}

QHash<int, QByteArray> ChatListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert(
        {{KindRole, "kind"}, {ChatRole, "chat"}, {RunRole, "run"}, {FiguresRole, "figures"}, {CurrentRole, "current"}});
    return names;
}

void ChatListModel::setFilter(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    update();
}

void ChatListModel::setToday(std::function<QDate()> today)
{
    m_today = std::move(today);
    update();
}

int ChatListModel::currentRow() const
{
    const auto current = std::ranges::find_if(m_rows, [this](const Row &row) { return isCurrent(row); });
    return current == m_rows.end() ? -1 : int(current - m_rows.begin());
}

// Of a chat with several turns, the turn that the panels show; else the chat.
bool ChatListModel::isCurrent(const Row &row) const
{
    const Chat *shown = m_chats.shownChat();
    if (!shown || row.kind == Kind::Day || row.text != shown->info.id)
        return false;
    if (row.kind == Kind::Chat)
        return m_chats.shown().size() < 2;
    return m_store.current() && std::ranges::count(shown->turns.versionsOf(row.run), m_store.current()->id()) > 0;
}

std::vector<ChatListModel::Row> ChatListModel::wantedRows() const
{
    std::vector<Row> rows;
    QString day;
    for (const Chat &chat : m_chats.all()) {
        if (!matches(chat))
            continue;
        if (const QString own = dayOf(chat.info.changed); own != day) {
            rows.push_back({Kind::Day, own});
            day = own;
        }
        rows.push_back({Kind::Chat, chat.info.id});
        const std::vector<uint32_t> turns =
            m_chats.shownId() == chat.info.id ? m_chats.shown() : std::vector<uint32_t>{};
        for (const uint32_t run : turns)
            if (turns.size() > 1)
                rows.push_back({Kind::Turn, chat.info.id, run});
    }
    return rows;
}

bool ChatListModel::matches(const Chat &chat) const
{
    const QString text = chat.info.title + u'\n' + chat.info.questions + u'\n' + chat.info.modelName;
    return std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

QString ChatListModel::dayOf(const QDateTime &time) const
{
    const QDate day = time.date(), today = m_today();
    if (day == today)
        return tr("Today");
    if (day == today.addDays(-1))
        return tr("Yesterday");
    return formatDay(day, day.year() != today.year());
}

QStringList ChatListModel::figures(const Row &row) const
{
    const Chat &chat = *m_chats.find(row.text);
    if (row.kind == Kind::Turn)
        return turnFigures(chat.turns, row.run);
    if (chat.info.turns > 1)
        return {formatPlural(chat.info.turns, Noun::Question), chat.info.modelName};
    QStringList lines =
        chat.turns.empty() ? chat.info.summary.split(u'\n') : turnFigures(chat.turns, chat.turns.path(m_store).front());
    if (chat.recorded)
        lines = lines.mid(0, 1) << tr("recorded run");
    return lines;
}

// Of several answers what they agree on, and how long the one is that counts; of several versions which one it is.
QStringList ChatListModel::turnFigures(const ChatTurns &turns, uint32_t run) const
{
    const uint32_t counting = turns.countingOf(run, m_store);
    const std::vector<std::vector<uint32_t>> groups = turns.groupsOf(run, m_store);
    const auto group = std::ranges::find_if(
        groups, [&](const std::vector<uint32_t> &one) { return std::ranges::count(one, counting) > 0; });
    const Run &shown = *m_store.run(counting);
    QStringList lines = group->size() > 1 ? QStringList{Agreement(*group, m_store).words(), runTokens(shown)}
                                          : runSummary(shown).split(u'\n');
    if (groups.size() > 1)
        lines.front() =
            tr("version %1 of %2: %3").arg(group - groups.begin() + 1).arg(groups.size()).arg(lines.front());
    return lines;
}

// Only what differs between the same beginning and the same end is taken out and put in.
void ChatListModel::update()
{
    emit aboutToUpdate();
    std::vector<Row> wanted = wantedRows();
    const auto [oldDiffers, newDiffers] = std::ranges::mismatch(m_rows, wanted);
    const int first = int(oldDiffers - m_rows.begin());
    int oldEnd = int(m_rows.size()), newEnd = int(wanted.size());
    while (oldEnd > first && newEnd > first && m_rows[size_t(oldEnd) - 1] == wanted[size_t(newEnd) - 1]) {
        --oldEnd;
        --newEnd;
    }
    if (oldEnd > first) {
        beginRemoveRows({}, first, oldEnd - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + oldEnd);
        endRemoveRows();
    }
    if (newEnd > first) {
        beginInsertRows({}, first, newEnd - 1);
        m_rows.insert(m_rows.begin() + first, wanted.begin() + first, wanted.begin() + newEnd);
        endInsertRows();
    }
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
    emit updated();
}

// "Today" becomes "Yesterday" in a window that stays open.
void ChatListModel::waitForMidnight()
{
    const QDateTime now = QDateTime::currentDateTime();
    m_midnight.start(std::chrono::milliseconds(now.msecsTo(now.date().addDays(1).startOfDay()) + 1));
}

void ChatListModel::repaintChat(const QString &chat)
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_rows[size_t(row)].text == chat)
            emit dataChanged(index(row), index(row));
}

} // namespace deepscope
