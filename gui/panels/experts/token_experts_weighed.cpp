// TokenExpertsView: all that the router of the focused layer weighed, with the exact figures.
#include "token_experts_view.h"

#include "paint/palette.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>

namespace deepscope {

namespace {

// Nine digits tell any two floats apart.
QString exact(float figure) { return QString::number(double(figure), 'g', 9); }

QString brief(float figure) { return QString::number(double(figure), 'g', 3); }

// Affinities may be 1e-8 beside a bias of 12: their sum would hide them.
QString shownFigure(const WeighedExpert &expert, bool biased)
{
    const QString affinity = brief(expert.affinity);
    return biased ? affinity + (expert.bias < 0 ? " - " : " + ") + brief(std::abs(expert.bias)) : affinity;
}

// The router gives the lowest number to a group of which fewer experts are on than its score is made of.
bool hasScore(const WeighedGroup &group) { return group.score > -1e30F; }

// Best first; what is no number comes last.
std::vector<int> bestFirst(const std::vector<WeighedExpert> &experts)
{
    std::vector<int> order(experts.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](int e) {
        const float score = experts[size_t(e)].score;
        return std::isnan(score) ? -INFINITY : score;
    });
    return order;
}

size_t groupSize(const WeighedLayer &weighed)
{
    return std::max<size_t>(1, weighed.experts.size() / std::max<size_t>(1, weighed.groups.size()));
}

// The kept group of the lowest score, of equal ones the last; one with a forced expert is kept whatever its score. -1 =
// none.
int lastKept(const WeighedLayer &weighed, const AlteredLayer &altered)
{
    const auto forced = [&](size_t group) {
        return std::ranges::any_of(altered.experts, [&](const auto &named) {
            return named.first / groupSize(weighed) == group && named.second.choice == ExpertAction::Force;
        });
    };
    int last = -1;
    for (size_t g = 0; g < weighed.groups.size(); ++g)
        if (weighed.groups[g].kept && !forced(g) &&
            (last < 0 || weighed.groups[g].score <= weighed.groups[size_t(last)].score))
            last = int(g);
    return last;
}

} // namespace

AlteredLayer TokenExpertsView::alteredAt(int layer) const
{
    const Alteration &alteration = m_store.current()->alteration();
    return alteration.inForce(uint32_t(m_token)) ? alteredLayer(alteration, uint32_t(layer)) : AlteredLayer();
}

QString TokenExpertsView::weighedWords(const WeighedLayer &weighed, int layer, int e)
{
    const WeighedExpert &expert = weighed.experts[size_t(e)];
    QString words = tr("Layer %1, expert %2: affinity %3, bias %4, score %5, logit %6")
                        .arg(QString::number(layer), QString::number(e), exact(expert.affinity), exact(expert.bias),
                             exact(expert.score), exact(expert.logit));
    const auto hit = std::ranges::find(weighed.chosen, uint16_t(e), &ExpertHit::expert);
    if (hit != weighed.chosen.end()) {
        double sum = 0;
        for (const ExpertHit &chosen : weighed.chosen)
            sum += double(weighed.experts[chosen.expert].affinity);
        if (sum > 0)
            words +=
                tr("; share of the chosen affinities %1").arg(QString::number(double(expert.affinity) / sum, 'g', 6));
        words += tr("; weight %1").arg(exact(hit->weight));
    }
    if (runnerUp(weighed) == uint16_t(e) && std::isfinite(weighed.margin.expert))
        words += tr("; the first one left out, by %1").arg(exact(weighed.margin.expert));
    return words;
}

