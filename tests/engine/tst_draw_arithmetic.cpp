// Random numbers, weights and changed logits: known answers, and what doubles give.
#include "text/adjusted_tokens.h"
#include "text/draw_arithmetic.h"
#include "text/philox.h"

#include "api/error.h"

#include <QTest>

#include <cfloat>
#include <cmath>
#include <random>
#include <set>

using namespace deepscope;

class TestDrawArithmetic : public QObject {
    Q_OBJECT

private slots:
    // The vectors that were published with the paper.
    void philoxGivesThePublishedNumbers()
    {
        using Words = std::array<uint32_t, 4>;
        QCOMPARE(philox4x32({}, {}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        constexpr uint32_t All = 0xffffffff;
        QCOMPARE(philox4x32({All, All, All, All}, {All, All}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
                 (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void everyPlaceHasItsNumber()
    {
        QCOMPARE(drawNumber(0, {0, 0}), 0xe169c58d6627e8d5U);
        std::set<uint64_t> numbers;
        for (const uint64_t seed : {uint64_t(0), uint64_t(1), uint64_t(1) << 32})
            for (uint32_t sample = 0; sample < 4; ++sample)
                for (uint32_t position = 0; position < 4; ++position)
                    numbers.insert(drawNumber(seed, {sample, position}));
        QCOMPARE(numbers.size(), size_t(48));
    }

    void theExponentialIsClose()
    {
        double worst = 0;
        for (float x = 0; x > -87; x -= 0.00091F)
            worst = std::max(worst, std::abs(double(exponential(x)) / std::exp(double(x)) - 1));
        QVERIFY2(worst < 2e-7, qPrintable(QString::number(worst)));
        QCOMPARE(exponential(0), 1.0F);
        QCOMPARE(exponential(-0.0F), 1.0F);
        QCOMPARE(exponential(-87.01F), 0.0F);
        QCOMPARE(exponential(-INFINITY), 0.0F);
        QCOMPARE(exponential(-FLT_MAX), 0.0F);
    }

    void weightsAreWholeNumbers()
    {
        constexpr uint64_t One = uint64_t(1) << WeightBits;
        QCOMPARE(weightOf(0, 1), One);
        QCOMPARE(weightOf(0, FLT_MAX), One);
        QCOMPARE(weightOf(-1, FLT_MAX), uint64_t(0));
        QCOMPARE(weightOf(-30, 1), uint64_t(0)); // less than 2^-43
        QCOMPARE(weightOf(-29, 1), uint64_t(double(exponential(-29)) * 0x1p43));
        QVERIFY(weightOf(-29, 1) > 0);
        QCOMPARE(weightOf(-3, 0.5F), uint64_t(double(exponential(-1.5F)) * 0x1p43));
        QCOMPARE(leastDifference(0), -FLT_MAX);
        QCOMPARE(leastDifference(1), 0.0F);
        QVERIFY(std::abs(leastDifference(0.25F) + 1.3862944F) < 1e-6F);
        QCOMPARE(inverseOf(4), 0.25F);
        QCOMPARE(inverseOf(1e-40F), FLT_MAX);
        QCOMPARE(inverseOf(FLT_MAX), FLT_MIN);
    }

    void partsAreRoundedDown()
    {
        constexpr uint64_t All = ~uint64_t(0), Half = uint64_t(1) << 63;
        QCOMPARE(partOf(All, All), All - 1);
        QCOMPARE(partOf(7, Half), uint64_t(3));
        QCOMPARE(partOf(uint64_t(1) << 62, Half), uint64_t(1) << 61);
        QCOMPARE(partOf(0x123456789abcdef0U, uint64_t(1) << 60), uint64_t(0x0123456789abcdefU));
        QCOMPARE(partOf(1000, 0), uint64_t(0));
        std::mt19937_64 random(1);
        for (int i = 0; i < 1000; ++i) {
            const uint64_t whole = random() >> (i % 60), fraction = random();
            const long double exact = std::ldexp((long double)whole * (long double)fraction, -64);
            QVERIFY(std::abs((long double)partOf(whole, fraction) - exact) <= 1 + exact * 1e-18L);
        }
    }

    void logitsAreChangedInOrder()
    {
        const auto adjusted = [](float logit, const TokenEntry &entry, const Sampling &settings) {
            return adjustedLogit(logit, entry, settings);
        };
        QCOMPARE(adjusted(3, {0, 0, 0, 1.5F}, {}), 4.5F);
        QCOMPARE(adjusted(3, {0, 1, 0, 0}, {.repetitionPenalty = 2}), 1.5F);
        QCOMPARE(adjusted(-3, {0, 0, 7, 0}, {.repetitionPenalty = 2}), -6.0F); // once, however often
        QCOMPARE(adjusted(3, {0, 0, 0, 0}, {.repetitionPenalty = 2}), 3.0F);
        QCOMPARE(adjusted(3, {0, 9, 3, 0}, {.frequencyPenalty = 0.5F}), 1.5F);
        QCOMPARE(adjusted(3, {0, 9, 3, 0}, {.presencePenalty = 0.5F}), 2.5F);
        QCOMPARE(adjusted(3, {0, 9, 0, 0}, {.presencePenalty = 0.5F, .frequencyPenalty = 1}), 3.0F);
        // The bias comes before the repetition penalty, which sees its sign; the others after it.
        QCOMPARE(adjusted(1, {0, 0, 2, -3}, {.repetitionPenalty = 2, .presencePenalty = 0.25F, .frequencyPenalty = 1}),
                 -6.25F);
        QCOMPARE(adjusted(FLT_MAX, {0, 0, 1, 0}, {.repetitionPenalty = 0.01F}), FLT_MAX);
        QCOMPARE(adjusted(-FLT_MAX, {0, 0, 1, 0}, {.repetitionPenalty = 100}), -FLT_MAX);
    }

    void onlyWhatIsAskedForIsCounted()
    {
        const auto entries = [](const Sampling &settings) {
            AdjustedTokens tokens(settings, 100);
            tokens.addPrompt(std::vector<int32_t>{5, 6, 5});
            tokens.addAnswer(6);
            tokens.addAnswer(7);
            return std::vector<TokenEntry>(tokens.entries().begin(), tokens.entries().end());
        };
        using Entries = std::vector<TokenEntry>;
        QCOMPARE(entries({}), Entries{});
        QCOMPARE(entries({.temperature = 1, .topK = 5}), Entries{});
        QCOMPARE(entries({.repetitionPenalty = 1.1F}), (Entries{{5, 2, 0, 0}, {6, 1, 1, 0}, {7, 0, 1, 0}}));
        QCOMPARE(entries({.presencePenalty = 1}), (Entries{{6, 0, 1, 0}, {7, 0, 1, 0}}));
        QCOMPARE(entries({.frequencyPenalty = 1}), (Entries{{6, 0, 1, 0}, {7, 0, 1, 0}}));
        QCOMPARE(entries({.logitBias = {{9, 2}, {8, 1}, {9, -1}}}), (Entries{{9, 0, 0, -1}, {8, 0, 0, 1}}));
        QCOMPARE(entries({.presencePenalty = 1, .logitBias = {{7, 2}}}), (Entries{{7, 0, 1, 2}, {6, 0, 1, 0}}));
    }

    void refusesABiasForNoToken()
    {
        for (const int32_t token : {-1, 100}) {
            try {
                const AdjustedTokens tokens({.logitBias = {{token, 1}}}, 100);
                QFAIL("accepted");
            } catch (const Error &error) {
                QCOMPARE(int(error.kind()), int(ErrorKind::Usage));
                QVERIFY(std::string(error.what()).find("token " + std::to_string(token)) != std::string::npos);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestDrawArithmetic)
#include "tst_draw_arithmetic.moc"
