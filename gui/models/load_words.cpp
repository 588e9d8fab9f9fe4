#include "load_words.h"

#include "load_figures.h"
#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "selection_words.h"

namespace deepscope {

namespace {

// "5 tokens", or "5 think tokens"
QString tokenCount(const LoadMeasure &measure, int count)
{
    return measure.phase ? tr("%1 %2 token(s)", nullptr, count).arg(formatExactCount(count), phaseWord(*measure.phase))
                         : formatPlural(count, Noun::Token);
}

QString startedSmall(const QString &text) { return text.left(1).toLower() + text.mid(1); }

} // namespace

QString loadHeading(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure)
{
    const QString range = rangeWords(run, statistics.range());
    const int uncomputed = statistics.range().size() - statistics.tokens();
    if (statistics.tokens(measure.phase) == 0)
        return uncomputed > 0  ? tr("Not computed: the routing of %1 was in the cache").arg(range)
               : measure.phase ? tr("No %1 token in %2").arg(phaseWord(*measure.phase), range)
                               : tr("No token in %1").arg(range);
    QString words;
    if (measure.unit == LoadUnit::Tokens)
        words = measure.phase
                    ? tr("Share of %1 tokens that chose each expert, in %2").arg(phaseWord(*measure.phase), range)
                    : tr("Share of %1 that chose each expert").arg(range);
    else
        words = measure.phase
                    ? tr("Share of each layer's gate weight for %1 tokens, in %2").arg(phaseWord(*measure.phase), range)
                    : tr("Share of each layer's gate weight, in %1").arg(range);
    return uncomputed > 0 ? words + tr("; %1 not computed").arg(formatExactCount(uint64_t(uncomputed))) : words;
}

QString loadWords(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure, int layer,
                  int expert)
{
    const ModelInfo &info = run.model().info;
    QString words = tr("layer %1, expert %2").arg(layer).arg(expert);
    if (info.expertsPerGroup() < info.experts)
        words += tr(" (group %1)").arg(uint32_t(expert) / info.expertsPerGroup());
    const int all = statistics.tokens(measure.phase);
    if (all == 0)
        return words + ": " + startedSmall(loadHeading(run, statistics, measure));
    const ExpertLoad &load = statistics.load(layer, expert);
    const int chosen = measure.phase ? load.tokens[size_t(*measure.phase)] : load.total();
    const QString tokens = tokenCount(measure, all);
    if (chosen == 0) {
        words += tr(": 0 %, none of %1").arg(tokens);
    } else {
        const double share = statistics.share(layer, expert, measure);
        words += measure.unit == LoadUnit::Tokens ? tr(": %1, %2 of %3, %4 even")
                                                  : tr(": %1 of the layer's weight, %2 of %3, %4 even");
        words = words.arg(formatShare(share), formatExactCount(uint64_t(chosen)), tokens,
                          formatFactor(share / statistics.evenShare(layer, measure)));
    }
    return statistics.range() == run.all() ? words : words + tr(", in %1").arg(rangeWords(run, statistics.range()));
}

QStringList loadFacts(const Run &run, const RoutingStatistics &statistics, int layer, std::optional<Phase> phase)
{
    const int experts = run.expertCount();
    const LoadFigures load = loadFigures(statistics, layer, experts, phase);
    if (load.choices == 0)
        return {tr("no token with known experts")};
    const auto decimals = [](double value) { return QString::number(value, 'f', 2); };
    QStringList facts = {tr("%1 dead, %2 hot of %3").arg(load.dead).arg(load.hot).arg(experts),
                         tr("entropy %1 of %2 bit").arg(decimals(load.entropy), decimals(load.evenEntropy)),
                         tr("variation %1").arg(decimals(load.variation)),
                         tr("violation %1").arg(decimals(load.violation))};
    if (phase) // what follows is of all of them
        return facts;
    facts << tr("phase information %1 bit").arg(decimals(statistics.phaseInformation(layer)));
    if (const auto overlap = thoughtAnswerOverlap(statistics, layer, experts))
        facts << tr("thought and answer share %1 of %2")
                     .arg(overlap->both)
                     .arg(overlap->thought + overlap->answer - overlap->both)
              << tr("Jaccard %1 (chance %2)").arg(decimals(overlap->jaccard), decimals(overlap->chance));
    return facts;
}

} // namespace deepscope
