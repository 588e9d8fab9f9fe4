#include "chat_database.h"

#include "api/error.h"
#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "run_ending.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace deepscope {

namespace {

using Cause = ChatTrouble::Cause;

constexpr int FirstFormatWithRecords = 2, FirstFormatWithBranches = 3, FirstFormatWithLabels = 4;

QDateTime timeOf(const QVariant &milliseconds) { return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong()); }

QVariant stamp(const QDateTime &time) { return time.toMSecsSinceEpoch(); }

// A null string would become NULL.
QVariant textOf(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

// Another window, perhaps in another language, sees by it that the run is not at its end.
QVariant summaryOf(const KeptRun &run) { return textOf(run.summary == cutOffWords() ? cutOffMark() : run.summary); }

QString wordsOf(const QVariant &summary)
{
    const QString text = summary.toString();
    return text == cutOffMark() ? cutOffWords() : text;
}

// Shares the bytes, which must outlive it.
QVariant blobOf(const std::string &bytes) { return QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())); }

} // namespace

// Another instance may be doing the same: the version counts that is found inside of the transaction.
void ChatDatabase::migrate()
{
    transaction([this] {
        if (version() > int(m_schema.size()))
            throw ChatTrouble(Cause::Newer, m_path, tr("format %1").arg(version()));
        if (version() < int(m_schema.size())) {
            for (int step = version(); step < int(m_schema.size()); ++step)
                for (const QString &statement : m_schema[size_t(step)])
                    run(statement);
            run(QStringLiteral("PRAGMA user_version = %1").arg(m_schema.size()));
            run(QStringLiteral("PRAGMA application_id = %1").arg(ChatApplicationId));
        }
        // A file beside a log that can be read is opened to read, without a word: this says so, and changes nothing.
        run(QStringLiteral("DELETE FROM conversations WHERE 0"));
    });
}

int ChatDatabase::version() const
{
    QSqlQuery query = run(QStringLiteral("PRAGMA user_version"));
    return query.next() ? query.value(0).toInt() : 0;
}

QSqlQuery ChatDatabase::run(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool done = query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    done = done && query.exec();
    if (!done)
        throw ChatTrouble(query.lastError(), m_path);
    return query;
}

template <typename Work>
void ChatDatabase::transaction(Work work)
{
    run(QStringLiteral("BEGIN IMMEDIATE"));
    try {
        work();
        run(QStringLiteral("COMMIT"));
    } catch (const ChatTrouble &) {
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
        throw;
    }
}

std::vector<ChatInfo> ChatDatabase::list() const
{
    std::vector<ChatInfo> chats;
    if (version() == 0)
        return chats;
    QSqlQuery query =
        run(QStringLiteral("SELECT id, title, model_name, model_path, model_bytes, created, changed, %1, "
                           "(SELECT summary FROM runs WHERE conversation = id ORDER BY position DESC LIMIT 1), "
                           "(SELECT group_concat(question, char(10)) FROM (SELECT question FROM runs "
                           "WHERE conversation = id GROUP BY question ORDER BY min(position))), "
                           "(SELECT group_concat(summary, char(30)) FROM (SELECT summary FROM runs "
                           "WHERE conversation = id ORDER BY position)) "
                           "FROM conversations WHERE deleted IS NULL ORDER BY changed DESC")
                .arg(version() < FirstFormatWithBranches
                         ? QStringLiteral("(SELECT count(*) FROM runs WHERE conversation = id)")
                         : QStringLiteral("(SELECT count(DISTINCT coalesce(follows, -1)) FROM branches "
                                          "WHERE conversation = id)")));
    while (query.next()) {
        ChatInfo chat;
        chat.id = query.value(0).toString();
        chat.title = query.value(1).toString();
        chat.modelName = query.value(2).toString();
        chat.modelPath = query.value(3).toString();
        chat.modelBytes = query.value(4).toULongLong();
        chat.created = timeOf(query.value(5));
        chat.changed = timeOf(query.value(6));
        chat.turns = query.value(7).toInt();
        chat.summary = wordsOf(query.value(8));
        chat.questions = query.value(9).toString();
        chat.endings = query.value(10).toString();
        chats.push_back(std::move(chat));
    }
    // A page that cannot be read ends the rows without a word otherwise.
    if (query.lastError().isValid())
        throw ChatTrouble(query.lastError(), m_path);
    return chats;
}

