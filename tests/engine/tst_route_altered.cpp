// Routers that are altered for some rows of a step, against a plain recomputation; and what they weighed.
#include "model/router_tables.h"
#include "ops/altered_route.h"
#include "ops/ops.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"

#include "api/error.h"

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

using namespace deepscope;
using testing::OpBench;

// An F32 exponential, a sum of up to 1024 of them and two divisions.
constexpr double WeightBound = 2e-6;
// Where rounding may turn the order round.
constexpr double OrderBound = 1e-6;

namespace {

constexpr uint32_t Alterations = 4; // number 0 changes nothing, number 1 names all and changes nothing
struct Knob {
    uint32_t action = args::KnobTurns;
    float bias = 0, factor = 1;
};

// What one row's router is told, as a person would say it.
struct Wish {
    std::vector<Knob> knobs; // one an expert, or none
    uint32_t used = 0, groupsUsed = 1;
    bool withoutBias = false;
};

struct Case {
    RouterRule rule; // `used`: as it is where nothing is altered
    uint32_t choices = 0;
    std::vector<float> logits, bias;
    std::vector<Wish> wishes; // Alterations of them
    std::vector<uint32_t> wishOf;

    uint32_t rows() const { return uint32_t(wishOf.size()); }
};

struct Routed {
    std::vector<uint32_t> ids, weights; // bits
    std::vector<float> margins;
};

Case makeCase(OpBench &bench, testing::Dice &dice, const RouterRule &rule, uint32_t choices, bool biased, uint32_t rows)
{
    Case c{rule,
           choices,
           bench.random(size_t(rows) * rule.experts, 2),
           biased ? bench.random(rule.experts, 0.1F) : std::vector<float>(),
           {},
           {}};
    const uint32_t perGroup = rule.experts / rule.groups;
    for (uint32_t number = 0; number < Alterations; ++number) {
        Wish wish{{}, rule.used, rule.groupsUsed, false};
        if (number > 0)
            wish.knobs.resize(rule.experts);
        if (number > 1) {
            wish.used = dice.between(1, choices);
            wish.withoutBias = dice.between(0, 1) == 1;
            if (rule.groups > 1 && dice.between(0, 1) == 1)
                wish.groupsUsed = rule.groups;
            for (Knob &knob : wish.knobs) {
                knob.factor = dice.between(0, 3) == 0 ? 0.5F : 1;
                knob.bias = number == 3 && dice.between(0, 3) == 0 ? 0.25F : 0;
            }
            wish.knobs[dice.between(0, perGroup - 1)].action = args::KnobForces;
            // One of each group is off, so that enough are left wherever.
            for (uint32_t g = 0; g < rule.groups && perGroup > 3; ++g)
                wish.knobs[g * perGroup + perGroup - 1].action = args::KnobOff;
        }
        c.wishes.push_back(wish);
    }
    for (uint32_t row = 0; row < rows; ++row)
        c.wishOf.push_back(row % Alterations);
    return c;
}

Routed onDevice(OpBench &bench, const Case &c, bool tapped, uint32_t marked, std::vector<float> *scores = nullptr)
{
    std::vector<uint32_t> changes, knobs;
    for (const Wish &wish : c.wishes) {
        const auto first = uint32_t(knobs.size() / 4);
        bool shifted = false;
        for (uint32_t e = 0; e < wish.knobs.size(); ++e) {
            const Knob &knob = wish.knobs[e];
            knobs.insert(knobs.end(),
                         {e, knob.action, std::bit_cast<uint32_t>(knob.bias), std::bit_cast<uint32_t>(knob.factor)});
            shifted = shifted || knob.bias != 0;
        }
        const uint32_t flags = (wish.withoutBias ? args::RouterWithoutBias : 0) | (shifted ? args::RouterShifted : 0);
        // A row of a tensor has 16 words; the others are of other layers.
        changes.insert(changes.end(), {first, uint32_t(knobs.size() / 4), wish.used | wish.groupsUsed << 16, flags});
        changes.resize(changes.size() + 12, 0xffffffff);
    }
    std::vector<args::Row> rows;
    for (uint32_t row = 0; row < c.rows(); ++row)
        rows.push_back({0, row, 0, c.wishOf[row] << args::RowAlterationShift | (row == marked ? args::RowTapped : 0)});
    const std::vector<std::vector<uint32_t>> pages = {{0, 1, 2, 3}};
    ops::RouterAlterations alterations{bench.step(rows, pages), bench.integers(changes), bench.integers(knobs)};
    alterations.changes = alterations.changes.reshaped(16).columnSlice(0, 4);
    const gpu::Tensor logits = bench.activations(c.logits, c.rule.experts, c.rows());
    const gpu::Tensor bias = c.bias.empty() ? gpu::Tensor() : bench.activations(c.bias, c.rule.experts);
    const gpu::Tensor ids = bench.activations(c.choices, c.rows()), weights = bench.activations(c.choices, c.rows());
    ops::RouterTap tap;
    if (tapped)
        tap = {bench.activations(2, c.rows()), bench.activations(c.rule.experts, args::TapRows)};
    RouterRule rule = c.rule;
    rule.used = c.choices;
    bench.run([&](gpu::Commands &commands) {
        ops::routeAltered(commands, logits, bias, rule, alterations, tap, ids, weights);
    });
    Routed routed{bench.readIntegers(ids), bench.readIntegers(weights), {}};
    if (tapped)
        routed.margins = bench.read(tap.margins);
    if (tapped && scores)
        *scores = bench.read(tap.scores);
    return routed;
}

// The rule in double, and how close the nearest decision was.
struct Plain {
    std::vector<uint32_t> ids;
    std::vector<double> weights;
    double closest = 1e9;
    double margin = std::numeric_limits<double>::infinity(), groupMargin = margin;
};

Plain onHost(const Case &c, uint32_t row)
{
    const RouterRule &rule = c.rule;
    const Wish &wish = c.wishes[c.wishOf[row]];
    const float *logits = c.logits.data() + size_t(row) * rule.experts;
    std::vector<double> affinity(logits, logits + rule.experts);
    const double largest = *std::ranges::max_element(affinity);
    double sum = 0;
    for (double &value : affinity)
        sum += value = rule.gate == Gate::Sigmoid ? 1 / (1 + std::exp(-value)) : std::exp(value - largest);
    std::vector<double> score;
    for (uint32_t e = 0; e < rule.experts; ++e) {
        affinity[e] /= rule.gate == Gate::Sigmoid ? 1 : sum;
        score.push_back(affinity[e] + (c.bias.empty() || wish.withoutBias ? 0 : double(c.bias[e])) +
                        (wish.knobs.empty() ? 0 : double(wish.knobs[e].bias)));
    }
    const auto action = [&](uint32_t e) { return wish.knobs.empty() ? args::KnobTurns : wish.knobs[e].action; };
    constexpr double Forced = 1e6, Off = -1e6;
    std::vector<double> standing = score;
    for (uint32_t e = 0; e < rule.experts; ++e)
        standing[e] += action(e) == args::KnobForces ? Forced : action(e) == args::KnobOff ? Off : 0;
    Plain plain;
    const uint32_t perGroup = rule.experts / rule.groups;
    if (rule.groups > 1) {
        std::vector<double> groups;
        for (uint32_t g = 0; g < rule.groups; ++g) {
            std::vector<double> own;
            bool forced = false;
            for (uint32_t e = g * perGroup; e < (g + 1) * perGroup; ++e) {
                if (action(e) != args::KnobOff)
                    own.push_back(score[e]);
                forced = forced || action(e) == args::KnobForces;
            }
            std::ranges::sort(own, std::greater());
            groups.push_back((forced ? Forced : 0) + own[0] + (perGroup > 1 ? own[1] : 0));
        }
        std::vector<double> sorted = groups;
        std::ranges::sort(sorted, std::greater());
        if (wish.groupsUsed < rule.groups) {
            const double last = sorted[wish.groupsUsed - 1], next = sorted[wish.groupsUsed];
            plain.closest = last - next;
            plain.groupMargin = last > Forced / 2 ? plain.groupMargin : last - next;
            for (uint32_t e = 0; e < rule.experts; ++e)
                if (groups[e / perGroup] <= next)
                    standing[e] = 2 * Off;
        }
    }
    std::vector<uint32_t> order(rule.experts);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](uint32_t a, uint32_t b) { return standing[a] > standing[b]; });
    double total = 0;
    for (uint32_t k = 0; k < wish.used; ++k) {
        plain.ids.push_back(order[k]);
        plain.weights.push_back(affinity[order[k]]);
        total += affinity[order[k]];
        if (k + 1 < rule.experts)
            plain.closest = std::min(plain.closest, standing[order[k]] - standing[order[k + 1]]);
    }
    if (wish.used < rule.experts && standing[order[wish.used]] > Off / 2 && standing[order[wish.used - 1]] < Forced / 2)
        plain.margin = score[order[wish.used - 1]] - score[order[wish.used]];
    for (uint32_t k = 0; k < wish.used; ++k) {
        plain.weights[k] *= rule.scale / (rule.normalise ? std::max(total, 6.1035e-5) : 1);
        plain.weights[k] *= wish.knobs.empty() ? 1 : double(wish.knobs[order[k]].factor);
    }
    return plain;
}

} // namespace

