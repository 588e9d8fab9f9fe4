// The CPU reference against cases that can be computed by hand.
#include "api/error.h"
#include "reference/dequantise.h"
#include "reference/ops.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace deepscope;
using namespace deepscope::reference;

namespace {

using Row = std::vector<float>;

// One rounding to float of a result that was computed in double.
void compareRows(const Row &actual, const std::vector<double> &expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (size_t i = 0; i < actual.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) <= 1.2e-7 * std::max(1.0, std::abs(expected[i])),
                 qPrintable(QString("value %1 is %2, not %3").arg(i).arg(double(actual[i])).arg(expected[i])));
}

std::vector<int> experts(const std::vector<ExpertHit> &hits)
{
    std::vector<int> ids;
    for (const ExpertHit &hit : hits)
        ids.push_back(hit.expert);
    return ids;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// One value of a block that holds the given bytes and zeros; worked out by hand from the formats.
struct Block {
    TensorType type;
    std::vector<std::pair<size_t, uint8_t>> bytes; // offset, value
    size_t index;
    float value;
};

std::vector<Block> knownBlocks()
{
    constexpr uint8_t One = 0x3c, Two = 0x40, Half = 0x38; // upper bytes of F16 numbers
    return {
        {TensorType::Q4_0, {{1, Two}, {2 + 3, 0xf1}}, 3, -14}, // (1 - 8) * 2
        {TensorType::Q4_0, {{1, Two}, {2 + 3, 0xf1}}, 19, 14}, // (15 - 8) * 2
        {TensorType::Q4_1, {{1, Two}, {3, One}, {4 + 15, 0xf1}}, 15, 3},
        {TensorType::Q4_1, {{1, Two}, {3, One}, {4 + 15, 0xf1}}, 31, 31},
        {TensorType::Q5_0, {{1, One}, {2 + 1, 0x02}, {6 + 9, 0x05}}, 9, 5}, // bit 9: 21 - 16
        {TensorType::Q5_0, {{1, One}, {2 + 3, 0x02}, {6 + 9, 0x50}}, 25, 5},
        {TensorType::Q5_1, {{1, One}, {3, Half}, {4 + 3, 0x80}, {8 + 15, 0xa0}}, 31, 26.5F},
        {TensorType::IQ4_NL, {{1, One}, {2, 0xf0}}, 0, -127},
        {TensorType::IQ4_NL, {{1, One}, {2, 0xf0}}, 16, 113},
        {TensorType::MXFP4, {{0, 130}, {1 + 5, 0x95}}, 5, 24},  // 6 * 2^(130 - 128)
        {TensorType::MXFP4, {{0, 130}, {1 + 5, 0x95}}, 21, -4}, // -1 * 4
        // Sub-block 11 of 16 values, minimum 2, scale 3; second half, bits 2-3 of byte 16 + 32 + 16 + 4
        {TensorType::Q2_K, {{81, Two}, {83, One}, {11, 0x23}, {16 + 52, 0x08}}, 180, 10}, // 2 * 3 * 2 - 2
        // Scale 13: low nibble is high in byte 5, high bits 6-7 of byte 9; value: bits 4-5, and bit 6 of the mask
        {TensorType::Q3_K, {{109, One}, {96 + 5, 0x70}, {96 + 9, 0xc0}, {32 + 32 + 20, 0x20}, {20, 0x40}}, 212, 46},
        {TensorType::Q3_K, {{109, One}, {96 + 5, 0x70}, {96 + 9, 0xc0}, {32 + 32 + 20, 0x20}}, 212, -46},
        // Scale 2 and minimum 2 of the first four: bytes 2 and 6
        {TensorType::Q4_K, {{1, Half}, {3, Two}, {4 + 2, 63}, {4 + 6, 5}, {16 + 32 + 7, 0x09}}, 71, 273.5F},
        // Scale 5 and minimum 5: nibbles of byte 9, upper bits of bytes 1 and 5
        {TensorType::Q4_K,
         {{1, One}, {3, One}, {4 + 9, 0x21}, {4 + 1, 0xc0}, {4 + 5, 0x40}, {16 + 64, 0x70}},
         160,
         325}, // (1 + 48) * 7 - (2 + 16)
        {TensorType::Q5_K,
         {{1, One}, {3, One}, {4 + 7, 0x01}, {4 + 11, 0x13}, {16 + 31, 0x80}, {48 + 127, 0x20}},
         255,
         53}, // 3 * (2 + 16) - 1
        {TensorType::Q6_K, {{209, Half}, {192 + 15, 0xfe}, {64 + 63, 0xb0}, {128 + 63, 0xc0}}, 255, -27},
        {TensorType::Q6_K, {{209, Half}, {192 + 2, 4}, {32, 0x0b}, {128, 0x04}}, 32, -10},
        // Scale 7: high nibble of byte 3, bits 14-15
        {TensorType::IQ4_XS, {{1, One}, {2 + 1, 0x80}, {4 + 3, 0x50}, {8 + 127, 0x10}}, 255, -520}, // (37 - 32) * -104
    };
}

} // namespace

