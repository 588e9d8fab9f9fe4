#include "selection_words.h"

#include "models/engine_words.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "paint/token_text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr size_t MostCandidates = 5; // in a tool tip

QString layerWords(const Run &run, const Focus &focus, const RoutingStatistics &statistics)
{
    if (!run.model().info.layerHasExperts(uint32_t(focus.layer)))
        return tr("layer %1: dense, no experts").arg(focus.layer);
    return tr("layer %1: %2 of %3 experts used by %4")
        .arg(focus.layer)
        .arg(statistics.used(focus.layer))
        .arg(run.expertCount())
        .arg(rangeWords(run, statistics.range()));
}

} // namespace

QString tokenWords(const Run &run, int token)
{
    return tr("token %1 \u201c%2\u201d").arg(QString::number(token), isolated(visibleTokenText(run.bytes(token))));
}

QString rangeWords(const Run &run, const TokenRange &range)
{
    if (range == run.all())
        return tr("all %1 token(s)", nullptr, pluralNumber(range.size())).arg(formatExactCount(uint64_t(range.size())));
    return tr("tokens %1 to %2").arg(range.begin).arg(range.end - 1);
}

QString probabilityWords(const Run &run, int token)
{
    return run.wasGiven(token) ? QString()
                               : tr("probability %1").arg(formatShare(std::exp(double(run.logprob(token)))));
}

QString candidateLines(const Run &run, int token)
{
    if (run.wasGiven(token) || run.candidates(token).empty())
        return {};
    const auto line = [&](float logprob, std::string_view bytes, bool written) {
        const QString words = QString("%1  \u201c%2\u201d")
                                  .arg(formatShare(std::exp(double(logprob))), isolated(visibleTokenText(bytes)));
        return written ? tr("%1, written here").arg(words) : words;
    };
    QStringList lines;
    bool seen = false;
    for (const Candidate &candidate :
         run.candidates(token).first(std::min(MostCandidates, run.candidates(token).size()))) {
        const bool written = candidate.token == run.tokenId(token);
        seen = seen || written;
        lines << line(candidate.logprob, candidate.bytes, written);
    }
    if (!seen)
        lines << line(run.logprob(token), run.bytes(token), true);
    return lines.join(u'\n');
}

QString shareWords(const Run &run, const Focus &focus, const RoutingStatistics &statistics)
{
    return tr("%1 of %2")
        .arg(formatShare(statistics.share(focus.layer, focus.expert)), rangeWords(run, statistics.range()));
}

QString choiceWords(const Run &run, const Focus &focus)
{
    if (!run.routed(focus.token))
        return tr("routing was not computed, the token was in the cache");
    const int rank = run.rankOf(focus.token, focus.layer, focus.expert);
    if (rank < 0)
        return tr("not chosen");
    return tr("weight %1, %2 of %3")
        .arg(formatWeight(double(run.weightOf(focus.token, focus.layer, focus.expert))), formatOrdinal(rank))
        .arg(run.experts(focus.token, focus.layer).size());
}

QString focusWords(const Run &run, const Focus &focus, const RoutingStatistics &statistics)
{
    const bool hasToken = focus.token >= 0 && focus.token < run.size();
    const QString token = hasToken ? tokenWords(run, focus.token) : QString();
    if (focus.hasExpert() && run.model().info.layerHasExperts(uint32_t(focus.layer))) {
        const QString expert = tr("layer %1, expert %2: ").arg(focus.layer).arg(focus.expert);
        if (hasToken)
            return token + ", " + expert + choiceWords(run, focus) + "; " + shareWords(run, focus, statistics);
        const double mean = statistics.meanWeight(focus.layer, focus.expert);
        return expert + shareWords(run, focus, statistics) +
               (mean > 0 ? tr(", mean weight %1").arg(formatWeight(mean)) : QString());
    }
    if (focus.layer >= 0)
        return (hasToken ? token + ", " : QString()) + layerWords(run, focus, statistics);
    if (!hasToken)
        return {};
    const QString probability = probabilityWords(run, focus.token);
    return token + ", " + phaseWord(run.phase(focus.token)) + (probability.isEmpty() ? "" : ", " + probability);
}

} // namespace deepscope