int ChatDatabase::foreignChanges() const
{
    QSqlQuery query = run(QStringLiteral("PRAGMA data_version"));
    return query.next() ? query.value(0).toInt() : 0;
}

ReadRuns ChatDatabase::runsWithout(const QString &chat, const std::set<int> &positions) const
{
    ReadRuns read;
    int unread = 0;
    QString reason;
    const std::map<int, Branch> known = branches(chat);
    std::map<int, int> standIns; // for runs that cannot be read: what they go on with
    QSqlQuery query = run(QStringLiteral("SELECT position, summary, failure, recording FROM runs "
                                         "WHERE conversation = ? ORDER BY position"),
                          {chat});
    while (query.next()) {
        const int position = query.value(0).toInt();
        if (positions.contains(position))
            continue;
        Branch branch = known.contains(position) ? known.at(position) : Branch{};
        if (const auto standIn = standIns.find(branch.after); standIn != standIns.end())
            branch.after = standIn->second;
        try {
            const QByteArray bytes = query.value(3).toByteArray() + records({chat, position});
            read.runs.push_back(
                {readRunFile(reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size())),
                 wordsOf(query.value(1)), query.value(2).toString(), position, branch.after, branch.chosen,
                 labels({chat, position})});
        } catch (const Error &error) {
            standIns[position] = branch.after;
            ++unread;
            reason = engineSentence(error.what());
        }
    }
    if (query.lastError().isValid())
        throw ChatTrouble(query.lastError(), m_path);
    if (unread > 0)
        read.problem = tr("%1 of this chat cannot be read: %2").arg(formatPlural(unread, Noun::Turn), reason);
    return read;
}

// In an older file, which cannot be written and stays as it is, each run goes on with the one before it.
std::map<int, ChatDatabase::Branch> ChatDatabase::branches(const QString &chat) const
{
    QSqlQuery query =
        run(version() < FirstFormatWithBranches
                ? QStringLiteral("SELECT position, (SELECT max(position) FROM runs AS earlier WHERE "
                                 "earlier.conversation = runs.conversation AND earlier.position < runs.position), 0 "
                                 "FROM runs WHERE conversation = ?")
                : QStringLiteral("SELECT position, follows, chosen FROM branches WHERE conversation = ?"),
            {chat});
    std::map<int, Branch> branches;
    while (query.next())
        branches[query.value(0).toInt()] = {query.value(1).isNull() ? -1 : query.value(1).toInt(),
                                            query.value(2).toBool()};
    if (query.lastError().isValid())
        throw ChatTrouble(query.lastError(), m_path);
    return branches;
}

QByteArray ChatDatabase::records(const KeptPlace &place) const
{
    QByteArray all;
    if (version() < FirstFormatWithRecords)
        return all; // an older file that cannot be written, so it stays as it is
    QSqlQuery query = run(QStringLiteral("SELECT bytes FROM records WHERE conversation = ? AND position = ? "
                                         "ORDER BY part"),
                          {place.chat, place.position});
    while (query.next())
        all += query.value(0).toByteArray();
    if (query.lastError().isValid())
        throw ChatTrouble(query.lastError(), m_path);
    return all;
}

TokenLabels ChatDatabase::labels(const KeptPlace &place) const
{
    TokenLabels labels;
    if (version() < FirstFormatWithLabels)
        return labels;
    QSqlQuery query = run(QStringLiteral("SELECT name, first, behind FROM labels WHERE conversation = ? AND "
                                         "position = ? ORDER BY name, first"),
                          {place.chat, place.position});
    while (query.next())
        labels.push_back({query.value(0).toString(), {query.value(1).toInt(), query.value(2).toInt()}});
    if (query.lastError().isValid())
        throw ChatTrouble(query.lastError(), m_path);
    return labels;
}

void ChatDatabase::addLabels(const KeptPlace &place, const TokenLabels &labels)
{
    for (const TokenLabel &label : labels)
        run(QStringLiteral("INSERT INTO labels SELECT conversation, position, ?, ?, ? FROM runs "
                           "WHERE conversation = ? AND position = ?"),
            {textOf(label.name), label.tokens.begin, label.tokens.end, place.chat, place.position});
}

void ChatDatabase::changeLabels(const KeptPlace &place, const TokenLabels &before, const TokenLabels &now)
{
    transaction([&] {
        const TokenLabels changed = withChange(labels(place), before, now);
        run(QStringLiteral("DELETE FROM labels WHERE conversation = ? AND position = ?"), {place.chat, place.position});
        addLabels(place, changed);
    });
}

