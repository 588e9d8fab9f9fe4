#include "support/device_forms.h"
#include "support/state_pieces.h"

#include "api/error.h"
#include "reference/delta.h"

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// A row rounds sums of up to 256 products that are below 1 each, and what the matrices hold, to about 1e-6 of a value's
// size. With unit keys no row makes an earlier error larger, and what decays forgets it: some tens add up in part.
constexpr double Bound = 1e-5;

constexpr uint32_t Lengths[] = {1, 2, 40, 11};
constexpr uint32_t Kept = 2 * std::size(Lengths) + 1; // slots: one that nobody uses

struct RuleShape {
    uint32_t width, keyHeads, valueHeads;
    bool alternate, joint; // joint: the gates of the value heads of a key head stand together

    uint32_t each() const { return valueHeads / keyHeads; }
    uint32_t matrixNumbers() const { return valueHeads * width * width; }
    uint32_t outColumns() const { return valueHeads * width; }
    // A row: queries, keys, values, then the gates.
    uint32_t gatesAt() const { return (2 * keyHeads + valueHeads) * width; }
    uint32_t columns() const { return gatesAt() + 2 * valueHeads; }
    uint32_t betaAt(uint32_t head) const
    {
        return gatesAt() + (joint ? head / each() * 2 * each() + head % each() : head);
    }
    uint32_t alphaAt(uint32_t head) const { return betaAt(head) + (joint ? each() : valueHeads); }
    uint32_t keyHeadOf(uint32_t head) const { return alternate ? head % keyHeads : head / each(); }
};

// Rates and biases of the heads, and rows whose keys and queries are of length 1.
struct RuleInput {
    RuleShape shape;
    std::vector<float> rates, biases;
    TextRows rows;
};

RuleInput ruleInput(OpBench &bench, const RuleShape &shape)
{
    RuleInput input{shape, bench.random(shape.valueHeads), bench.random(shape.valueHeads),
                    textRows(Lengths, shape.columns())};
    for (float &rate : input.rates)
        rate = -std::exp(rate);
    for (uint32_t text = 0; text < std::size(Lengths); ++text)
        for (uint32_t row = 0; row < Lengths[text]; ++row) {
            const std::span<float> to = input.rows.row(text, row);
            std::ranges::copy(bench.random(to.size()), to.begin());
            for (uint32_t head = 0; head < 2 * shape.keyHeads; ++head) {
                const std::span<float> unit = to.subspan(head * shape.width, shape.width);
                reference::unitHead(unit, 1e-6, 1, unit);
            }
        }
    return input;
}

// Matrices after a row, which gives `out`.
void referenceRow(const RuleInput &input, std::span<const float> row, std::span<double> matrices, std::span<double> out)
{
    const RuleShape &shape = input.shape;
    const std::vector<double> all(row.begin(), row.end());
    const auto headOf = [&](uint32_t number) { return std::span(all).subspan(number * shape.width, shape.width); };
    const size_t matrix = shape.width * shape.width;
    for (uint32_t head = 0; head < shape.valueHeads; ++head) {
        const uint32_t key = shape.keyHeadOf(head);
        const double decay = reference::deltaDecay(all[shape.alphaAt(head)], input.rates[head], input.biases[head]);
        reference::deltaStep<double>(headOf(key), headOf(shape.keyHeads + key), headOf(2 * shape.keyHeads + head),
                                     all[shape.betaAt(head)], decay, matrices.subspan(head * matrix, matrix),
                                     out.subspan(head * shape.width, shape.width));
    }
}

std::vector<float> rounded(const std::vector<double> &values) { return {values.begin(), values.end()}; }

ops::DeltaGates gatesOf(OpBench &bench, const RuleInput &input, const gpu::Tensor &rows)
{
    const RuleShape &shape = input.shape;
    const uint32_t columns = shape.joint ? 2 * shape.valueHeads - shape.each() : shape.valueHeads;
    return {.betas = rows.columnSlice(shape.betaAt(0), columns),
            .alphas = rows.columnSlice(shape.alphaAt(0), columns),
            .together = shape.joint ? shape.each() : 1,
            .apart = shape.joint ? 2 * shape.each() : 1,
            .rates = bench.activations(input.rates, shape.valueHeads),
            .biases = bench.activations(input.biases, shape.valueHeads)};
}

