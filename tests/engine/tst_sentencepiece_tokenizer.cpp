// SentencePiece vocabularies from GGUF files: exact ids, exact bytes.
#include "support/golden_tokens.h"
#include "support/vocabularies.h"

#include "api/error.h"
#include "text/sentencepiece_tokenizer.h"

#include <QTest>

using namespace deepscope;

namespace {

using Ids = std::vector<int32_t>;

SentencePieceTokenizer makeTokenizerOf(std::vector<VocabularyEntry> more)
{
    return SentencePieceTokenizer(Vocabulary(sentencePieceEntries(std::move(more)), sentencePieceRoles()), true,
                                  "test");
}

constexpr int32_t FirstByte = 3;  // id of <0x00>
constexpr int32_t FirstOwn = 259; // id of the first further piece

} // namespace

class TestSentencePieceTokenizer : public QObject {
    Q_OBJECT

private slots:
    void golden();
    void bosGoesInFront();
    void highestScoreMergesFirstLeftmostOnTies();
    void invalidUtf8Survives_data();
    void invalidUtf8Survives();
    void blanks();
    void specialTokens();
    void takesOddVocabularies();
    void tokensThatDoNotExist();
};

void TestSentencePieceTokenizer::golden()
{
    const GoldenTokens golden("spm");
    QVERIFY(golden.items.size() >= 59);
    const Tokenizer &tokenizer = *golden.tokenizer;
    QCOMPARE(tokenizer.description(), std::string("SentencePiece"));
    for (const GoldenText &item : golden.items) {
        QCOMPARE(tokenizer.encode(item.text, {.addBos = false, .parseSpecial = false}), item.plain);
        QCOMPARE(tokenizer.encode(item.text, {.addBos = false, .parseSpecial = true}), item.special);
        QCOMPARE(decodeWithControlTokens(tokenizer, item.plain), item.decodedPlain);
        QCOMPARE(decodeWithControlTokens(tokenizer, item.special), item.decodedSpecial);
    }
}

void TestSentencePieceTokenizer::bosGoesInFront()
{
    const GoldenTokens golden("spm");
    const Ids tokens = golden.tokenizer->encode("Hello", {});
    QCOMPARE(tokens.front(), golden.tokenizer->bos());
    QCOMPARE(golden.addBos, true);
    QCOMPARE(golden.tokenizer->decode(tokens), std::string("Hello"));
    QVERIFY(golden.tokenizer->isEnd(golden.tokenizer->eos()));
    QVERIFY(!golden.tokenizer->isEnd(golden.tokenizer->bos()));
}

void TestSentencePieceTokenizer::highestScoreMergesFirstLeftmostOnTies()
{
    // "bc" scores higher than "ab": a text "abc" becomes a + bc although ab stands further left.
    const auto scored = makeTokenizerOf({{"a", TokenKind::Normal, -10},
                                         {"b", TokenKind::Normal, -11},
                                         {"c", TokenKind::Normal, -12},
                                         {"ab", TokenKind::Normal, -2},
                                         {"bc", TokenKind::Normal, -1}});
    const Ids blank = {FirstByte + 0xE2, FirstByte + 0x96, FirstByte + 0x81};
    Ids expected = blank;
    expected.insert(expected.end(), {FirstOwn, FirstOwn + 4});
    QCOMPARE(scored.encode("abc", {.addBos = false}), expected);

    const auto tied = makeTokenizerOf({{"a", TokenKind::Normal, -10}, {"aa", TokenKind::Normal, -1}});
    expected = blank;
    expected.insert(expected.end(), {FirstOwn + 1, FirstOwn});
    QCOMPARE(tied.encode("aaa", {.addBos = false}), expected);
}

void TestSentencePieceTokenizer::invalidUtf8Survives_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lone continuation") << QByteArray("a\x80z");
    QTest::newRow("cut off at the end") << QByteArray("ab\xE4\xBD");
    QTest::newRow("cut off within") << QByteArray("\xF0\x9F\x98 smile");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF/\xE0\x80\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("too large") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("never a byte of UTF-8") << QByteArray("\xFE\xFF\xFE");
    QTest::newRow("a real replacement character") << QByteArray("x\xEF\xBF\xBDy");
    QByteArray all;
    for (int byte = 255; byte >= 0; --byte)
        all.append(char(byte));
    QTest::newRow("all bytes, backwards") << all;
}

