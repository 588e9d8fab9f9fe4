#include "support/device_forms.h"
#include "support/state_pieces.h"

#include "api/error.h"
#include "reference/delta.h"

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// A few products in F32 and the sigmoid's own error: some 1e-7 of sums of some units.
constexpr double Bound = 2e-6;

constexpr uint32_t Lengths[] = {1, 2, 9, 40};
constexpr uint32_t Slots = 2 * std::size(Lengths) + 1; // one that nobody uses

struct Shape {
    uint32_t channels, kernel;
};
constexpr Shape Shapes[] = {{1, 1}, {5, 2}, {33, 4}, {16, 1}, {128, 4}, {3, 7}, {260, 2}};

// What goes in, and what came out.
struct Convolved {
    const TextRows &x;
    TextRows y;
    gpu::Tensor tails;
};

} // namespace

class TestShortConvolution : public QObject {
    Q_OBJECT

    Benches m_benches;

    static TextRows randomRows(OpBench &bench, uint32_t columns)
    {
        TextRows rows = textRows(Lengths, columns);
        for (std::vector<float> &text : rows.texts)
            text = bench.random(text.size());
        return rows;
    }

    static void run(OpBench &bench, Convolved &convolved, const gpu::Tensor &weight,
                    const std::vector<StepPieces> &steps)
    {
        const uint32_t channels = convolved.x.columns;
        for (const StepPieces &pieces : steps) {
            const std::vector<float> rows = convolved.x.ofStep(pieces);
            const auto count = uint32_t(rows.size() / channels);
            const gpu::Tensor x = bench.activations(rows, channels, count), y = bench.activations(channels, count);
            const ops::SequenceStates states = statesOf(bench, pieces);
            bench.run([&](gpu::Commands &c) { ops::shortConvolution(c, x, weight, states, convolved.tails, y); });
            convolved.y.setOfStep(pieces, bench.read(y));
        }
    }

    // Without a tail, none.
    static gpu::Tensor placeTails(OpBench &bench, const Shape &shape)
    {
        return shape.kernel > 1 ? bench.activations((shape.kernel - 1) * shape.channels, Slots) : gpu::Tensor();
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void matchesReference()
    {
        OpBench &bench = m_benches.of(currentForm());
        for (const Shape &shape : Shapes) {
            TextRows x = randomRows(bench, shape.channels);
            const std::vector<float> weight = bench.random(size_t(shape.channels) * shape.kernel);
            const gpu::Tensor deviceWeight = bench.activations(weight, shape.kernel, shape.channels);
            Convolved convolved{x, textRows(Lengths, shape.channels), placeTails(bench, shape)};
            Dice dice(1);
            const std::vector<StepPieces> steps = cutAtRandom(Lengths, dice);
            run(bench, convolved, deviceWeight, steps);
            for (uint32_t text = 0; text < std::size(Lengths); ++text) {
                std::vector<float> tail((shape.kernel - 1) * shape.channels), expected(x.texts[text].size());
                for (uint32_t row = 0; row < Lengths[text]; ++row)
                    reference::shortConvolution(x.row(text, row), weight, tail,
                                                {expected.data() + row * shape.channels, shape.channels});
                DeviceValues actual;
                actual.assign(convolved.y.texts[text].begin(), convolved.y.texts[text].end());
                actual.columns = shape.channels;
                actual.device = bench.description();
                COMPARE_VALUES(actual, expected, Bound);
                if (shape.kernel > 1) // what came in is kept as it is
                    QVERIFY(bench.read(convolved.tails.rowSlice(lastSlot(steps, text), 1)) == tail);
            }
            if (shape.kernel > 1)
                for (const float value : bench.read(convolved.tails.rowSlice(Slots - 1, 1)))
                    QVERIFY(std::isnan(value));
        }
    }

    void sameBitsHoweverItIsCut()
    {
        OpBench &bench = m_benches.of(currentForm());
        const Shape shape = {36, 4};
        const TextRows x = randomRows(bench, shape.channels);
        const gpu::Tensor weight =
            bench.activations(bench.random(shape.channels * shape.kernel), shape.kernel, shape.channels);
        Convolved alone{x, textRows(Lengths, shape.channels), placeTails(bench, shape)};
        for (uint32_t text = 0; text < std::size(Lengths); ++text)
            run(bench, alone, weight, wholeText(text, Lengths[text]));
        for (uint32_t cut = 0; cut < 6; ++cut) {
            Dice dice(cut);
            Convolved parts{x, textRows(Lengths, shape.channels), placeTails(bench, shape)};
            const std::vector<StepPieces> steps = cutAtRandom(Lengths, dice);
            run(bench, parts, weight, steps);
            QVERIFY(parts.y.texts == alone.y.texts);
            for (uint32_t text = 0; text < std::size(Lengths); ++text)
                QCOMPARE(rowBits(bench, parts.tails, lastSlot(steps, text)),
                         rowBits(bench, alone.tails, slotOf(text, 0)));
        }
    }

    // Columns of a wider tensor, that do not begin on 16 bytes; slots that are filled before.
    void takesSlices()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Channels = 6, Wide = 9, Rows = 5;
        const std::vector<float> rows = bench.random(Wide * Rows), weight = bench.random(Channels * 3),
                                 tails = bench.random(2 * Channels * 3);
        const gpu::Tensor x = bench.activations(rows, Wide, Rows), y = bench.activations(rows, Wide, Rows);
        const gpu::Tensor kept = bench.activations(tails, 2 * Channels, 3);
        const ops::SequenceStates states = statesOf(bench, {{0, 0, Rows, 1, 0}});
        bench.run([&](gpu::Commands &c) {
            ops::shortConvolution(c, x.columnSlice(1, Channels), bench.activations(weight, 3, Channels), states, kept,
                                  y.columnSlice(2, Channels));
        });
        std::vector<float> expected = rows, tail(tails.begin() + 2 * Channels, tails.begin() + 4 * Channels);
        const std::vector<float> before = tail;
        for (uint32_t row = 0; row < Rows; ++row)
            reference::shortConvolution({rows.data() + row * Wide + 1, Channels}, weight, tail,
                                        {expected.data() + row * Wide + 2, Channels});
        COMPARE_VALUES(bench.read(y), expected, Bound);
        QVERIFY(bench.read(kept.rowSlice(0, 1)) == tail);
        QVERIFY(bench.read(kept.rowSlice(1, 1)) == before);
    }

