#include "chat_json.h"
#include "paint/texts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int ChatJsonVersion = 1;
constexpr double GreatestExact = 9007199254740992; // whole numbers up to here are the same everywhere

constexpr FinishReason Endings[] = {FinishReason::EndToken,  FinishReason::TokenLimit, FinishReason::ContextFull,
                                    FinishReason::Cancelled, FinishReason::Failed,     FinishReason::StopText};

QString isoTime(const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QJsonValue wholeNumber(uint64_t number)
{
    return double(number) < GreatestExact ? QJsonValue(qint64(number)) : QJsonValue(QString::number(number));
}

// As the shortest decimal that means the same float.
double decimal(float value) { return QString::number(value, 'g', 7).toDouble(); }

QJsonObject samplingObject(const Sampling &sampling, uint32_t sample)
{
    QJsonObject object{{"temperature", decimal(sampling.temperature)},
                       {"top_p", decimal(sampling.topP)},
                       {"top_k", qint64(sampling.topK)},
                       {"min_p", decimal(sampling.minP)},
                       {"repetition_penalty", decimal(sampling.repetitionPenalty)},
                       {"presence_penalty", decimal(sampling.presencePenalty)},
                       {"frequency_penalty", decimal(sampling.frequencyPenalty)},
                       {"seed", wholeNumber(sampling.seed)}};
    if (sample > 0)
        object["sample"] = qint64(sample);
    return object;
}

QJsonObject figuresObject(const RunSummary &summary)
{
    return {{"prompt_tokens", qint64(summary.promptTokens)}, {"reused_tokens", qint64(summary.reusedTokens)},
            {"think_tokens", qint64(summary.thinkTokens)},   {"answer_tokens", qint64(summary.answerTokens)},
            {"prefill_seconds", summary.prefillSeconds},     {"think_seconds", summary.thinkSeconds},
            {"answer_seconds", summary.answerSeconds}};
}

QJsonObject turnObject(const DocumentAnswer &answer)
{
    QJsonObject object{{"question", answer.question},
                       {"answer", answer.answer},
                       {"follows", answer.after < 0 ? QJsonValue() : QJsonValue(answer.after)},
                       {"counts", answer.counts},
                       {"chosen", answer.chosen},
                       {"ending", finishReasonName(answer.ending)},
                       {"making", QJsonArray::fromStringList(answer.making)}};
    if (!answer.thought.isEmpty())
        object["thought"] = answer.thought;
    if (!answer.model.isEmpty())
        object["model"] = answer.model;
    if (!answer.failure.isEmpty())
        object["failure"] = answer.failure;
    if (answer.sampling)
        object["sampling"] = samplingObject(*answer.sampling, answer.sample);
    if (!answer.system.isEmpty())
        object["system"] = answer.system;
    if (answer.maxTokens > 0)
        object["max_tokens"] = qint64(answer.maxTokens);
    if (answer.thoughtLimit > 0)
        object["thought_limit"] = qint64(answer.thoughtLimit);
    if (!answer.stops.isEmpty())
        object["stop"] = QJsonArray::fromStringList(answer.stops);
    if (answer.summary)
        object["figures"] = figuresObject(*answer.summary);
    return object;
}

void addMessages(QJsonArray &messages, const DocumentAnswer &answer)
{
    if (!answer.question.isEmpty())
        messages.append(QJsonObject{{"role", "user"}, {"content", answer.question}});
    if (answer.answer.isEmpty() && answer.thought.isEmpty())
        return;
    QJsonObject message{{"role", "assistant"}, {"content", answer.answer}};
    if (!answer.thought.isEmpty())
        message["reasoning_content"] = answer.thought;
    messages.append(message);
}

FinishReason endingOf(const QString &name)
{
    const auto *found =
        std::ranges::find_if(Endings, [&](FinishReason reason) { return name == finishReasonName(reason); });
    return found == std::end(Endings) ? FinishReason::EndToken : *found;
}

// What follows a turn that is not before it would follow nothing.
QString readTurn(const QJsonValue &value, ChatDocument &document)
{
    const int place = int(document.answers.size());
    const QJsonObject turn = value.toObject();
    if (!value.isObject() || !turn["question"].isString() || !turn["answer"].isString())
        return tr("turn %1 has no question or no answer").arg(place + 1);
    DocumentAnswer answer;
    const QJsonValue follows = turn["follows"];
    answer.after = follows.toInt(-1);
    if (answer.after < -1 || answer.after >= place || (!follows.isNull() && !follows.isUndefined() && answer.after < 0))
        return tr("turn %1 follows one that is not before it").arg(place + 1);
    answer.question = turn["question"].toString();
    answer.answer = turn["answer"].toString();
    answer.thought = turn["thought"].toString();
    answer.model = turn["model"].toString();
    answer.counts = turn["counts"].toBool();
    answer.chosen = turn["chosen"].toBool();
    answer.ending = endingOf(turn["ending"].toString());
    answer.failure = turn["failure"].toString();
    // Where nothing says which turns count, all do.
    if (answer.counts || std::ranges::none_of(document.answers, &DocumentAnswer::counts))
        document.system = turn["system"].toString();
    document.answers.push_back(std::move(answer));
    return {};
}

} // namespace

QByteArray chatJson(const ChatDocument &document)
{
    QJsonArray messages, turns;
    const std::vector<const DocumentAnswer *> path = document.path();
    if (!path.empty() && !path.back()->system.isEmpty())
        messages.append(QJsonObject{{"role", "system"}, {"content", path.back()->system}});
    for (const DocumentAnswer *answer : path)
        addMessages(messages, *answer);
    for (const DocumentAnswer &answer : document.answers)
        turns.append(turnObject(answer));
    return QJsonDocument(QJsonObject{{"format", "deepscope-chat"},
                                     {"version", ChatJsonVersion},
                                     {"title", document.title},
                                     {"created", isoTime(document.created)},
                                     {"changed", isoTime(document.changed)},
                                     {"messages", messages},
                                     {"turns", turns}})
        .toJson();
}

bool isChatJson(const QJsonObject &object) { return object["format"] == QStringLiteral("deepscope-chat"); }

QString readChatJson(const QJsonObject &object, ChatDocument &document)
{
    const int version = object["version"].toInt();
    if (version < 1)
        return tr("its version is not told");
    if (version > ChatJsonVersion)
        return tr("it has version %1, and this program reads up to %2; a newer one would open it")
            .arg(version)
            .arg(ChatJsonVersion);
    document.title = object["title"].toString();
    document.created = QDateTime::fromString(object["created"].toString(), Qt::ISODateWithMs).toLocalTime();
    document.changed = QDateTime::fromString(object["changed"].toString(), Qt::ISODateWithMs).toLocalTime();
    for (const QJsonValue turn : object["turns"].toArray())
        if (const QString problem = readTurn(turn, document); !problem.isEmpty())
            return problem;
    return document.answers.empty() ? tr("it has no turns") : QString();
}

} // namespace deepscope