class TestReferenceOps : public QObject {
    Q_OBJECT
private slots:
    void normalisesByRootMeanSquare()
    {
        Row y(2);
        rmsNorm(Row{3, 4}, Row{1, 2}, 0, y); // mean of squares 12.5
        compareRows(y, {3 / std::sqrt(12.5), 8 / std::sqrt(12.5)});
        rmsNorm(Row{0, 0}, Row{1, 1}, 1e-6F, y);
        compareRows(y, {0, 0});
        rmsNorm(Row{1, 1}, Row{1, 1}, 3, y); // 1 / sqrt(1 + 3)
        compareRows(y, {0.5, 0.5});
    }

    void multipliesMatrices()
    {
        const Row matrix = {1, 2, 3, 4, 5, 6}; // 2 x 3
        Row y(2), transposed(3);
        matrixVector(matrix, Row{1, 0, -1}, y);
        compareRows(y, {-2, -2});
        matrixTransposedVector(matrix, Row{1, -1}, transposed);
        compareRows(transposed, {-3, -3, -3});
    }

    // 1e8 swallows a 1 in float; in double it does not.
    void sumsInDouble()
    {
        Row y(1);
        matrixVector(Row{1e8F, 1, -1e8F}, Row{1, 1, 1}, y);
        QCOMPARE(y[0], 1.0F);
        matrixTransposedVector(Row{1e8F, 1, -1e8F}, Row{1, 1, 1}, y);
        QCOMPARE(y[0], 1.0F);
    }

    void rotatesPairs()
    {
        const double quarter = std::numbers::pi / 2;
        const Row frequencies = {float(quarter), 0};
        Row adjacent = {1, 2, 3, 4}, halves = {1, 2, 3, 4};
        rope(adjacent, 1, frequencies, RopePairing::Adjacent);
        compareRows(adjacent, {-2, 1, 3, 4});
        rope(halves, 1, frequencies, RopePairing::Halves);
        compareRows(halves, {-3, 2, 1, 4});
        Row unmoved = {1, 2, 3, 4};
        rope(unmoved, 0, frequencies, RopePairing::Adjacent);
        compareRows(unmoved, {1, 2, 3, 4});
    }

    void softmaxes()
    {
        Row x = {1000, 1000, -std::numeric_limits<float>::infinity()};
        softmax(x);
        compareRows(x, {0.5, 0.5, 0});
        compareRows(logSoftmax(Row{0, float(std::log(3.0))}), {std::log(0.25), std::log(0.75)});
    }

    void gates()
    {
        Row y(2);
        siluMultiply(Row{0, 2}, Row{5, 3}, y);
        compareRows(y, {0, 2 * sigmoid(2) * 3});
    }

