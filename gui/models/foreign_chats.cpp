#include "foreign_chats.h"

#include <QJsonArray>
#include <QJsonObject>

namespace deepscope {

namespace {

using Author = ForeignMessage::Author;

Author authorOf(const QString &role)
{
    return role == QStringLiteral("user")                                            ? Author::User
           : role == QStringLiteral("assistant")                                     ? Author::Assistant
           : role == QStringLiteral("system") || role == QStringLiteral("developer") ? Author::System
                                                                                     : Author::Other;
}

// Seconds or milliseconds since 1970, as programs have it.
QDateTime timeOf(const QJsonValue &value)
{
    constexpr double FirstMilliseconds = 1e11; // in seconds, the year 5138
    const double number = value.toDouble();
    if (!(number > 0) || number > 1e14)
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(number < FirstMilliseconds ? number * 1000 : number));
}

bool isThought(const QString &type)
{
    return type == QStringLiteral("thinking") || type == QStringLiteral("reasoning");
}

void addPiece(QString &text, const QString &piece)
{
    if (!text.isEmpty() && !piece.isEmpty())
        text += u'\n';
    text += piece;
}

// A text, or a list of parts: texts are joined, what is none is counted.
void readContent(const QJsonValue &content, ForeignMessage &message, LeftOutParts &leftOut)
{
    if (content.isString())
        return addPiece(message.text, content.toString());
    for (const QJsonValue part : content.toArray()) {
        const QJsonObject object = part.toObject();
        const QString type = object["type"].toString();
        if (part.isString())
            addPiece(message.text, part.toString());
        else if (isThought(type))
            addPiece(message.thought, object[object.contains(type) ? type : QStringLiteral("text")].toString());
        else if (object["text"].isString())
            addPiece(message.text, object["text"].toString());
        else
            ++leftOut.attachments;
    }
}

QString firstText(const QJsonObject &object, std::initializer_list<const char *> names)
{
    for (const char *name : names)
        if (const QString text = object[QLatin1String(name)].toString(); !text.isEmpty())
            return text;
    return {};
}

// {"role": …, "content": …} and what often stands beside it.
ForeignMessage readMessage(const QJsonObject &object, LeftOutParts &leftOut)
{
    ForeignMessage message;
    message.author = authorOf(object["role"].toString());
    message.thought = firstText(object, {"reasoning_content", "reasoning", "thinking"});
    message.model = firstText(object, {"model"});
    if (message.author == Author::Other)
        return message;
    readContent(object["content"], message, leftOut);
    leftOut.attachments += int(object["files"].toArray().size() + object["images"].toArray().size());
    if (message.author == Author::Assistant)
        splitThought(message);
    return message;
}

bool isMessage(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return object["role"].isString() && object.contains(QStringLiteral("content"));
}

bool isMessages(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    return !list.isEmpty() && isMessage(list.first());
}

ForeignChat readMessages(const QJsonArray &list)
{
    ForeignChat chat;
    for (const QJsonValue message : list)
        chat.messages.append(readMessage(message.toObject(), chat.leftOut));
    return chat;
}

// Open WebUI: {"chat": {"title", "models", "params": {"system"}, "history": {"messages": {ID: {"parentId", "role",
// "content"}}, "currentId"}}}
ForeignChat readWebUi(const QJsonObject &outer, const QJsonObject &inner)
{
    ForeignChat chat;
    const QJsonObject history = inner["history"].toObject(), messages = history["messages"].toObject();
    for (auto it = messages.begin(); it != messages.end(); ++it) {
        ForeignMessage message = readMessage(it->toObject(), chat.leftOut);
        message.parent = it->toObject()["parentId"].toString();
        message.order = it->toObject()["timestamp"].toDouble();
        chat.messages.add(it.key(), std::move(message));
    }
    if (chat.messages.empty())
        chat = readMessages(inner["messages"].toArray());
    chat.current = history["currentId"].toString();
    chat.system = firstText(inner["params"].toObject(), {"system"});
    chat.title = firstText(inner, {"title"});
    if (chat.title.isEmpty())
        chat.title = firstText(outer, {"title"});
    chat.created = timeOf(outer.contains(QStringLiteral("created_at")) ? outer["created_at"] : inner["timestamp"]);
    chat.changed = timeOf(outer["updated_at"]);
    return chat;
}

// ChatGPT: {"title", "create_time", "mapping": {ID: {"parent", "message": {"author": {"role"}, "content": {"parts"}}}},
// "current_node"}
ForeignChat readMapping(const QJsonObject &object)
{
    ForeignChat chat;
    const QJsonObject mapping = object["mapping"].toObject();
    for (auto it = mapping.begin(); it != mapping.end(); ++it) {
        const QJsonObject node = it->toObject(), inner = node["message"].toObject();
        const QJsonObject content = inner["content"].toObject();
        ForeignMessage message;
        message.parent = node["parent"].toString();
        message.order = inner["create_time"].toDouble();
        message.author = authorOf(inner["author"].toObject()["role"].toString());
        const QJsonObject about = inner["metadata"].toObject();
        message.model = about["model_slug"].toString();
        // The program's own words to the model, which no person wrote for this chat.
        const bool hidden = about["is_visually_hidden_from_conversation"].toBool();
        for (const QJsonValue thought : content["thoughts"].toArray())
            addPiece(message.thought, thought.toObject()["content"].toString());
        if (message.author != Author::Other)
            readContent(content["parts"], message, chat.leftOut);
        // The root and what steers the program: nobody would miss it.
        const bool says = content["parts"].isArray() ? !content["parts"].toArray().first().toString().isEmpty()
                                                     : content["text"].isString();
        if (message.author == Author::Other ? !says : message.text.isEmpty() && message.thought.isEmpty())
            message.author = says && message.author != Author::Other ? Author::Other : Author::Nobody;
        if (hidden && message.author == Author::System)
            message.author = Author::Nobody;
        chat.messages.add(it.key(), std::move(message));
    }
    chat.current = object["current_node"].toString();
    chat.title = object["title"].toString();
    chat.created = timeOf(object["create_time"]);
    chat.changed = timeOf(object["update_time"]);
    return chat;
}

// LM Studio: {"name", "createdAt", "systemPrompt", "messages": [{"versions": [{"role", "content" or "steps"}],
// "currentlySelected"}]}
bool isStudioMessage(const QJsonValue &value) { return value.toObject()["versions"].isArray(); }

ForeignMessage readStudioVersion(const QJsonObject &version, LeftOutParts &leftOut)
{
    ForeignMessage message;
    message.author = authorOf(version["role"].toString());
    if (message.author == Author::Other)
        return message;
    readContent(version["content"], message, leftOut);
    for (const QJsonValue value : version["steps"].toArray()) {
        const QJsonObject step = value.toObject();
        if (step["type"] != QStringLiteral("contentBlock"))
            continue; // of the program's own
        ForeignMessage piece;
        readContent(step["content"], piece, leftOut);
        const bool thinks = isThought(step["style"].toObject()["type"].toString());
        addPiece(thinks ? message.thought : message.text, piece.text);
        addPiece(message.thought, piece.thought);
        if (message.model.isEmpty())
            message.model = step["genInfo"].toObject()["identifier"].toString();
    }
    if (message.author == Author::Assistant)
        splitThought(message);
    return message;
}

ForeignChat readStudio(const QJsonObject &object)
{
    ForeignChat chat;
    QString before;
    const QJsonArray messages = object["messages"].toArray();
    for (qsizetype place = 0; place < messages.size(); ++place) {
        const QJsonObject outer = messages[place].toObject();
        const QJsonArray versions = outer["versions"].toArray();
        const int selected = outer["currentlySelected"].toInt();
        QString shown;
        for (qsizetype i = 0; i < versions.size(); ++i) {
            ForeignMessage message = readStudioVersion(versions[i].toObject(), chat.leftOut);
            message.parent = before;
            const QString id = QStringLiteral("%1/%2").arg(place).arg(i);
            chat.messages.add(id, std::move(message));
            if (i == selected || shown.isEmpty())
                shown = id;
        }
        before = shown.isEmpty() ? before : shown;
    }
    chat.current = before;
    chat.system = firstText(object, {"systemPrompt"});
    chat.title = object["name"].toString();
    chat.created = timeOf(object["createdAt"]);
    chat.changed = timeOf(object["userLastMessagedAt"]);
    return chat;
}

} // namespace

std::optional<ForeignChat> readForeignChat(const QJsonValue &value)
{
    if (isMessages(value))
        return readMessages(value.toArray());
    const QJsonObject object = value.toObject(), inner = object["chat"].toObject();
    if (object["mapping"].isObject())
        return readMapping(object);
    if (inner["history"].isObject() || isMessages(inner["messages"]))
        return readWebUi(object, inner);
    if (object["history"].toObject()["messages"].isObject())
        return readWebUi({}, object);
    const QJsonArray messages = object["messages"].toArray();
    if (!messages.isEmpty() && isStudioMessage(messages.first()))
        return readStudio(object);
    if (!isMessages(object["messages"]))
        return std::nullopt;
    ForeignChat chat = readMessages(messages);
    chat.title = firstText(object, {"title", "name"});
    return chat;
}

} // namespace deepscope