class TestRouteAltered : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    void compare(const Case &c, const Routed &device)
    {
        uint32_t compared = 0;
        for (uint32_t row = 0; row < c.rows(); ++row) {
            const Plain plain = onHost(c, row);
            if (plain.closest < OrderBound)
                continue;
            ++compared;
            const uint32_t first = row * c.choices;
            for (uint32_t k = 0; k < c.choices; ++k) {
                const float weight = std::bit_cast<float>(device.weights[first + k]);
                const bool used = k < plain.ids.size();
                const QByteArray where =
                    QStringLiteral("%1 experts, row %2 of alteration %3, place %4: %5 for %6, weight %7 for %8")
                        .arg(c.rule.experts)
                        .arg(row)
                        .arg(c.wishOf[row])
                        .arg(k)
                        .arg(device.ids[first + k])
                        .arg(used ? int(plain.ids[k]) : -1)
                        .arg(double(weight))
                        .arg(used ? plain.weights[k] : -0.0)
                        .toUtf8();
                QVERIFY2(device.ids[first + k] == plain.ids[used ? k : 0], where);
                QVERIFY2(std::signbit(weight) != used, where);
                QVERIFY2(std::abs(double(weight) - (used ? plain.weights[k] : 0)) < WeightBound * c.rule.scale, where);
            }
            if (!device.margins.empty()) {
                const double margin = device.margins[2 * row], group = device.margins[2 * row + 1];
                QVERIFY(std::isinf(margin) == std::isinf(plain.margin));
                QVERIFY(std::isinf(margin) || std::abs(margin - plain.margin) < WeightBound);
                QVERIFY(std::isinf(group) == std::isinf(plain.groupMargin));
                QVERIFY(std::isinf(group) || std::abs(group - plain.groupMargin) < 2 * WeightBound);
            }
        }
        QVERIFY(compared > c.rows() / 2);
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void choosesAsItIsTold()
    {
        struct Shape {
            uint32_t experts, used, choices, groups, groupsUsed, rows;
        };
        constexpr Shape Shapes[] = {{8, 2, 5, 1, 1, 41},   {64, 6, 6, 1, 1, 80},  {65, 7, 12, 1, 1, 33},
                                    {160, 6, 9, 8, 3, 60}, {256, 8, 8, 8, 4, 60}, {12, 2, 3, 3, 2, 47}};
        OpBench &bench = m_benches.of(testing::currentForm());
        testing::Dice dice(testing::testSeed());
        for (const Shape &s : Shapes)
            for (const Gate gate : {Gate::Softmax, Gate::Sigmoid})
                for (const bool biased : {false, true}) {
                    const bool normalise = dice.between(0, 1) == 1;
                    const Case c =
                        makeCase(bench, dice,
                                 {s.experts, s.used, s.groups, s.groupsUsed, gate, normalise, normalise ? 2.5F : 1.0F},
                                 s.choices, biased, s.rows);
                    compare(c, onDevice(bench, c, false, 0));
                    compare(c, onDevice(bench, c, true, 0));
                    bench.startOver();
                }
    }

    // To the bit what route() says, of rows that have no alteration and of such that name every expert, beside others;
    // whether it is tapped or not.
    void changesNoBitOfOthers()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        testing::Dice dice(testing::testSeed());
        for (const RouterRule &rule :
             {RouterRule{64, 6, 1, 1, Gate::Softmax}, RouterRule{256, 8, 8, 4, Gate::Sigmoid, true, 2.5F},
              RouterRule{60, 4, 1, 1, Gate::Softmax, true}})
            for (const bool biased : {false, true})
                for (const bool tapped : {false, true}) {
                    const uint32_t choices = rule.used + dice.between(0, 2);
                    const Case c = makeCase(bench, dice, rule, choices, biased, 63);
                    const Routed altered = onDevice(bench, c, tapped, 3);
                    const gpu::Tensor logits = bench.activations(c.logits, rule.experts, c.rows());
                    const gpu::Tensor bias = biased ? bench.activations(c.bias, rule.experts) : gpu::Tensor();
                    const gpu::Tensor ids = bench.activations(rule.used, c.rows()),
                                      weights = bench.activations(rule.used, c.rows());
                    bench.run([&](gpu::Commands &commands) { ops::route(commands, logits, bias, rule, ids, weights); });
                    const std::vector<uint32_t> ownIds = bench.readIntegers(ids),
                                                ownWeights = bench.readIntegers(weights);
                    uint32_t same = 0;
                    for (uint32_t row = 0; row < c.rows(); ++row)
                        for (uint32_t k = 0; c.wishOf[row] < 2 && k < rule.used; ++k) {
                            QCOMPARE(altered.ids[row * choices + k], ownIds[row * rule.used + k]);
                            QCOMPARE(altered.weights[row * choices + k], ownWeights[row * rule.used + k]);
                            ++same;
                        }
                    QVERIFY(same > c.rows() / 3 * rule.used);
                    bench.startOver();
                }
    }

    // What it weighed: the weights and margins come from these numbers by the rule's own arithmetic, to the bit.
    void tellsItsOwnNumbers()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        testing::Dice dice(testing::testSeed());
        for (const uint32_t marked : {0U, 1U, 6U, 7U}) {
            const RouterRule rule{160, 6, 8, 3, Gate::Sigmoid, false, 1};
            const Case c = makeCase(bench, dice, rule, 6, true, 9);
            std::vector<float> scores;
            const Routed routed = onDevice(bench, c, true, marked, &scores);
            const Wish &wish = c.wishes[c.wishOf[marked]];
            const auto at = [&](uint32_t kind, uint32_t e) { return scores[kind * rule.experts + e]; };
            for (uint32_t e = 0; e < rule.experts; ++e) {
                QCOMPARE(at(args::TapLogit, e), c.logits[marked * rule.experts + e]);
                QCOMPARE(at(args::TapBias, e), c.bias[e]);
                const float biased = at(args::TapAffinity, e) + (wish.withoutBias ? 0.0F : c.bias[e]);
                QCOMPARE(at(args::TapScore, e), biased + (wish.knobs.empty() ? 0.0F : wish.knobs[e].bias));
            }
            for (uint32_t k = 0; k < wish.used; ++k) {
                const uint32_t e = routed.ids[marked * 6 + k];
                const float factor = wish.knobs.empty() ? 1 : wish.knobs[e].factor;
                QCOMPARE(std::bit_cast<float>(routed.weights[marked * 6 + k]), at(args::TapAffinity, e) * factor);
            }
            uint32_t kept = 0;
            for (uint32_t g = 0; g < rule.groups; ++g)
                kept += at(args::TapGroupKept, g) == 1;
            QCOMPARE(kept, wish.groupsUsed);
            // Who would be next, by what gives the order.
            const auto chosen = routed.ids.begin() + marked * 6;
            const bool shifted = std::ranges::any_of(wish.knobs, [](const Knob &knob) { return knob.bias != 0; });
            const uint32_t order = wish.withoutBias && !shifted ? args::TapLogit : args::TapScore;
            int next = -1;
            for (uint32_t e = 0; e < rule.experts; ++e)
                if (at(args::TapGroupKept, e / (rule.experts / rule.groups)) == 1 &&
                    (wish.knobs.empty() || wish.knobs[e].action != args::KnobOff) &&
                    std::count(chosen, chosen + wish.used, e) == 0 &&
                    (next < 0 || at(order, e) > at(order, uint32_t(next))))
                    next = int(e);
            QVERIFY(next >= 0);
            QCOMPARE(at(args::TapNext, 0), float(next));
            bench.startOver();
        }
    }

    // An affinity of 1e-8 beside a bias of 12 is lost in their sum, and still there by itself.
    void losesNoSmallAffinity()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        Case c{{4, 2, 1, 1, Gate::Sigmoid}, 2, {-18, -18.5F, 1, 2}, {12, 12, 0, 0}, {}, {0}};
        c.wishes.assign(1, Wish{std::vector<Knob>(4), 2, 1, false});
        std::vector<float> scores;
        const Routed routed = onDevice(bench, c, true, 0, &scores);
        QCOMPARE(routed.ids, (std::vector<uint32_t>{0, 1}));
        QVERIFY(std::abs(scores[args::TapAffinity * 4] / std::exp(-18.0) - 1) < 1e-5);
        QCOMPARE(std::bit_cast<float>(routed.weights[0]), scores[args::TapAffinity * 4]);
        QCOMPARE(scores[args::TapScore * 4], 12.0F);
        QCOMPARE(scores[args::TapNext * 4], 3.0F);
        c.choices = c.wishes[0].used = 4;
        onDevice(bench, c, true, 0, &scores);
        QCOMPARE(scores[args::TapNext * 4], -1.0F); // all are chosen
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor logits = bench.activations(8), ids = bench.activations(2), weights = bench.activations(2);
        const ops::RouterAlterations right{bench.step(0, 1), bench.integers(std::vector<uint32_t>(4)),
                                           bench.integers(std::vector<uint32_t>(4))};
        const auto record = [&](const ops::RouterAlterations &alterations, const ops::RouterTap &tap) {
            bench.run([&](gpu::Commands &commands) {
                ops::routeAltered(commands, logits, {}, {8, 2}, alterations, tap, ids, weights);
            });
        };
        ops::RouterAlterations wrong = right;
        wrong.step = bench.step(0, 2);
        QVERIFY_EXCEPTION_THROWN(record(wrong, {}), Error);
        wrong = right;
        wrong.changes = bench.integers(std::vector<uint32_t>(5));
        QVERIFY_EXCEPTION_THROWN(record(wrong, {}), Error);
        wrong = right;
        wrong.knobs = bench.integers(std::vector<uint32_t>(6));
        QVERIFY_EXCEPTION_THROWN(record(wrong, {}), Error);
        QVERIFY_EXCEPTION_THROWN(record(right, {bench.activations(2), {}}), Error);
        QVERIFY_EXCEPTION_THROWN(record(right, {bench.activations(3), bench.activations(8, args::TapRows)}), Error);
    }
};
QTEST_GUILESS_MAIN(TestRouteAltered)
#include "tst_route_altered.moc"