KeptPlace ChatDatabase::begin(const ChatInfo &chat, const KeptRun &kept)
{
    KeptPlace place{chat.id};
    const std::string bytes = runFileBytes(kept.recorded);
    transaction([&] {
        run(QStringLiteral("INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?, NULL) "
                           "ON CONFLICT (id) DO UPDATE SET model_name = excluded.model_name, "
                           "model_path = excluded.model_path, model_bytes = excluded.model_bytes, "
                           "changed = excluded.changed, deleted = NULL"),
            {chat.id, textOf(chat.title), textOf(chat.modelName), textOf(chat.modelPath),
             QVariant::fromValue(qlonglong(chat.modelBytes)), stamp(chat.created), stamp(chat.changed)});
        QSqlQuery next =
            run(QStringLiteral("SELECT 1 + coalesce(max(position), -1) FROM runs WHERE conversation = ?"), {chat.id});
        next.next();
        place.position = next.value(0).toInt();
        run(QStringLiteral("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)"),
            {chat.id, place.position, textOf(QString::fromStdString(kept.recorded.question)), summaryOf(kept),
             textOf(kept.failure), blobOf(bytes)});
        run(QStringLiteral("INSERT INTO branches VALUES (?, ?, ?, ?)"),
            {chat.id, place.position, kept.after < 0 ? QVariant() : QVariant(kept.after), kept.chosen});
        addLabels(place, kept.labels);
    });
    return place;
}

bool ChatDatabase::append(const KeptPlace &place, const std::string &records)
{
    return run(QStringLiteral("INSERT INTO records SELECT conversation, position, (SELECT 1 + coalesce(max(part), -1) "
                              "FROM records WHERE conversation = runs.conversation AND position = runs.position), ? "
                              "FROM runs WHERE conversation = ? AND position = ?"),
               {blobOf(records), place.chat, place.position})
               .numRowsAffected() > 0;
}

bool ChatDatabase::finish(const KeptPlace &place, const std::string &records, const KeptRun &kept)
{
    bool isThere = false;
    transaction([&] {
        if (!records.empty())
            append(place, records);
        isThere =
            run(QStringLiteral("UPDATE runs SET summary = ?, failure = ? WHERE conversation = ? AND position = ?"),
                {summaryOf(kept), textOf(kept.failure), place.chat, place.position})
                .numRowsAffected() > 0;
    });
    return isThere;
}

void ChatDatabase::choose(const KeptPlace &place)
{
    run(QStringLiteral("UPDATE branches SET chosen = (position = ?) WHERE conversation = ? AND follows IS "
                       "(SELECT follows FROM branches WHERE conversation = ? AND position = ?)"),
        {place.position, place.chat, place.chat, place.position});
}

void ChatDatabase::unchoose(const KeptPlace &place)
{
    run(QStringLiteral("UPDATE branches SET chosen = 0 WHERE conversation = ? AND follows IS "
                       "(SELECT follows FROM branches WHERE conversation = ? AND position = ?)"),
        {place.chat, place.chat, place.position});
}

bool ChatDatabase::holds(const QString &chat) const
{
    return run(QStringLiteral("SELECT 1 FROM conversations WHERE id = ?"), {chat}).next();
}

void ChatDatabase::rename(const QString &chat, const QString &title)
{
    run(QStringLiteral("UPDATE conversations SET title = ? WHERE id = ?"), {textOf(title), chat});
}

void ChatDatabase::setDeleted(const QStringList &chats, bool deleted)
{
    const QVariant when = deleted ? stamp(QDateTime::currentDateTime()) : QVariant();
    transaction([&] {
        for (const QString &chat : chats)
            run(QStringLiteral("UPDATE conversations SET deleted = ? WHERE id = ?"), {when, chat});
    });
}

void ChatDatabase::purge(const QStringList &chats)
{
    transaction([&] {
        for (const QString &chat : chats)
            run(QStringLiteral("DELETE FROM conversations WHERE id = ? AND deleted IS NOT NULL"), {chat});
    });
}

void ChatDatabase::purgeDeletedBefore(const QDateTime &time)
{
    run(QStringLiteral("DELETE FROM conversations WHERE deleted < ?"), {stamp(time)});
}

} // namespace deepscope
