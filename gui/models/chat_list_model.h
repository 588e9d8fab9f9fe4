// Chats as a list: newest first, below the day of their newest question; below the chat that is shown its turns, where
// it has several. What does not hold the filter's words is left out.
#pragma once

#include "chats.h"

#include <QAbstractListModel>
#include <QTimer>

#include <functional>

namespace deepscope {

class ChatListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum class Kind { Day, Chat, Turn };
    enum Roles {
        KindRole = Qt::UserRole + 1, // int(Kind)
        ChatRole,                    // the chat's id; empty for a day
        RunRole,                     // of a turn: the run's number
        FiguresRole, // at most two lines of small letters: "think 31 · answer 3", "0.5 s · 77 tokens/s"
        CurrentRole, // whether it is what is shown
    };

    ChatListModel(const RunStore &store, Chats &chats, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override; // renames a chat
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    // Every word must stand in the title, in one of the questions or in the model's name.
    void setFilter(const QString &words);
    void setToday(std::function<QDate()> today); // for tests
    int currentRow() const;                      // -1 = nothing is shown, or it is left out

signals:
    // Around every change of rows: a view moves its current row meanwhile, and nobody wished for that.
    void aboutToUpdate();
    void updated();

private:
    struct Row {
        Kind kind;
        QString text; // a day's words, else the chat's id
        uint32_t run = 0;
        bool operator==(const Row &) const = default;
    };

    std::vector<Row> wantedRows() const;
    bool matches(const Chat &chat) const;
    QString dayOf(const QDateTime &time) const;
    QStringList figures(const Row &row) const;
    QStringList turnFigures(const ChatTurns &turns, uint32_t run) const;
    bool isCurrent(const Row &row) const;
    void update();
    void waitForMidnight();
    void repaintChat(const QString &chat);

    const RunStore &m_store;
    Chats &m_chats;
    std::vector<Row> m_rows;
    QStringList m_words;
    std::function<QDate()> m_today;
    QTimer m_midnight;
};

} // namespace deepscope
