// Byte-level BPE vocabularies from GGUF files: exact ids, exact bytes.
#include "support/golden_tokens.h"

#include "api/error.h"
#include "text/byte_alphabet.h"
#include "text/byte_pair_tokenizer.h"
#include "text/pre_tokenizer_rules.h"

#include <QTest>

#include <set>

using namespace deepscope;

namespace {

using Ids = std::vector<int32_t>;
using Pieces = std::vector<std::string>;

// The 256 bytes in order, then `more`: id of a byte = the byte.
Vocabulary byteVocabulary(const Pieces &more)
{
    std::vector<VocabularyEntry> entries;
    for (int byte = 0; byte < 256; ++byte)
        entries.push_back({byteCharacter(uint8_t(byte))});
    for (const std::string &piece : more)
        entries.push_back({piece});
    return Vocabulary(std::move(entries), {});
}

Pieces split(const std::string &rule, std::string_view text)
{
    Pieces pieces;
    for (const std::string_view piece : PreTokenizer(findPreTokenizerRule(rule)->expressions).split(text))
        pieces.emplace_back(piece);
    return pieces;
}

} // namespace

class TestBytePairTokenizer : public QObject {
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void alphabet();
    void preTokenizers();
    void mergesByRank();
    void longTexts();
    void longPieces();
    void anyBytesSurvive();
    void refusesAnUnknownRule();
};

void TestBytePairTokenizer::golden_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"deepseek-llm", "deepseek-v3", "deepseek-r1-qwen", "qwen2", "qwen35", "llama-bpe", "glm4",
                             "gpt-4o", "o200k_published"})
        QTest::newRow(kind) << kind;
}

void TestBytePairTokenizer::golden()
{
    QFETCH(QString, kind);
    const GoldenTokens golden(kind.toStdString());
    QVERIFY(golden.items.size() >= (kind == "o200k_published" ? 7 : 59)); // those by which another engine errs
    const Tokenizer &tokenizer = *golden.tokenizer;
    QCOMPARE(tokenizer.description(), "byte-level BPE (" + golden.preTokenizer + ")");
    QCOMPARE(tokenizer.vocabulary().roles().addBos, golden.addBos);
    for (const GoldenText &item : golden.items) {
        QCOMPARE(tokenizer.encode(item.text, {.addBos = false, .parseSpecial = false, .normalise = false}), item.plain);
        QCOMPARE(tokenizer.encode(item.text, {.addBos = false, .parseSpecial = true, .normalise = false}),
                 item.special);
        // Exact bytes: no clean-up of blanks before apostrophes, which the expected texts of llama-bpe have.
        QCOMPARE(decodeWithControlTokens(tokenizer, item.plain), item.text);
        QCOMPARE(decodeWithControlTokens(tokenizer, item.special), item.text);
    }
}

void TestBytePairTokenizer::alphabet()
{
    std::set<std::string> characters;
    for (int byte = 0; byte < 256; ++byte) {
        const std::string &character = byteCharacter(uint8_t(byte));
        characters.insert(character);
        QCOMPARE(bytesOfPiece(character), std::string(1, char(byte)));
    }
    QCOMPARE(characters.size(), size_t(256));
    QCOMPARE(byteCharacter(' '), std::string("Ġ"));
    QCOMPARE(byteCharacter('\n'), std::string("Ċ"));
    QCOMPARE(byteCharacter(0xAD), std::string("\xC5\x83")); // U+0143, the last of those that are moved
    QCOMPARE(bytesOfPiece("中Ġ"), std::string("中 "));
}