void TestSentencePieceTokenizer::invalidUtf8Survives()
{
    QFETCH(QByteArray, text);
    const GoldenTokens golden("spm");
    const Ids tokens = golden.tokenizer->encode(text.toStdString(), {});
    QCOMPARE(golden.tokenizer->decode(tokens), text.toStdString());
    QVERIFY(std::ranges::find(tokens, 0) == tokens.end()); // nothing is unknown
}

void TestSentencePieceTokenizer::blanks()
{
    const GoldenTokens golden("spm");
    const Tokenizer &tokenizer = *golden.tokenizer;
    for (const std::string text : {"", " ", "  two", "a  b ", "\n a", "no blank"})
        QCOMPARE(tokenizer.decode(tokenizer.encode(text, {})), text);
    // Only the blank in front of the whole text is dropped: tokens on their own keep theirs.
    const Ids hello = tokenizer.encode("The", {.addBos = false});
    QCOMPARE(tokenizer.bytes(hello[0]).substr(0, 1), std::string(" "));

    const SentencePieceTokenizer bare(Vocabulary(sentencePieceEntries({{"a"}}), sentencePieceRoles()), false, "test");
    QCOMPARE(bare.encode("a", {.addBos = false}), Ids{FirstOwn});
}

void TestSentencePieceTokenizer::specialTokens()
{
    const auto tokenizer =
        makeTokenizerOf({{"<t>", TokenKind::UserDefined}, {"<t><t>", TokenKind::Control}, {"\xE2\x96\x81"}, {"x"}});
    const int32_t tag = FirstOwn, pair = FirstOwn + 1, blank = FirstOwn + 2, x = FirstOwn + 3;
    QCOMPARE(tokenizer.encode("<t><t>x", {.addBos = false}), (Ids{tag, tag, blank, x}));
    // The longer one first, even where a shorter one begins further left.
    QCOMPARE(tokenizer.encode("<t><t><t>", {.addBos = false, .parseSpecial = true}), (Ids{pair, tag}));
    QCOMPARE(tokenizer.bytes(tag), std::string("<t>"));
    QCOMPARE(tokenizer.bytes(pair), std::string());
}

// As other readers do; what is said of them is in tst_vocabulary_remarks.
void TestSentencePieceTokenizer::takesOddVocabularies()
{
    const auto encode = [](std::vector<VocabularyEntry> entries) {
        const SentencePieceTokenizer tokenizer(Vocabulary(std::move(entries), sentencePieceRoles()), false, "odd.gguf");
        return tokenizer.encode("\x06", {.addBos = false});
    };
    const auto entries = [](std::vector<VocabularyEntry> more) { return sentencePieceEntries(std::move(more)); };
    const Ids six = {FirstByte + 6};
    QCOMPARE(encode(entries({{"twice"}, {"twice"}})), six);
    QCOMPARE(encode(entries({{""}})), six);
    QCOMPARE(encode(entries({{"<0xZZ>", TokenKind::Byte}})), six);
    std::vector<VocabularyEntry> incomplete = entries({});
    incomplete.erase(incomplete.begin() + FirstByte + 7);
    QCOMPARE(encode(incomplete), six);
}

void TestSentencePieceTokenizer::tokensThatDoNotExist()
{
    const auto tokenizer = makeTokenizerOf({});
    for (const int32_t token : {-1, int32_t(tokenizer.size()), INT32_MAX}) {
        QVERIFY_EXCEPTION_THROWN(tokenizer.bytes(token), Error);
        QVERIFY_EXCEPTION_THROWN(tokenizer.decode({token}), Error);
    }
}

QTEST_APPLESS_MAIN(TestSentencePieceTokenizer)
#include "tst_sentencepiece_tokenizer.moc"
