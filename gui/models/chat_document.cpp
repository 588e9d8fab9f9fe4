#include "chat_document.h"

#include "imported_run.h"
#include "run_ending.h"
#include "run_figures.h"
#include "run_making.h"
#include "token_measure.h"

#include <QUuid>

#include <algorithm>
#include <map>

namespace deepscope {

namespace {

// Of an answer that ends before a stop text nothing that stands behind it, be that a part of a token.
std::vector<DocumentToken> tokensOf(const Run &run, int focusedLayer)
{
    const int layer = expertLayerOf(run, focusedLayer);
    std::vector<DocumentToken> tokens;
    size_t kept = endsBeforeStopText(run) ? run.summary()->answer.size() : std::string::npos;
    for (int token = 0; token < run.size(); ++token) {
        if (run.phase(token) == Phase::Prompt || run.special(token))
            continue;
        std::string bytes(run.bytes(token));
        if (run.phase(token) == Phase::Answer) {
            bytes.resize(std::min(kept, bytes.size()));
            kept -= bytes.size();
        }
        if (bytes.empty())
            continue;
        const std::optional<ExpertHit> expert = strongestExpert(run, token, layer);
        tokens.push_back({run.phase(token), std::move(bytes), run.logprob(token), run.entropy(token),
                          run.microseconds(token), run.wasGiven(token), expert ? layer : -1,
                          expert.value_or(ExpertHit{})});
    }
    return tokens;
}

DocumentAnswer answerOf(const Run &run)
{
    DocumentAnswer answer;
    answer.question = run.question();
    answer.thought = phaseText(run, Phase::Think);
    answer.answer = phaseText(run, Phase::Answer);
    answer.model = QString::fromStdString(run.model().info.name);
    answer.ending = run.summary() ? run.summary()->reason : FinishReason::Cancelled;
    answer.failure = run.failure();
    answer.making = makingLines(run);
    if (isImported(run))
        return answer;
    answer.figures = runSummary(run).split(u'\n');
    if (run.request()) {
        answer.sampling = run.request()->sampling;
        answer.sample = run.request()->sample;
        answer.system = systemText(run);
        answer.maxTokens = run.request()->maxTokens;
        answer.thoughtLimit = run.request()->thoughtLimit;
        for (const std::string &text : run.request()->stops)
            answer.stops << QString::fromStdString(text);
    }
    answer.summary = run.summary();
    if (answer.summary)
        answer.summary->think = answer.summary->answer = {};
    return answer;
}

// Where none of several versions was chosen, what the file shows counts: nothing else is left that says so.
bool isChosen(const DocumentAnswer &answer, const std::vector<DocumentAnswer> &all)
{
    const auto isBeside = [&](const DocumentAnswer &other) { return other.after == answer.after; };
    const bool decided = std::ranges::any_of(all, [&](const auto &other) { return isBeside(other) && other.chosen; });
    return decided ? answer.chosen : answer.counts && std::ranges::count_if(all, isBeside) > 1;
}

} // namespace

std::vector<const DocumentAnswer *> ChatDocument::path() const
{
    std::vector<const DocumentAnswer *> path;
    for (const DocumentAnswer &answer : answers)
        if (answer.counts)
            path.push_back(&answer);
    return path;
}

ChatDocument chatDocument(const Chat &chat, const RunStore &store, bool withTokens, int focusedLayer,
                          const QString &systemOfImported)
{
    ChatDocument document{chat.info.title, chat.info.created, chat.info.changed, {}};
    const std::vector<uint32_t> path = chat.turns.path(store);
    std::map<uint32_t, int> places;
    for (const Version &version : chat.turns.versions()) {
        const bool counts = std::ranges::count(path, version.run) > 0;
        const Run &run = *store.run(version.run);
        DocumentAnswer answer = answerOf(run);
        if (isImported(run))
            answer.system = systemOfImported;
        else if (withTokens && counts)
            answer.tokens = tokensOf(run, focusedLayer);
        const auto after = places.find(version.after);
        answer.after = after == places.end() ? -1 : after->second;
        answer.counts = counts;
        answer.chosen = version.chosen;
        places[version.run] = int(document.answers.size());
        document.answers.push_back(std::move(answer));
    }
    return document;
}

ImportedChat importedChat(const ChatDocument &document)
{
    ImportedChat chat;
    const QDateTime now = QDateTime::currentDateTime();
    const auto past = [&](const QDateTime &time) { return time.isValid() && time < now ? time : now; };
    chat.info.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    chat.info.changed = past(document.changed.isValid() ? document.changed : document.created);
    chat.info.created = std::min(past(document.created), chat.info.changed);
    std::vector<int> followed;
    QStringList questions;
    for (const DocumentAnswer &answer : document.answers) {
        KeptRun run;
        run.recorded = importedRun({answer.question, answer.thought, answer.answer, answer.model, answer.ending});
        run.summary = answer.failure.isEmpty() ? importedWords() : answer.failure;
        run.failure = answer.failure;
        run.position = int(chat.runs.size());
        run.after = answer.after;
        run.chosen = isChosen(answer, document.answers);
        chat.runs.push_back(std::move(run));
        if (std::ranges::count(followed, answer.after) == 0) {
            followed.push_back(answer.after);
            questions << answer.question;
        }
        if (!answer.model.isEmpty())
            chat.info.modelName = answer.model;
    }
    chat.system = document.system;
    chat.info.turns = int(followed.size());
    chat.info.summary = importedWords();
    chat.info.questions = questions.join(u'\n');
    const QString title = document.title.simplified();
    chat.info.title = (title.isEmpty() ? questions.value(0).simplified() : title).left(LongestTitle);
    return chat;
}

} // namespace deepscope
