#include "actions.h"

#include "models/chat_list_model.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

namespace deepscope::soak {

namespace {

QListView *list(Person &person) { return person.window.findChild<QListView *>("chatList"); }

// A row that is in sight; invalid: there is none.
QModelIndex anyRow(Person &person, ChatListModel::Kind kind)
{
    QListView *view = list(person);
    std::vector<QModelIndex> rows;
    for (int row = 0; view->isVisible() && row < view->model()->rowCount(); ++row) {
        const QModelIndex index = view->model()->index(row, 0);
        if (index.data(ChatListModel::KindRole).toInt() == int(kind))
            rows.push_back(index);
    }
    return rows.empty() ? QModelIndex() : person.pick(rows);
}

bool clickRow(Person &person, ChatListModel::Kind kind)
{
    const QModelIndex row = anyRow(person, kind);
    if (!row.isValid())
        return false;
    list(person)->scrollTo(row);
    person.click(list(person)->viewport(), list(person)->visualRect(row).center());
    return true;
}

bool newChat(Person &person) { return person.trigger(person.actions().newChat); }

bool switchChat(Person &person)
{
    if (!clickRow(person, ChatListModel::Kind::Chat))
        return false;
    if (person.chance(0.7)) // and look at it
        person.waitFor([&person] { return person.bench().chats().opening().isEmpty(); }, 3000);
    return true;
}

bool switchTurn(Person &person) { return clickRow(person, ChatListModel::Kind::Turn); }

bool deleteChat(Person &person)
{
    Chats &chats = person.bench().chats();
    if (chats.all().size() < 2 || !clickRow(person, ChatListModel::Kind::Chat))
        return false;
    const size_t before = chats.all().size();
    if (!person.trigger(person.actions().deleteChat))
        return false; // its answer is under way
    if (chats.all().size() + 1 != before)
        qWarning("A chat was deleted, and %zu of %zu are there", chats.all().size(), before);
    return true;
}

bool deleteByKey(Person &person)
{
    if (person.bench().chats().all().size() < 2 || !clickRow(person, ChatListModel::Kind::Chat))
        return false;
    QTest::keyClick(list(person), Qt::Key_Delete);
    return true;
}

bool undoDelete(Person &person)
{
    Chats &chats = person.bench().chats();
    const size_t before = chats.all().size();
    if (!person.trigger(person.actions().undoDelete))
        return false;
    if (chats.all().size() <= before)
        qWarning("A chat was brought back, and %zu are there as before", before);
    return true;
}

bool deleteAll(Person &person) { return person.trigger(person.actions().deleteAllChats); }

bool rename(Person &person)
{
    if (!clickRow(person, ChatListModel::Kind::Chat) || !person.trigger(person.actions().renameChat))
        return false;
    const QList<QLineEdit *> editors = person.visible<QLineEdit>({}, list(person)->viewport());
    if (editors.isEmpty())
        return true;
    editors.front()->setText(person.pick(QStringList{"A name", "שם", "", QString("long ").repeated(80), "<b>&"}));
    QTest::keyClick(editors.front(), person.chance(0.7) ? Qt::Key_Return : Qt::Key_Escape);
    return true;
}

bool filter(Person &person)
{
    const QList<QLineEdit *> fields = person.visible<QLineEdit>("chatFilter");
    if (fields.isEmpty() && !person.trigger(person.actions().findChat))
        return false;
    for (QLineEdit *field : person.visible<QLineEdit>("chatFilter")) {
        field->setText(person.pick(QStringList{"what", "47", "nowhere at all", "default"}));
        QTest::keyClick(field, Qt::Key_Escape);
        field->clear();
    }
    return true;
}

bool walkRows(Person &person)
{
    if (!list(person)->isVisible() || list(person)->model()->rowCount() == 0)
        return false;
    list(person)->setFocus();
    for (int steps = 1 + person.below(5); steps > 0; --steps)
        QTest::keyClick(list(person), person.pick(QList<Qt::Key>{Qt::Key_Down, Qt::Key_Up, Qt::Key_Return}));
    return true;
}

} // namespace

std::vector<SoakAction> chatActions()
{
    return {
        {"new chat", 10, newChat},           {"switch the chat", 16, switchChat}, {"switch the turn", 5, switchTurn},
        {"delete a chat", 7, deleteChat},    {"delete by key", 3, deleteByKey},   {"undo a deletion", 5, undoDelete},
        {"delete all chats", 1, deleteAll},  {"rename a chat", 3, rename},        {"filter chats", 2, filter},
        {"walk through chats", 3, walkRows},
    };
}

} // namespace deepscope::soak