    // Gates have an upper end, up values both; then 1 is added to these.
    void gatesWithClamps()
    {
        Row y(2);
        unitHidden(Row{0, 2}, Row{5, 3}, UnitRule::Swish, y);
        compareRows(y, {0, 2 * sigmoid(2) * 3});
        Row clamped(5);
        unitHidden(Row{2, 8, 300, -9, -2}, Row{3, 7.5, 1, -300, 9}, UnitRule::ClampedSwish, clamped);
        const double most = 7 * sigmoid(1.702 * 7);
        compareRows(clamped, {2 * sigmoid(1.702 * 2) * 4, most * 8, most * 2, -9 * sigmoid(1.702 * -9) * -6,
                              -2 * sigmoid(1.702 * -2) * 8});
    }

    // Head 0 sees only the latent, head 1 only the rope key; equal scores share equally.
    void attendsToLatents()
    {
        const LatentShape shape{2, 2, 1};
        const Row cache = {1, 0, 0, /**/ 0, 1, float(std::log(3.0))};
        const Row queries = {0, 0, 0, /**/ 0, 0, 2};
        Row out(4);
        latentAttention(queries, cache, shape, 0.5F, out);
        compareRows(out, {0.5, 0.5, /**/ 0.25, 0.75});
    }

    // With as many key/value heads as heads every head attends alone; with fewer, neighbours share.
    void groupedAttentionShares()
    {
        const std::vector<float> queries = {1, 0, 0, 1, 2, 0, 0, 3};           // 4 heads of 2
        const std::vector<float> keys = {1, 0, 0, 1, 0, 1, 1, 0};              // 2 positions, 2 heads of 2
        const std::vector<float> values = {1, 10, 2, 20};                      // 2 positions, 2 heads of 1
        const auto mix = [](double a, double b, double first, double second) { // softmax of two scores
            return float((std::exp(a) * first + std::exp(b) * second) / (std::exp(a) + std::exp(b)));
        };
        std::vector<float> out(4);
        groupedAttention(queries, keys, values, {4, 2, 2, 1}, 1, out);
        const std::vector<float> expected = {mix(1, 0, 1, 2), mix(0, 1, 1, 2), mix(0, 2, 10, 20), mix(3, 0, 10, 20)};
        for (size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(out[i] - expected[i]) < 1e-6);
    }

    void routesBySoftmax()
    {
        const RouterRule rule{.experts = 4, .used = 2};
        const Row logits = {0, float(std::log(2.0)), float(std::log(4.0)), 0}; // probabilities 1/8, 1/4, 1/2, 1/8
        const auto hits = route(logits, {}, rule);
        QCOMPARE(experts(hits), (std::vector<int>{2, 1}));
        compareRows({hits[0].weight, hits[1].weight}, {0.5, 0.25});
    }

    void normalisesAndScalesWeights()
    {
        const RouterRule rule{.experts = 4, .used = 2, .normalise = true, .scale = 3};
        const auto hits = route(Row{0, float(std::log(2.0)), float(std::log(4.0)), 0}, {}, rule);
        compareRows({hits[0].weight, hits[1].weight}, {2, 1});
    }

    void sumOfTinyWeightsIsBounded()
    {
        const RouterRule rule{.experts = 2, .used = 1, .gate = Gate::Sigmoid, .normalise = true};
        const auto hits = route(Row{-20, -30}, {}, rule);
        compareRows({hits[0].weight}, {sigmoid(-20) / 6.1035e-5});
    }

    // The bias decides who is chosen, and in what order, but not the weight.
    void biasSelectsOnly()
    {
        const RouterRule rule{.experts = 3, .used = 2, .gate = Gate::Sigmoid};
        const auto hits = route(Row{2, 1, -5}, Row{0, 0.5F, 2}, rule);
        QCOMPARE(experts(hits), (std::vector<int>{2, 1}));
        compareRows({hits[0].weight, hits[1].weight}, {sigmoid(-5), sigmoid(1)});
    }

    void tiesGoToTheLowerExpert()
    {
        const RouterRule rule{.experts = 4, .used = 3};
        QCOMPARE(experts(route(Row{1, 2, 2, 1}, {}, rule)), (std::vector<int>{1, 2, 0}));
    }

