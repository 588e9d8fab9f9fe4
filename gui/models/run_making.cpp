#include "run_making.h"

#include "imported_run.h"
#include "models/engine_sentences.h"
#include "open_plan.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "paint/token_text.h"

namespace deepscope {

namespace {

QString modelLine(const LoadedModel &model)
{
    return tr("%1 on %2, context of %3, KV cache in %4")
        .arg(QString::fromStdString(model.info.name), QString::fromStdString(model.device.name),
             formatPlural(model.memory.context, Noun::Token), cacheTypeTitle(model.memory.cacheType));
}

QString samplingLine(const RunRequest &request)
{
    const Sampling &sampling = request.sampling;
    if (sampling.temperature <= 0)
        return tr("Sampling: %1").arg(samplingWords(sampling));
    const QString line = tr("Sampling: %1, seed %2").arg(samplingWords(sampling)).arg(sampling.seed);
    return request.sample == 0 ? line : tr("%1, answer %2").arg(line).arg(request.sample + 1);
}

QString stopsLine(const RunRequest &request)
{
    QStringList stops;
    for (const std::string &text : request.stops)
        stops << QStringLiteral("\u201c%1\u201d").arg(isolated(visibleTokenText(text)));
    return tr("Ends before: %1").arg(stops.join(QStringLiteral(", ")));
}

QString templateLine(const RunRequest &request)
{
    return request.chatTemplate.empty() ? tr("Chat template: the model's own")
                                        : tr("Chat template: %1").arg(QString::fromStdString(request.chatTemplate));
}

QString sentLine(const RunRequest &request)
{
    const auto sent = formatPlural(request.chat.size(), Noun::Message);
    if (request.leftOut.empty())
        return tr("Sent: %1").arg(sent);
    return tr("Sent: %1; left out: %2").arg(sent, formatPlural(request.leftOut.size(), Noun::EarlierTurn));
}

} // namespace

QString systemText(const Run &run) { return run.request() ? systemText(run.request()->chat) : QString(); }

QString systemText(const std::vector<ChatMessage> &chat)
{
    for (const ChatMessage &message : chat)
        if (message.role == ChatMessage::Role::System)
            return QString::fromStdString(message.text);
    return {};
}

QString samplingWords(const Sampling &sampling)
{
    const auto number = [](float value) { return QString::number(static_cast<double>(value), 'g', 4); };
    QStringList parts{sampling.temperature > 0 ? tr("temperature %1").arg(number(sampling.temperature)) : tr("greedy")};
    if (sampling.topP < 1)
        parts << tr("top-p %1").arg(number(sampling.topP));
    if (sampling.topK > 0)
        parts << tr("top-k %1").arg(sampling.topK);
    if (sampling.minP > 0)
        parts << tr("min-p %1").arg(number(sampling.minP));
    if (sampling.repetitionPenalty != 1)
        parts << tr("repetition penalty %1").arg(number(sampling.repetitionPenalty));
    if (sampling.presencePenalty != 0)
        parts << tr("presence penalty %1").arg(number(sampling.presencePenalty));
    if (sampling.frequencyPenalty != 0)
        parts << tr("frequency penalty %1").arg(number(sampling.frequencyPenalty));
    if (!sampling.logitBias.empty())
        parts << tr("biases for %1").arg(formatPlural(sampling.logitBias.size(), Noun::Token));
    return parts.join(QStringLiteral(", "));
}

QStringList makingLines(const Run &run)
{
    if (isImported(run))
        return {importedSentence(run)};
    QStringList lines{modelLine(run.model())};
    if (!run.request())
        return lines << tr("How it was sampled and what was sent was not recorded.");
    const RunRequest &request = *run.request();
    lines << samplingLine(request);
    if (!request.alteration.empty())
        lines << tr("Altered experts: %1").arg(engineSentence(alterationWords(request.alteration)));
    if (request.maxTokens > 0)
        lines << tr("At most %1").arg(formatPlural(request.maxTokens, Noun::Token));
    if (request.thoughtLimit > 0)
        lines << tr("Thought closed after %1").arg(formatPlural(request.thoughtLimit, Noun::Token));
    if (!request.stops.empty())
        lines << stopsLine(request);
    if (!request.chat.empty())
        lines << templateLine(request) << sentLine(request);
    return lines;
}

} // namespace deepscope
