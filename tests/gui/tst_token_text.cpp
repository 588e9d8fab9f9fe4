// Text that streams in as tokens: which character belongs to which token, as plain text and as markdown.
#include "panels/shared/markdown_text.h"
#include "panels/shared/token_spans.h"

#include <QTest>
#include <QTextDocument>

using namespace deepscope;

class TestTokenText : public QObject {
    Q_OBJECT

    static TokenSpans spansOf(const QStringList &pieces)
    {
        TokenSpans spans;
        for (int i = 0; i < pieces.size(); ++i)
            spans.append(static_cast<uint32_t>(i), pieces[i].toStdString());
        spans.finish();
        return spans;
    }

private slots:
    void eachCharacterHasItsToken()
    {
        const TokenSpans spans = spansOf({"What", " is", "", " 4", "7"});
        QCOMPARE(spans.text(), QString("What is 47"));
        QCOMPARE(spans.tokenAt(0), 0);
        QCOMPARE(spans.tokenAt(3), 0);
        QCOMPARE(spans.tokenAt(4), 1);
        QCOMPARE(spans.tokenAt(7), 3);
        QCOMPARE(spans.tokenAt(9), 4);
        QCOMPARE(spans.tokenAt(10), -1);
        QCOMPARE(spans.rangeOf(3), (CharacterRange{7, 9}));
        QVERIFY(spans.rangeOf(2).empty());
        QVERIFY(spans.rangeOf(99).empty());
    }

    void characterSplitOverTokensAppearsWhole()
    {
        TokenSpans spans;
        spans.append(0, "a");
        spans.append(1, "\xF0\x9F"); // the first half of an emoji
        QCOMPARE(spans.text(), QString("a"));
        spans.append(2, "\x98\x80!");
        QCOMPARE(spans.text(), QString::fromUtf8("a\xF0\x9F\x98\x80!"));
        QCOMPARE(spans.tokenAt(1), 1);
        QCOMPARE(spans.rangeOf(1), (CharacterRange{1, 3}));
        QCOMPARE(spans.rangeOf(2), (CharacterRange{1, 4}));
        QCOMPARE(spans.tokenAt(3), 2);
    }

    void bytesThatAreNoTextAreNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("continuation alone") << QByteArray("\x80z") << "<0x80>z";
        QTest::newRow("cut off") << QByteArray("\xE2\x82") << "<0xE2><0x82>";
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << "<0xC0><0xAF>";
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << "<0xED><0xA0><0x80>";
        QTest::newRow("lead then letter") << QByteArray("\xE2z") << "<0xE2>z";
        QTest::newRow("replacement character itself") << QByteArray("\xEF\xBF\xBD") << QString(QChar(0xFFFD));
    }
    void bytesThatAreNoTextAreNamed()
    {
        QFETCH(QByteArray, bytes);
        TokenSpans spans;
        spans.append(7, bytes.toStdString());
        spans.finish();
        QTEST(spans.text(), "text");
        QCOMPARE(spans.tokenAt(0), 7);
    }

    void partKeepsTokens()
    {
        const TokenSpans part = spansOf({"<u>", " What", " is", "?"}).part({4, 11});
        QCOMPARE(part.text(), QString("What is"));
        QCOMPARE(part.tokenAt(0), 1);
        QCOMPARE(part.rangeOf(1), (CharacterRange{0, 4}));
        QCOMPARE(part.rangeOf(2), (CharacterRange{4, 7}));
    }

    void shownTextMapsToItsSource_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("word"); // in both; must map onto itself
        QTest::newRow("plain") << "The answer is 132."
                               << "The answer is 132."
                               << "132";
        QTest::newRow("bold") << "The **answer** is"
                              << "The answer is"
                              << "answer";
        QTest::newRow("after bold") << "The **answer** is"
                                    << "The answer is"
                                    << "is";
        QTest::newRow("numbered") << "1. 1 apple"
                                  << "1. 1 apple"
                                  << "1 apple";
        QTest::newRow("its number") << "12. 12 apples"
                                    << "12. 12 apples"
                                    << "12. ";
        QTest::newRow("bullet") << "- dash - dot" << QString::fromUtf8("\u2022 dash - dot") << "dash - dot";
        QTest::newRow("heading") << "## two 2"
                                 << "two 2"
                                 << "2";
        QTest::newRow("code span") << "use `x * y` now"
                                   << "use x * y now"
                                   << "x * y";
        QTest::newRow("link") << "see [text](http://a.b/c) end"
                              << "see text end"
                              << "end";
        QTest::newRow("address with the same letters") << "see [text](http://e.nd) end"
                                                       << "see text end"
                                                       << "end";
        QTest::newRow("after a number of the same digits") << "Born in\n1986. It was 1999."
                                                           << "Born in\n1986. It was 1999."
                                                           << "1999";
        QTest::newRow("a cell") << "|a|-|\n|-|-|\n|b|- c|"
                                << "\na\n-\nb\n- c\n"
                                << "- c";
        QTest::newRow("stars that are text") << "3 * 4 * 5"
                                             << "3 * 4 * 5"
                                             << "4 * 5";
        QTest::newRow("right to left") << QString::fromUtf8("**\u05e9\u05dc\u05d5\u05dd** abc")
                                       << QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd abc") << "abc";
    }
    void shownTextMapsToItsSource()
    {
        QFETCH(QString, source);
        QFETCH(QString, shown);
        QFETCH(QString, word);
        QTextDocument document;
        MarkdownText text(&document);
        text.update(source);
        QCOMPARE(document.toPlainText(), shown);
        const int inShown = static_cast<int>(shown.lastIndexOf(word));
        const int inSource = static_cast<int>(source.lastIndexOf(word));
        for (int i = 0; i < word.size(); ++i)
            QCOMPARE(text.sourceAt(inShown + i), inSource + i);
        const CharacterRange back = text.shownRange({inSource, inSource + static_cast<int>(word.size())});
        QCOMPARE(back, (CharacterRange{inShown, inShown + static_cast<int>(word.size())}));
    }

    void syntaxBelongsToItsNeighbour()
    {
        QTextDocument document;
        MarkdownText text(&document);
        text.update("go **now**");
        QCOMPARE(text.shownRange({3, 5}), (CharacterRange{2, 3})); // the stars: the character before them
        QCOMPARE(text.shownRange({5, 8}), (CharacterRange{3, 6}));
    }
};

QTEST_MAIN(TestTokenText)
#include "tst_token_text.moc"