    // Slots that are not there are read as zeros and not written; rows of no sequence stay.
    void dropsWhatIsNotThere()
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr uint32_t Channels = 4, Rows = 4;
        const std::vector<float> rows = bench.random(Channels * Rows), weight = bench.random(Channels * 2);
        const gpu::Tensor x = bench.activations(rows, Channels, Rows), y = bench.activations(Channels, Rows);
        const gpu::Tensor tails = bench.activations(bench.random(Channels * 2), Channels, 2);
        const std::vector<float> before = bench.read(tails);
        const ops::StepRows step = bench.step({{0, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 2, 0}, {0, 0, 999, 0}}, {{0}});
        for (const uint32_t wild : {2U, 0x7fffffffU, 0xfffffffeU}) {
            const gpu::Tensor records = bench.integers(
                {wild, wild, 0, 1, args::NoSlot, args::NoSlot, 1, wild, 0, 1, std::max(wild, Rows), wild});
            bench.run([&](gpu::Commands &c) {
                ops::shortConvolution(c, x, bench.activations(weight, 2, Channels), {step, records}, tails, y);
            });
            std::vector<float> expected(Channels), tail(Channels);
            reference::shortConvolution({rows.data(), Channels}, weight, tail, expected);
            COMPARE_VALUES(bench.read(y.rowSlice(0, 1)), expected, Bound);
            QVERIFY(std::isnan(bench.read(y)[2 * Channels]));
            QVERIFY(bench.read(tails) == before);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor x = bench.activations(8, 3), y = bench.activations(8, 3), narrow = bench.activations(7, 3),
                          weight = bench.activations(4, 8), tails = bench.activations(24, 2);
        const ops::SequenceStates states = statesOf(bench, {{0, 0, 3, args::NoSlot, 0}}),
                                  fewer = statesOf(bench, {{0, 0, 2, args::NoSlot, 0}});
        const ops::SequenceStates cut{states.step, states.records.columnSlice(0, 3)},
            shifted{states.step, bench.integers(std::vector<uint32_t>(9)).columnSlice(1, 8)};
        const auto refuses = [&](const gpu::Tensor &from, const gpu::Tensor &with, const ops::SequenceStates &of,
                                 const gpu::Tensor &kept) {
            QVERIFY_EXCEPTION_THROWN(
                bench.run([&](gpu::Commands &c) { ops::shortConvolution(c, from, with, of, kept, y); }), Error);
        };
        refuses(narrow, weight, states, tails);
        refuses(x, bench.activations(4, 7), states, tails);
        refuses(x, weight, fewer, tails);
        refuses(x, weight, cut, tails);
        refuses(x, weight, shifted, tails);
        refuses(x, weight, states, bench.activations(25, 2));
        refuses(x, weight, states, {});
    }
};

QTEST_GUILESS_MAIN(TestShortConvolution)
#include "tst_short_convolution.moc"