void TestBytePairTokenizer::preTokenizers()
{
    QCOMPARE(split("deepseek-v3", "12345 ab!x"), (Pieces{"123", "45", " ab", "!x"}));
    QCOMPARE(split("deepseek-v3", "a中文かb"), (Pieces{"a", "中文か", "b"}));
    QCOMPARE(split("qwen2", "I'LL 12  x\n\n y"), (Pieces{"I", "'LL", " ", "1", "2", " ", " x", "\n\n", " y"}));
    QCOMPARE(split("qwen35", "I'LL 12  x\n\n y"), (Pieces{"I", "'LL", " ", "1", "2", " ", " x", "\n\n", " y"}));
    // Marks: vowel signs of Hindi, accents by themselves, also without a letter before them and behind a sign.
    QCOMPARE(split("qwen2", "हिन्दी cafe\u0301s"), (Pieces{"ह", "िन", "्द", "ी", " cafe", "\u0301s"}));
    QCOMPARE(split("qwen35", "हिन्दी cafe\u0301s"), (Pieces{"हिन्दी", " cafe\u0301s"}));
    QCOMPARE(split("qwen35", "\u0301 7\u0301!\u0301?"), (Pieces{"\u0301", " ", "7", "\u0301", "!\u0301", "?"}));
    QCOMPARE(split("llama-bpe", "1234"), (Pieces{"123", "4"}));
    QCOMPARE(split("deepseek-llm", "é é12, ok  "), (Pieces{"é", " é", "12", ",", " ok", "  "}));
    QCOMPARE(split("deepseek-llm", "a\r\nb"), (Pieces{"a", "\r", "\n", "b"}));
    QCOMPARE(split("deepseek-coder", "x=12, ж 中"), (Pieces{"x", "=", "1", "2", ",", " ж", " ", "中"}));
    QCOMPARE(split("glm4", "12345 I'll go\n\n"), (Pieces{"123", "45", " I", "'ll", " go", "\n\n"}));
    QCOMPARE(split("olmo", "I'll pay 12345 now!  x"), (Pieces{"I", "'ll", " pay", " 12345", " now", "!", " ", " x"}));
    QCOMPARE(split("kimi-k2", "Hello中文World's 1234"), (Pieces{"Hello", "中文", "World's", " ", "123", "4"}));
    QCOMPARE(split("kimi-k2", "HTTPServer iPhone"), (Pieces{"HTTPServer", " i", "Phone"}));
    QCOMPARE(split("kimi-k2", "ひらがな漢字 ok"), (Pieces{"ひらがな", "漢字", " ok"}));
    QCOMPARE(split("kimi-k2", "a/\n/b I'D"), (Pieces{"a", "/\n", "/b", " I'D"}));
    QCOMPARE(split("gpt-4o", "HTTPServer iPhone приветМир"), (Pieces{"HTTPServer", " i", "Phone", " привет", "Мир"}));
    QCOMPARE(split("gpt-4o", "a/\n/b I'D 1234"), (Pieces{"a", "/\n/", "b", " I'D", " ", "123", "4"}));
    QCOMPARE(split("gpt-4o", "हिन्दी cafe\u0301s 漢字かな"), (Pieces{"हिन्दी", " cafe\u0301s", " 漢字かな"}));
    QVERIFY(findPreTokenizerRule("unheard-of") == nullptr);
    QVERIFY(supportedPreTokenizers().find("deepseek-v3") != std::string::npos);
}

void TestBytePairTokenizer::mergesByRank()
{
    // Rank before position: "bc" (rank 0) before "ab" (rank 1); leftmost on ties.
    const BytePairTokenizer tokenizer(byteVocabulary({"bc", "ab", "aa"}), {"b c", "a b", "a a"}, "qwen2", "test");
    QCOMPARE(tokenizer.encode("abc", {}), (Ids{'a', 256}));
    QCOMPARE(tokenizer.encode("abab", {}), (Ids{257, 257}));
    QCOMPARE(tokenizer.encode("aaa", {}), (Ids{258, 'a'}));

    // A whole word of the vocabulary that no merge reaches: only llama-bpe takes it.
    const BytePairTokenizer whole(byteVocabulary({"xyz"}), {}, "llama-bpe", "test");
    QCOMPARE(whole.encode("xyz", {}), Ids{256});
    const BytePairTokenizer merged(byteVocabulary({"xyz"}), {}, "qwen2", "test");
    QCOMPARE(merged.encode("xyz", {}), (Ids{'x', 'y', 'z'}));
}

void TestBytePairTokenizer::longTexts()
{
    std::vector<std::string> texts;
    texts.emplace_back(200000, 'a');
    texts.emplace_back(200000, ' ').append("中");
    texts.emplace_back(100000, '\n').append("x");
    texts.emplace_back(50000, '(').append(50000, ' ');
    for (const char *kind : {"deepseek-llm", "deepseek-v3", "qwen2"}) {
        const GoldenTokens golden(kind);
        for (const std::string &text : texts)
            QCOMPARE(golden.tokenizer->decode(golden.tokenizer->encode(text, {.normalise = false})), text);
    }
}

// No rule takes more than a few passes over a text, and every rule keeps all of it.
void TestBytePairTokenizer::longPieces()
{
    for (const char *rule : {"deepseek-coder", "glm4", "gpt-4o", "kimi-k2", "olmo", "llama-bpe", "qwen35"})
        for (const std::string &text : {std::string(100000, 'A'), std::string(100000, 'a'), std::string(100000, ' '),
                                        std::string(100000, '1').append("!")}) {
            std::string joined;
            for (const std::string &piece : split(rule, text))
                joined += piece;
            QVERIFY(joined == text);
        }
}

void TestBytePairTokenizer::anyBytesSurvive()
{
    std::string all;
    for (int byte = 255; byte >= 0; --byte)
        all += char(byte);
    for (const std::string &text :
         {all, std::string("ab\xE4\xBD"), std::string("\xED\xA0\x80 x\xFFy"), std::string("\0a", 2)})
        for (const char *kind : {"deepseek-llm", "deepseek-v3", "llama-bpe"}) {
            const GoldenTokens golden(kind);
            QCOMPARE(golden.tokenizer->decode(golden.tokenizer->encode(text, {.normalise = false})), text);
        }
}

void TestBytePairTokenizer::refusesAnUnknownRule()
{
    BytePairTokenizer(byteVocabulary({"ab"}), {"a b"}, "qwen2", "good.gguf");
    QVERIFY_EXCEPTION_THROWN(BytePairTokenizer(byteVocabulary({"ab"}), {"a b"}, "gpt-9", "broken.gguf"), Error);
}

QTEST_APPLESS_MAIN(TestBytePairTokenizer)
#include "tst_byte_pair_tokenizer.moc"
