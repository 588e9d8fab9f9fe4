#include "load_words.h"

#include "paint/number_format.h"
#include "selection_words.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("LoadWords", text); }

// "token", or "think token"
QString tokenNoun(const LoadMeasure &measure)
{
    return measure.phase ? tr("%1 token").arg(phaseName(*measure.phase)) : tr("token");
}

} // namespace

QString loadHeading(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure)
{
    const QString range = rangeWords(run, statistics.range());
    const int uncomputed = statistics.range().size() - statistics.tokens();
    if (statistics.tokens(measure.phase) == 0)
        return uncomputed > 0 ? tr("Not computed: the routing of %1 was in the cache").arg(range)
                              : tr("No %1 in %2").arg(tokenNoun(measure), range);
    QString words = measure.unit == LoadUnit::Tokens
                        ? tr("Share of %1s that chose each expert, in %2").arg(tokenNoun(measure), range)
                    : measure.phase
                        ? tr("Share of each layer's gate weight for %1s, in %2").arg(tokenNoun(measure), range)
                        : tr("Share of each layer's gate weight, in %1").arg(range);
    if (uncomputed > 0)
        words += tr("; the routing of %1 was not computed").arg(formatExactCount(uint64_t(uncomputed)));
    return words;
}

QString loadWords(const Run &run, const RoutingStatistics &statistics, const LoadMeasure &measure, int layer,
                  int expert)
{
    const ModelInfo &info = run.model().info;
    QString thing = tr("layer %1, expert %2").arg(layer).arg(expert);
    if (info.expertsPerGroup() < info.experts)
        thing += tr(" (group %1)").arg(uint32_t(expert) / info.expertsPerGroup());
    const int all = statistics.tokens(measure.phase);
    if (all == 0)
        return thing + ": " + loadHeading(run, statistics, measure).toLower();
    const ExpertLoad &load = statistics.load(layer, expert);
    const int chosen = measure.phase ? load.tokens[size_t(*measure.phase)] : load.total();
    const double share = statistics.share(layer, expert, measure), even = evenShare(run, measure.unit);
    const QString count =
        tr("%1 of %2")
            .arg(chosen ? formatExactCount(uint64_t(chosen)) : tr("none"), formatPlural(all, tokenNoun(measure)));
    const QString factor = tr("%1 the even share").arg(formatFactor(share / even));
    QString words = measure.unit == LoadUnit::Tokens ? tr("%1: chosen by %2 (%3), %4")
                                                     : tr("%1: gate weight of %2, %3 of the layer's, %4");
    words = words.arg(thing, count, formatShare(share), factor);
    return statistics.range() == run.all() ? words
                                           : words + ", " + tr("in %1").arg(rangeWords(run, statistics.range()));
}

} // namespace deepscope