void TokenExpertsView::addGroups(const WeighedLayer &weighed, int layer)
{
    if (weighed.groups.empty())
        return;
    const Palette color = Palette::of(palette());
    const std::vector<WeighedGroup> &groups = weighed.groups;
    const int last = std::isfinite(weighed.margin.group) ? lastKept(weighed, alteredAt(layer)) : -1;
    float least = 0, greatest = 0;
    for (const WeighedGroup &group : groups | std::views::filter(hasScore)) {
        least = std::min(least, group.score);
        greatest = std::max(greatest, group.score);
    }
    const auto per = int(groupSize(weighed));
    m_bars->addRow({tr("Groups of layer %1: %2 of %3 kept")
                        .arg(layer)
                        .arg(std::ranges::count(groups, true, &WeighedGroup::kept))
                        .arg(groups.size())},
                   {m_token, layer, -1});
    for (int g = 0; g < int(groups.size()); ++g) {
        const WeighedGroup &group = groups[size_t(g)];
        BarRow row{(group.kept ? tr("Group %1") : tr("Group %1 (out)")).arg(g)};
        row.segments = {
            {hasScore(group) ? double(group.score - least) : 0.0, color(group.kept ? Role::Accent : Role::Line), {}}};
        row.value = hasScore(group) ? brief(group.score) : tr("no score");
        row.words = (!hasScore(group) ? tr("Layer %1, group %2, experts %3 to %4: too few of them are on for a score")
                     : group.kept     ? tr("Layer %1, group %2, experts %3 to %4: score %5, kept")
                                      : tr("Layer %1, group %2, experts %3 to %4: score %5, out"))
                        .arg(layer)
                        .arg(g)
                        .arg(g * per)
                        .arg((g + 1) * per - 1);
        if (hasScore(group))
            row.words = row.words.arg(exact(group.score));
        row.maximum = greatest > least ? double(greatest - least) : 1;
        if (g == last) {
            row.label += tr(" (margin %1)").arg(QString::number(double(weighed.margin.group), 'g', 2));
            row.words += tr("; the last one kept, by a margin of %1").arg(exact(weighed.margin.group));
        }
        row.strong = group.kept;
        m_bars->addRow(std::move(row));
    }
}

// Best first: bars of what chooses.
void TokenExpertsView::addWeighed(const WeighedLayer &weighed, int layer)
{
    if (weighed.experts.empty())
        return;
    const Palette color = Palette::of(palette());
    const AlteredLayer altered = alteredAt(layer);
    const std::vector<int> order = bestFirst(weighed.experts);
    const bool biased = std::ranges::any_of(weighed.experts, [](const WeighedExpert &e) { return e.bias != 0; });
    const float least = std::min(0.0F, weighed.experts[size_t(order.back())].score);
    const double span = double(weighed.experts[size_t(order.front())].score - least);
    m_bars->addRow({biased ? tr("All that layer %1 weighed: affinity and bias").arg(layer)
                           : tr("All that layer %1 weighed: affinity").arg(layer)},
                   {m_token, layer, -1});
    for (const int e : order) {
        const WeighedExpert &expert = weighed.experts[size_t(e)];
        const bool chosen = std::ranges::count(weighed.chosen, uint16_t(e), &ExpertHit::expert) > 0;
        const bool without = std::ranges::count(weighed.withoutBias, uint16_t(e)) > 0;
        const bool dropped = !weighed.groups.empty() && !weighed.groups[size_t(e) / groupSize(weighed)].kept;
        const auto named = altered.experts.find(uint32_t(e));
        const bool off = named != altered.experts.end() && named->second.choice == ExpertAction::Off;
        const QString note = off                  ? tr(" (off)")
                             : dropped            ? tr(" (group out)")
                             : without && !chosen ? tr(" (but for bias)")
                                                  : QString();
        BarRow row{tr("Expert %1").arg(e) + note,
                   {{double(expert.score - least), color(chosen ? Role::Accent : Role::Line), {}}},
                   shownFigure(expert, biased),
                   weighedWords(weighed, layer, e),
                   span > 0 ? span : 1};
        row.strong = chosen;
        m_bars->addRow(std::move(row), {m_token, layer, e});
    }
}

} // namespace deepscope