// Of rows as they lie in RuleInput.
void record(gpu::Commands &commands, const RuleShape &shape, const gpu::Tensor &rows, const ops::DeltaGates &gates,
            const ops::SequenceStates &states, const gpu::Tensor &matrices, const gpu::Tensor &out)
{
    const uint32_t width = shape.width;
    const auto heads = [&](const gpu::Tensor &of, uint32_t first, uint32_t count) {
        return ops::Heads{of.columnSlice(first * width, width), count, width};
    };
    ops::deltaRule(commands, heads(rows, 0, shape.keyHeads), heads(rows, shape.keyHeads, shape.keyHeads),
                   heads(rows, 2 * shape.keyHeads, shape.valueHeads), gates, shape.alternate, states, matrices,
                   heads(out, 0, shape.valueHeads));
}

} // namespace

class TestDeltaRule : public QObject {
    Q_OBJECT

    Benches m_benches;

    // What came out of rows that went in by these steps.
    static TextRows run(OpBench &bench, const RuleInput &input, const std::vector<StepPieces> &steps,
                        const gpu::Tensor &matrices)
    {
        const RuleShape &shape = input.shape;
        TextRows out = textRows(Lengths, shape.outColumns());
        for (const StepPieces &pieces : steps) {
            const std::vector<float> rows = input.rows.ofStep(pieces);
            const auto count = uint32_t(rows.size() / shape.columns());
            const gpu::Tensor x = bench.activations(rows, shape.columns(), count),
                              y = bench.activations(shape.outColumns(), count);
            const ops::DeltaGates gates = gatesOf(bench, input, x);
            const ops::SequenceStates states = statesOf(bench, pieces);
            bench.run([&](gpu::Commands &c) { record(c, shape, x, gates, states, matrices, y); });
            out.setOfStep(pieces, bench.read(y));
        }
        return out;
    }

    static DeviceValues valuesOf(const OpBench &bench, const std::vector<float> &values, uint32_t columns)
    {
        DeviceValues read;
        read.assign(values.begin(), values.end());
        read.columns = columns;
        read.device = bench.description();
        return read;
    }

