#include "lab_curves.h"

#include "models/lab_story.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <cmath>

namespace deepscope {

namespace {

using Steps = std::vector<LabStep>;
using Color = std::function<QColor(const Palette &)>;
using Style = CurveSeries::Style;

constexpr double MostDifference = 1e-4; // above it, learning pauses

Color role(Role role)
{
    return [role](const Palette &color) { return color(role); };
}

Color bar(Phase phase)
{
    return [phase](const Palette &color) { return color.phaseBar(phase); };
}

Color category(int index)
{
    return [index](const Palette &color) { return color.category(index); };
}

QString plainNumber(double value) { return QString::number(value, 'g', 3); }

template <class Item, class Value>
std::vector<CurvePoint> pointsOf(const std::vector<Item> &items, Value value)
{
    std::vector<CurvePoint> points;
    points.reserve(items.size());
    for (const Item &item : items)
        if (const double one = value(item); std::isfinite(one))
            points.push_back({item.step, one});
    return points;
}

// Where a negative value says that there is none.
template <class Value>
auto orNone(Value value)
{
    return [value](const LabStep &step) { return step.*value < 0 ? NAN : step.*value; };
}

// Where there was nothing to learn from yet.
template <class Value>
auto learned(Value value)
{
    return [value](const LabStep &step) { return step.step > 0 ? step.*value : NAN; };
}

Curve formAndMatch(const Steps &steps)
{
    return {"match",
            tr("Form and match"),
            tr("Good: both rise, form first. Form alone at the top means that the model was paid for manners."),
            {{tr("form"), role(Role::Axis), pointsOf(steps, std::mem_fn(&LabStep::form))},
             {tr("match"), bar(Phase::Answer), pointsOf(steps, std::mem_fn(&LabStep::match))}},
            {},
            {},
            formatShare,
            1};
}

Curve heldOut(const std::vector<LabHeldOut> &measured)
{
    Curve curve{
        "heldOut",
        tr("Held-out questions"),
        tr("Good: it rises with match, towards what the base finds in eight tries. If match rises alone, answers "
           "were learned by heart."),
        {{tr("greedy"), role(Role::Accent), pointsOf(measured, std::mem_fn(&LabHeldOut::match)), Style::Points}},
        {},
        {},
        formatShare,
        1};
    if (!measured.empty() && measured.front().passAt8 >= 0)
        curve.level = {tr("base, best of 8"), measured.front().passAt8};
    return curve;
}

Curve thoughtLength(const Steps &steps)
{
    return {"thought",
            tr("Thought, tokens"),
            tr("Good: it grows as far as the work needs. Bad: it grows on without match, or falls to nothing."),
            {{tr("mean"), bar(Phase::Think), pointsOf(steps, std::mem_fn(&LabStep::thoughtTokens))}},
            CurveBand{tr("10–90 %"), bar(Phase::Think), pointsOf(steps, std::mem_fn(&LabStep::thoughtLow)),
                      pointsOf(steps, std::mem_fn(&LabStep::thoughtHigh))},
            {},
            plainNumber};
}

Curve rightAndWrong(const Steps &steps)
{
    return {"rightWrong",
            tr("Right against wrong, tokens"),
            tr("Good: the right ones think longer, so thinking pays. Bad: wrong ones grow alone and ramble."),
            {{tr("right"), bar(Phase::Answer), pointsOf(steps, orNone(&LabStep::thoughtRight))},
             {tr("wrong"), category(3), pointsOf(steps, orNone(&LabStep::thoughtWrong))}},
            {},
            {},
            plainNumber};
}

Curve kinds(const Steps &steps)
{
    const auto share = [&](ThoughtKind kind) {
        return pointsOf(steps, [kind](const LabStep &step) { return step.kinds[size_t(kind)]; });
    };
    return {"kinds",
            tr("Kinds of thought"),
            tr("Good: full thoughts, rare at first, take over. Bad: malformed answers spread."),
            {{tr("full"), bar(Phase::Think), share(ThoughtKind::Full), Style::Area},
             {tr("short"),
              [](const Palette &color) {
                  QColor paler = color.phaseBar(Phase::Think);
                  paler.setAlphaF(0.5F);
                  return over(paler, color(Role::Panel));
              },
              share(ThoughtKind::Short), Style::Area},
             {tr("none"), role(Role::Free), share(ThoughtKind::None), Style::Area},
             {tr("malformed"), category(3), share(ThoughtKind::Malformed), Style::Area}},
            {},
            {},
            formatShare,
            1};
}

Curve groups(const Steps &steps)
{
    const auto share = [&](size_t kind) {
        return pointsOf(steps, [kind](const LabStep &step) {
            const double all = step.groups[0] + step.groups[1] + step.groups[2];
            return all > 0 ? step.groups[kind] / all : NAN;
        });
    };
    return {"groups",
            tr("Questions solved"),
            tr("The middle teaches: where all or none of a group are right, there is nothing to compare."),
            {{tr("by all"), bar(Phase::Answer), share(2), Style::Area},
             {tr("by some"),
              [](const Palette &color) {
                  QColor paler = color.phaseBar(Phase::Answer);
                  paler.setAlphaF(0.5F);
                  return over(paler, color(Role::Panel));
              },
              share(1), Style::Area},
             {tr("by none"), role(Role::Free), share(0), Style::Area}},
            {},
            {},
            formatShare,
            1};
}

Curve truncated(const Steps &steps)
{
    return {"truncated",
            tr("Cut off at the cap"),
            tr("Good: near zero. Bad: it rises, for then long thoughts cannot end and are not paid."),
            {{{}, category(4), pointsOf(steps, std::mem_fn(&LabStep::truncated))}},
            {},
            {},
            formatShare,
            1};
}

Curve oneLine(const char *key, const QString &title, const QString &sentence, Color color,
              std::vector<CurvePoint> points)
{
    return {key, title, sentence, {{{}, std::move(color), std::move(points)}}, {}, {}, plainNumber};
}

} // namespace

std::vector<Curve> labCurves(const LabHistory &history)
{
    const Steps &steps = history.steps();
    std::vector<Curve> curves = {formAndMatch(steps), heldOut(history.heldOut()), thoughtLength(steps),
                                 kinds(steps),        rightAndWrong(steps),       groups(steps),
                                 truncated(steps)};
    curves.push_back(oneLine("entropy", tr("Entropy, nats a token"),
                             tr("Good: it falls slowly. At zero nothing new is tried, and learning stops."),
                             category(0), pointsOf(steps, std::mem_fn(&LabStep::entropy))));
    curves.push_back(oneLine("gradient", tr("Gradient norm"),
                             tr("Good: steady, highest at the turn. Bad: spikes that do not end; it is clipped at 1."),
                             category(5), pointsOf(steps, learned(&LabStep::gradientNorm))));
    Curve difference = oneLine("difference", tr("Sampler against trainer, log-probability"),
                               tr("Good: far below the dashed line. Above it the two disagree, and learning pauses."),
                               category(7), pointsOf(steps, learned(&LabStep::logProbabilityDifference)));
    difference.logarithmic = true;
    difference.level = {tr("limit"), MostDifference};
    curves.push_back(std::move(difference));
    Curve speed = oneLine("speed", tr("Tokens a second"),
                          tr("Sampled and learned from, over the whole step. It falls while thoughts grow."),
                          role(Role::Weights), pointsOf(steps, std::mem_fn(&LabStep::tokensPerSecond)));
    speed.format = [](double value) { return formatCount(uint64_t(std::llround(std::max(0.0, value)))); };
    curves.push_back(std::move(speed));
    return curves;
}

} // namespace deepscope
