// Text that arrives in stretches: characters stay whole, wrong bytes become U+FFFD.
#include "api/utf8_stream.h"
#include "text/utf8.h"

#include <QRegularExpression>
#include <QString>
#include <QTest>

using namespace deepscope;

namespace {

// Pushes stretches of `step` bytes.
std::string stream(const std::string &bytes, size_t step)
{
    Utf8Stream stream;
    std::string text;
    for (size_t at = 0; at < bytes.size(); at += step) {
        const std::string part = stream.push(std::string_view(bytes).substr(at, step));
        // Whatever comes out is displayable by itself.
        for (const Utf8Span &span : splitByValidity(part))
            if (!span.valid)
                return "broken";
        text += part;
    }
    return text + stream.finish();
}

QString withoutRepetition(QString text)
{
    static const QRegularExpression repetition("\uFFFD+");
    return text.replace(repetition, "\uFFFD");
}

} // namespace

class TestUtf8Stream : public QObject {
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void agreesWithQt();
    void holdsBack();
    void spansAreTheText();
};

void TestUtf8Stream::texts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    const QByteArray whole = "aé中😀\xF4\x8F\xBF\xBF";
    QTest::newRow("valid") << whole << whole;
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QByteArray("a\0b", 3);
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << QByteArray("a\uFFFDz");
    QTest::newRow("cut off at the end") << QByteArray("a\xF0\x9F\x98") << QByteArray("a\uFFFD");
    QTest::newRow("cut off within") << QByteArray("\xF0\x9F\x98z") << QByteArray("\uFFFDz");
    QTest::newRow("cut off, then a character") << QByteArray("\xE4\xBD\xE4\xBD\xA0") << QByteArray("\uFFFD你");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QByteArray("\uFFFD\uFFFD");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\uFFFD\uFFFD\uFFFD");
    QTest::newRow("too large") << QByteArray("\xF4\x90\x80\x80") << QByteArray("\uFFFD\uFFFD\uFFFD\uFFFD");
    QTest::newRow("never a byte of UTF-8") << QByteArray("\xFF\xFE") << QByteArray("\uFFFD\uFFFD");
}

void TestUtf8Stream::texts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    for (size_t step = 1; step <= 5; ++step)
        QCOMPARE(QByteArray::fromStdString(stream(bytes.toStdString(), step)), text);
}

// Every pair of bytes, and what may follow it, within two letters. How many replacement characters stand for wrong
// bytes is a matter of taste, and Qt has another one.
void TestUtf8Stream::agreesWithQt()
{
    for (int first = 0x80; first < 256; ++first)
        for (int second = 0; second < 256; ++second)
            for (const char *rest : {"", "\x80", "\xBF\x80", "\x80\x80\x80"}) {
                const std::string bytes = std::string("a") + char(first) + char(second) + rest + "z";
                QCOMPARE(withoutRepetition(QString::fromStdString(stream(bytes, 1))),
                         withoutRepetition(QString::fromUtf8(bytes.data(), qsizetype(bytes.size()))));
            }
}

void TestUtf8Stream::holdsBack()
{
    Utf8Stream stream;
    QCOMPARE(stream.push("a\xF0\x9F"), std::string("a"));
    QVERIFY(stream.holdsBack());
    QCOMPARE(stream.push("\x98"), std::string());
    QCOMPARE(stream.push("\x80!"), std::string("😀!"));
    QVERIFY(!stream.holdsBack());
    QCOMPARE(stream.push("\xC3"), std::string());
    QCOMPARE(stream.finish(), std::string("\uFFFD"));
    QCOMPARE(stream.finish(), std::string());
    QCOMPARE(stream.push("b"), std::string("b"));
}

void TestUtf8Stream::spansAreTheText()
{
    const std::string text = "ab\xFF\xFE中\xE4\xBDz\x80";
    std::vector<std::pair<std::string, bool>> spans;
    for (const Utf8Span &span : splitByValidity(text))
        spans.emplace_back(span.text, span.valid);
    const std::vector<std::pair<std::string, bool>> expected = {
        {"ab", true}, {"\xFF\xFE", false}, {"中", true}, {"\xE4\xBD", false}, {"z", true}, {"\x80", false}};
    QCOMPARE(spans, expected);
    QVERIFY(splitByValidity("").empty());
}

QTEST_APPLESS_MAIN(TestUtf8Stream)
#include "tst_utf8_stream.moc"