    // The best expert stands alone in its group; the two best of the other group count more together.
    void groupsCountTheirTwoBest()
    {
        const RouterRule rule{.experts = 4, .used = 2, .groups = 2, .groupsUsed = 1, .gate = Gate::Sigmoid};
        QCOMPARE(experts(route(Row{3, -9, 1, 2}, {}, rule)), (std::vector<int>{3, 2}));
        const RouterRule single{.experts = 2, .used = 1, .groups = 2, .groupsUsed = 1, .gate = Gate::Sigmoid};
        QCOMPARE(experts(route(Row{-1, 1}, {}, single)), (std::vector<int>{1}));
    }

    void groupsUseTheBias()
    {
        const RouterRule rule{.experts = 4, .used = 1, .groups = 2, .groupsUsed = 1, .gate = Gate::Sigmoid};
        QCOMPARE(experts(route(Row{3, 3, 0, 0}, Row{0, 0, 4, 0}, rule)), (std::vector<int>{2}));
    }

    void readsHalfPrecision()
    {
        QCOMPARE(fromF16(0x3c00), 1.0F);
        QCOMPARE(fromF16(0xc000), -2.0F);
        QCOMPARE(fromF16(0x7bff), 65504.0F);
        QCOMPARE(fromF16(0x0400), std::ldexp(1.0F, -14)); // smallest normal
        QCOMPARE(fromF16(0x0001), std::ldexp(1.0F, -24)); // smallest subnormal
        QCOMPARE(fromF16(0x03ff), std::ldexp(1023.0F, -24));
        QVERIFY(std::signbit(fromF16(0x8000)) && fromF16(0x8000) == 0);
        QVERIFY(std::isinf(fromF16(0x7c00)) && std::isinf(fromF16(0xfc00)) && fromF16(0xfc00) < 0);
        QVERIFY(std::isnan(fromF16(0x7e00)));
        QCOMPARE(fromBf16(0x3f80), 1.0F);
        QCOMPARE(fromBf16(0xc040), -3.0F);
    }

    void readsEightBitBlocks()
    {
        std::vector<uint8_t> data(68);
        data[1] = 0x38; // scale 0.5
        data[2] = 0x80; // -128
        data[33] = 127;
        data[35] = 0xbc; // scale -1
        data[36] = 3;
        Row values(64);
        dequantise(TensorType::Q8_0, data, values);
        QCOMPARE(values[0], -64.0F);
        QCOMPARE(values[1], 0.0F);
        QCOMPARE(values[31], 63.5F);
        QCOMPARE(values[32], -3.0F);
    }

    void readsKnownBlocks()
    {
        for (const Block &block : knownBlocks()) {
            const TypeTraits traits = typeTraits(block.type);
            std::vector<uint8_t> data(traits.bytes, 0);
            for (const auto &[offset, value] : block.bytes)
                data[offset] = value;
            Row values(traits.elements);
            dequantise(block.type, data, values);
            QCOMPARE(values[block.index], block.value);
        }
    }

    // Every number at every power of two, the same bits: denormal scales are exact, what is too large is infinite.
    void readsEveryNumberOfMxfp4()
    {
        const double numbers[] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};
        for (int exponent = 0; exponent < 256; ++exponent) {
            std::vector<uint8_t> data = {uint8_t(exponent)};
            for (int i = 0; i < 16; ++i)
                data.push_back(uint8_t(i | (15 - i) << 4));
            Row values(32);
            dequantise(TensorType::MXFP4, data, values);
            for (int i = 0; i < 16; ++i) {
                const auto right = [&](int number) { return float(std::ldexp(numbers[number], exponent - 128)); };
                QVERIFY2(values[size_t(i)] == right(i) && values[size_t(i + 16)] == right(15 - i),
                         qPrintable(QString("number %1 at %2").arg(i).arg(exponent)));
            }
        }
    }

    void refusesBytesThatDoNotFit()
    {
        Row values(32);
        QVERIFY_EXCEPTION_THROWN(dequantise(TensorType::Q8_0, std::vector<uint8_t>(33), values), Error);
    }
};

QTEST_APPLESS_MAIN(TestReferenceOps)
#include "tst_reference_ops.moc"
