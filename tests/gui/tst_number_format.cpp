#include "paint/number_format.h"
#include "paint/token_text.h"

#include <QTest>

using namespace deepscope;

class TestNumberFormat : public QObject {
    Q_OBJECT

private slots:
    void bytes()
    {
        QCOMPARE(formatBytes(0), "0 B");
        QCOMPARE(formatBytes(1023), "1023 B");
        QCOMPARE(formatBytes(49'357), "48.2 KiB");
        QCOMPARE(formatBytes(6'203'904), "5.92 MiB");
        QCOMPARE(formatBytes(uint64_t(1) << 33), "8.00 GiB");
        QCOMPARE(formatBytes(1'048'570), "1.00 MiB"); // never 1024 KiB
        QCOMPARE(formatExactBytes(49'357), "49,357 bytes");
        QCOMPARE(formatExactBytes(1), "1 byte");
    }

    void counts()
    {
        QCOMPARE(formatCount(950), "950");
        QCOMPARE(formatCount(1'300'000), "1.3 M");
        QCOMPARE(formatCount(671'000'000'000), "671 G");
        QCOMPARE(formatCount(999'999), "1 M");
        QCOMPARE(formatExactCount(1'234'567), "1,234,567");
        QCOMPARE(formatPlural(1, Noun::Token), "1 token");
        QCOMPARE(formatPlural(1234, Noun::Token), "1,234 tokens");
    }

    void times()
    {
        QCOMPARE(formatSeconds(0), "0 s");
        QCOMPARE(formatSeconds(0.4), "0.4 s");
        QCOMPARE(formatSeconds(12e-6), QString("12 µs"));
        QCOMPARE(formatSeconds(0.0034), "3.4 ms");
        QCOMPARE(formatSeconds(0.013), "13 ms");
        QCOMPARE(formatSeconds(42), "42 s");
        QCOMPARE(formatSeconds(125), "2 min 5 s");
        QCOMPARE(formatSeconds(3 * 3600 + 120), "3 h 2 min");
        QCOMPARE(formatRate(77.2), "77 tokens/s");
        QCOMPARE(formatRate(0.83), "0.8 tokens/s");
        QCOMPARE(formatRate(12'345), "12,345 tokens/s");
        QCOMPARE(formatRate(1.0 / 0.0), "0 tokens/s");
    }

    void shares()
    {
        QCOMPARE(formatShare(0.23), "23 %");
        QCOMPARE(formatShare(0.045), "4.5 %");
        QCOMPARE(formatShare(0.0012), "0.12 %");
        QCOMPARE(formatShare(0.00001), "< 0.01 %");
        QCOMPARE(formatShare(0), "0 %");
        QCOMPARE(formatShare(1), "100 %");
        QCOMPARE(formatWeight(0.3061), "0.31");
        QCOMPARE(formatWeight(0.001), "< 0.01");
        QCOMPARE(formatLogprob(-1.2), "-1.20");
        QCOMPARE(formatLogprob(-0.0049), "0.00");
        QCOMPARE(formatSigned(0.744), "+0.74");
        QCOMPARE(formatSigned(-0.26), "-0.26");
        QCOMPARE(formatSigned(-0.001), "0.00");
        QCOMPARE(formatFactor(16), "16x");
        QCOMPARE(formatFactor(1.31), "1.3x");
    }

    void ordinals()
    {
        QCOMPARE(formatOrdinal(0), "first");
        QCOMPARE(formatOrdinal(3), "fourth");
        QCOMPARE(formatOrdinal(10), "11th");
        QCOMPARE(formatOrdinal(21), "22nd");
    }

    void tokens()
    {
        QCOMPARE(visibleTokenText(" carry"), QString("\u00b7carry"));
        QCOMPARE(visibleTokenText("a\n"), QString("a\u21b5"));
        QCOMPARE(visibleTokenText("\t"), QString("\u21e5"));
        QCOMPARE(visibleTokenText(""), "(empty)");
        QCOMPARE(visibleTokenText("\xe2"), "<0xE2>");
        QCOMPARE(visibleTokenText("\xe2\x82\xac"), QString("\u20ac"));
        QCOMPARE(visibleTokenText("\xf0\x9f\x98\x80"), QString::fromUtf8("\xf0\x9f\x98\x80"));
        QCOMPARE(visibleTokenText("\xc0\xaf"), "<0xC0><0xAF>");                     // longer than needed
        QCOMPARE(visibleTokenText("\xed\xa0\x80"), "<0xED><0xA0><0x80>");           // a surrogate
        QCOMPARE(visibleTokenText("\xf4\x90\x80\x80"), "<0xF4><0x90><0x80><0x80>"); // beyond Unicode
        QCOMPARE(visibleTokenText("\x01"), "<0x01>");
        QCOMPARE(plainTokenText(" a\nb"), " a\nb");
        QCOMPARE(plainTokenText("\x80 x"), "<0x80> x");
    }
};

QTEST_GUILESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
