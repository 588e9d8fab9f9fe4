#include "comparison_words.h"

#include "paint/number_format.h"
#include "paint/texts.h"

namespace deepscope {

namespace {

QString count(int number) { return formatExactCount(uint64_t(number)); }

QString sizes(const SetComparison &comparison)
{
    return tr("A %1, B %2")
        .arg(formatPlural(comparison.tokensA, Noun::Token), formatPlural(comparison.tokensB, Noun::Token));
}

} // namespace

QString intervalWords(const ConfidenceInterval &interval)
{
    return tr("%1 to %2").arg(formatSigned(interval.low), formatSigned(interval.high));
}

QString holdsWords(const SetComparison &comparison, const ExpertComparison &one)
{
    if (comparison.few())
        return tr("too few tokens");
    if (!comparison.holds(one))
        return tr("no");
    return one.repeats == Repeats::Both  ? tr("both halves")
           : one.repeats == Repeats::One ? tr("one half")
                                         : tr("whole only");
}

QString comparisonSummary(const SetCounter &counter)
{
    const SetComparison &found = counter.comparison();
    QString words = sizes(found);
    if (counter.takenFromB() > 0)
        words += tr(" (%1 more are in A too and count there)").arg(count(counter.takenFromB()));
    words += tr(". ");
    if (found.few())
        return words + tr("Fewer than %1 in a set are too few to claim anything: what is seen here may be chance.")
                           .arg(SetComparison::FewTokens);
    words +=
        tr("%1 of %2 intervals leave out zero, %3 would by chance. %4 hold at a false discovery rate of 5 %, %5 of "
           "these in both halves")
            .arg(count(found.leaveOutZero), count(found.tested), QString::number(found.byChance(), 'f', 1),
                 count(found.hold), count(found.holdAndRepeat));
    return words + (found.halves ? tr(" (rank correlation of the halves %1).").arg(formatSigned(*found.halves)) : ".");
}

QString comparisonProblem(const SetCounter &counter)
{
    const auto empty = [](const QString &name, const TokenSetRule &rule) {
        if (rule.where == TokenSetRule::Where::Range && rule.range.empty())
            return tr("Set %1 has no range yet: drag on the axis of tokens, then choose the range again.").arg(name);
        return tr("Set %1 is empty: there are no %2 whose experts were computed.").arg(name, setWords(rule));
    };
    switch (counter.state()) {
    case SetCounter::State::Counting:
    case SetCounter::State::Counted:
        return {};
    case SetCounter::State::NoRunA:
        return tr(
            "The run of set A is not here any more, or its model has other layers and experts than the shown one.");
    case SetCounter::State::NoRunB:
        return tr(
            "The run of set B is not here any more, or its model has other layers and experts than the shown one.");
    case SetCounter::State::NoTokensA:
        return empty("A", counter.ruleA());
    case SetCounter::State::NoTokensB:
        return counter.takenFromB() > 0 ? tr("All tokens of set B are in set A too: nothing is left to compare with.")
                                        : empty("B", counter.ruleB());
    }
    return {};
}

QString comparisonWords(const SetComparison &comparison, const ExpertComparison &one)
{
    QString words = tr("layer %1, expert %2: ").arg(one.layer).arg(one.expert);
    if (one.a.chosen + one.b.chosen == 0)
        return words + tr("no token of either set chose it");
    words += tr("%1 of A, %2 of B, difference %3 (%4)")
                 .arg(formatShare(one.a.value()), formatShare(one.b.value()), formatSigned(one.difference),
                      intervalWords(one.differenceInterval));
    if (one.information)
        words += tr(", nPMI %1 (%2)").arg(formatSigned(*one.information), intervalWords(one.informationInterval));
    return words + tr("; holds: %1").arg(holdsWords(comparison, one));
}

} // namespace deepscope