    static void compare(OpBench &bench, const RuleShape &shape)
    {
        const RuleInput input = ruleInput(bench, shape);
        const gpu::Tensor matrices = bench.activations(shape.matrixNumbers(), Kept);
        Dice dice(shape.width);
        const std::vector<StepPieces> steps = cutAtRandom(Lengths, dice);
        const TextRows out = run(bench, input, steps, matrices);
        for (uint32_t text = 0; text < std::size(Lengths); ++text) {
            std::vector<double> state(shape.matrixNumbers()), expected(Lengths[text] * shape.outColumns());
            for (uint32_t row = 0; row < Lengths[text]; ++row)
                referenceRow(input, std::span(input.rows.texts[text]).subspan(row * shape.columns(), shape.columns()),
                             state, std::span(expected).subspan(row * shape.outColumns(), shape.outColumns()));
            COMPARE_VALUES(valuesOf(bench, out.texts[text], shape.outColumns()), rounded(expected), Bound);
            COMPARE_VALUES(bench.read(matrices.rowSlice(lastSlot(steps, text), 1)), rounded(state), Bound);
        }
        for (const float value : bench.read(matrices.rowSlice(Kept - 1, 1)))
            QVERIFY(std::isnan(value));
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void matchesReference_data()
    {
        QTest::addColumn<uint32_t>("width");
        QTest::addColumn<uint32_t>("keyHeads");
        QTest::addColumn<uint32_t>("valueHeads");
        QTest::addColumn<bool>("alternate");
        QTest::addColumn<bool>("joint");
        QTest::newRow("width 1") << 1U << 1U << 1U << false << false;
        QTest::newRow("width 3") << 3U << 2U << 4U << false << true;
        QTest::newRow("width 16") << 16U << 2U << 6U << true << false;
        QTest::newRow("width 33") << 33U << 3U << 3U << false << false;
        QTest::newRow("width 36") << 36U << 1U << 2U << true << true;
        QTest::newRow("width 128") << 128U << 1U << 2U << false << true;
    }

    void matchesReference()
    {
        QFETCH(uint32_t, width);
        QFETCH(uint32_t, keyHeads);
        QFETCH(uint32_t, valueHeads);
        QFETCH(bool, alternate);
        QFETCH(bool, joint);
        compare(m_benches.of(currentForm()), {width, keyHeads, valueHeads, alternate, joint});
    }

    // Kernels of it take long to build: in the first form alone.
    void takesTheWidestHead()
    {
        if (currentFormIndex() == 0)
            compare(m_benches.of(currentForm()), {256, 1, 1, false, false});
    }

    void sameBitsHoweverItIsCut()
    {
        OpBench &bench = m_benches.of(currentForm());
        for (const uint32_t width : {16U, 33U}) { // as in other tests, so that their kernels are there
            const RuleShape shape = width == 16 ? RuleShape{16, 2, 6, true, false} : RuleShape{33, 3, 3, false, false};
            const RuleInput input = ruleInput(bench, shape);
            const gpu::Tensor matrices = bench.activations(shape.matrixNumbers(), Kept);
            TextRows alone = textRows(Lengths, shape.outColumns());
            for (uint32_t text = 0; text < std::size(Lengths); ++text)
                alone.texts[text] = run(bench, input, wholeText(text, Lengths[text]), matrices).texts[text];
            for (uint32_t cut = 0; cut < 6; ++cut) {
                Dice dice(cut);
                const gpu::Tensor others = bench.activations(shape.matrixNumbers(), Kept);
                const std::vector<StepPieces> steps = cutAtRandom(Lengths, dice);
                QVERIFY(run(bench, input, steps, others).texts == alone.texts);
                for (uint32_t text = 0; text < std::size(Lengths); ++text)
                    QCOMPARE(rowBits(bench, others, lastSlot(steps, text)), rowBits(bench, matrices, slotOf(text, 0)));
            }
        }
    }

    // The slot that a sequence goes on from stays as it was, so that two may go on from it.
    void twoGoOnFromOneSlot()
    {
        OpBench &bench = m_benches.of(currentForm());
        const RuleShape shape = {16, 2, 6, true, false};
        const RuleInput input = ruleInput(bench, shape);
        const std::vector<float> before = bench.random(3 * shape.matrixNumbers());
        const gpu::Tensor matrices = bench.activations(before, shape.matrixNumbers(), 3);
        // Rows of texts 2 and 3, as if both had begun as one.
        const TextRows out = run(bench, input, {{{2, 0, 3, 1, 0}, {3, 0, 1, 1, 2}}}, matrices);
        const auto slot = std::span(before).subspan(shape.matrixNumbers(), shape.matrixNumbers());
        QVERIFY(std::ranges::equal(bench.read(matrices.rowSlice(1, 1)), slot));
        for (const uint32_t text : {2U, 3U}) {
            const uint32_t rows = text == 2 ? 3 : 1, columns = shape.outColumns();
            std::vector<double> state(slot.begin(), slot.end()), expected(rows * columns);
            for (uint32_t row = 0; row < rows; ++row)
                referenceRow(input, std::span(input.rows.texts[text]).subspan(row * shape.columns(), shape.columns()),
                             state, std::span(expected).subspan(row * columns, columns));
            const std::vector<float> actual(out.texts[text].begin(), out.texts[text].begin() + rows * columns);
            COMPARE_VALUES(valuesOf(bench, actual, columns), rounded(expected), Bound);
            COMPARE_VALUES(bench.read(matrices.rowSlice(text == 2 ? 0 : 2, 1)), rounded(state), Bound);
        }
    }

    // Very small and very large gates: a head keeps all, or nothing.
    void gatesFarOut()
    {
        OpBench &bench = m_benches.of(currentForm());
        RuleInput input = ruleInput(bench, {16, 2, 6, true, false});
        const RuleShape &shape = input.shape;
        const float alphas[] = {-1e30F, -60, -12, 12, 60, 1e30F}, betas[] = {200, -200, -1e30F, 1e30F, 30, -30};
        for (uint32_t row = 0; row < Lengths[2]; ++row)
            for (uint32_t head = 0; head < shape.valueHeads; ++head) {
                input.rows.row(2, row)[shape.alphaAt(head)] = alphas[(head + row) % 6];
                input.rows.row(2, row)[shape.betaAt(head)] = betas[(head + row / 6) % 6];
            }
        const gpu::Tensor matrices = bench.activations(shape.matrixNumbers(), Kept);
        const TextRows out = run(bench, input, wholeText(2, Lengths[2]), matrices);
        std::vector<double> state(shape.matrixNumbers()), expected(Lengths[2] * shape.outColumns());
        for (uint32_t row = 0; row < Lengths[2]; ++row)
            referenceRow(input, input.rows.row(2, row), state,
                         std::span(expected).subspan(row * shape.outColumns(), shape.outColumns()));
        COMPARE_VALUES(valuesOf(bench, out.texts[2], shape.outColumns()), rounded(expected), Bound);
    }

    // Slots that are not there are read as zeros and not written; rows that are not there are left out.
    void dropsWhatIsNotThere()
    {
        OpBench &bench = m_benches.of(currentForm());
        const RuleShape shape = {16, 2, 6, true, false};
        const RuleInput input = ruleInput(bench, shape);
        const StepPieces pieces = {{2, 0, 4, args::NoSlot, 0}};
        const gpu::Tensor x = bench.activations(input.rows.ofStep(pieces), shape.columns(), 4);
        const gpu::Tensor matrices =
                              bench.activations(bench.random(2 * shape.matrixNumbers()), shape.matrixNumbers(), 2),
                          y = bench.activations(shape.outColumns(), 6); // two rows more than the step has
        const std::vector<float> before = bench.read(matrices);
        const ops::DeltaGates gates = gatesOf(bench, input, x);
        const ops::StepRows step = statesOf(bench, pieces).step;
        for (const uint32_t wild : {2U, 0x7fffffffU, 0xfffffffeU}) {
            const gpu::Tensor records = bench.integers(
                {wild, wild, 0,    2, args::NoSlot, args::NoSlot, 3, wild, 0, 1, std::max(wild, 4U), wild,
                 1,    0,    wild, 0, args::NoSlot, wild,         2, 0});
            bench.run([&](gpu::Commands &c) {
                record(c, shape, x, gates, {step, records}, matrices, y.rowSlice(0, 4));
            });
            std::vector<double> state(shape.matrixNumbers()), expected(shape.outColumns());
            const std::vector<float> out = bench.read(y);
            for (uint32_t row = 0; row < 2; ++row) {
                referenceRow(input, std::span(input.rows.texts[2]).subspan(row * shape.columns(), shape.columns()),
                             state, expected);
                COMPARE_VALUES(bench.read(y.rowSlice(row, 1)), rounded(expected), Bound);
            }
            for (const uint32_t row : {2U, 4U, 5U})
                QVERIFY(std::isnan(out[row * shape.outColumns()]));
            QVERIFY(bench.read(matrices) == before);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const ops::SequenceStates two = statesOf(bench, {{0, 0, 2, args::NoSlot, 0}}),
                                  three = statesOf(bench, {{0, 0, 3, args::NoSlot, 0}});
        struct Operands {
            uint32_t width = 8, keyHeads = 2, valueHeads = 4, outWidth = 8, numbers = 4 * 64, gates = 4, rates = 4,
                     together = 1, apart = 1;
        };
        const auto heads = [&](uint32_t count, uint32_t width) {
            return ops::Heads{bench.activations(count * width, 2).columnSlice(0, width), count, width};
        };
        const auto records = [&](const Operands &of, const ops::SequenceStates &states) {
            const ops::Heads keys = heads(of.keyHeads, of.width), values = heads(of.valueHeads, of.width);
            const gpu::Tensor gate = bench.activations(of.gates, 2), rates = bench.activations(of.rates);
            bench.run([&](gpu::Commands &c) {
                ops::deltaRule(c, keys, keys, values, {gate, gate, of.together, of.apart, rates, rates}, false, states,
                               bench.activations(of.numbers, 2), heads(of.valueHeads, of.outWidth));
            });
        };
        records({}, two); // as it should be
        const ops::SequenceStates cut{two.step, two.records.columnSlice(0, 3)}, none{two.step, {}};
        for (const ops::SequenceStates &states : {three, cut, none})
            QVERIFY_EXCEPTION_THROWN(records({}, states), Error);
        for (const Operands &of :
             {Operands{.keyHeads = 3}, Operands{.outWidth = 7}, Operands{.numbers = 255}, Operands{.gates = 3},
              Operands{.rates = 5}, Operands{.together = 0}, Operands{.together = 2, .apart = 1},
              Operands{.together = 2, .apart = 4}, Operands{.width = 257, .outWidth = 257, .numbers = 4 * 257 * 257}})
            QVERIFY_EXCEPTION_THROWN(records(of, two), Error);
    }
};

QTEST_GUILESS_MAIN(TestDeltaRule)
#include "tst_delta_rule.moc"
