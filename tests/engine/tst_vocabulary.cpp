// Vocabularies in GGUF files: roles, turn ends, and one sentence for each way to be broken.
#include "support/vocabularies.h"

#include "api/error.h"
#include "model/gguf_file.h"
#include "model/gguf_writer.h"
#include "text/special_tokens.h"
#include "text/tokenizer.h"

#include <QTest>

#include <functional>

using namespace deepscope;

namespace {

// The parts of a file, to be spoilt one by one.
struct Parts {
    std::string model = "llama";
    std::vector<std::string> tokens;
    std::vector<float> scores;
    std::vector<int32_t> types;
    std::vector<std::string> merges;
    uint32_t eos = 2;

    Parts()
    {
        for (const VocabularyEntry &entry : sentencePieceEntries({{"a"}, {"<|im_end|>", TokenKind::Control}})) {
            tokens.push_back(entry.piece);
            scores.push_back(entry.score);
            types.push_back(int32_t(entry.kind));
        }
    }

    std::vector<uint8_t> file() const
    {
        GgufWriter writer;
        if (!model.empty())
            writer.setString("tokenizer.ggml.model", model);
        if (!tokens.empty())
            writer.setStrings("tokenizer.ggml.tokens", tokens);
        if (!scores.empty())
            writer.setFloats("tokenizer.ggml.scores", scores);
        if (!types.empty())
            writer.setIntegers("tokenizer.ggml.token_type", types);
        if (!merges.empty())
            writer.setStrings("tokenizer.ggml.merges", merges);
        writer.setUnsigned("tokenizer.ggml.bos_token_id", 1);
        writer.setUnsigned("tokenizer.ggml.eos_token_id", eos);
        return writer.bytes();
    }
};

std::unique_ptr<Tokenizer> load(const Parts &parts)
{
    const std::vector<uint8_t> bytes = parts.file();
    return makeTokenizer(GgufFile(bytes, "test.gguf"));
}

} // namespace

class TestVocabulary : public QObject {
    Q_OBJECT

private slots:
    void roles();
    void turnEnds();
    void broken_data();
    void broken();
    void specialsLongestFirst();
};

void TestVocabulary::roles()
{
    const auto tokenizer = load({});
    QCOMPARE(tokenizer->bos(), 1);
    QCOMPARE(tokenizer->eos(), 2);
    QCOMPARE(tokenizer->vocabulary().bosText(), std::string("<s>")); // "llama" files need not say that they want it
    QCOMPARE(tokenizer->size(), uint32_t(261));
    QCOMPARE(tokenizer->find("a"), 259);
    QCOMPARE(tokenizer->find("nowhere"), -1);
    QCOMPARE(tokenizer->piece(259), std::string("a"));
}

void TestVocabulary::turnEnds()
{
    const auto tokenizer = load({});
    QVERIFY(tokenizer->isEnd(2));
    QVERIFY(tokenizer->isEnd(260)); // <|im_end|>
    QVERIFY(!tokenizer->isEnd(259) && !tokenizer->isEnd(1) && !tokenizer->isEnd(-1) && !tokenizer->isEnd(100000));
    // A piece of that text which is ordinary ends nothing.
    const Vocabulary ordinary({{"</s>"}, {"<|EOT|>", TokenKind::UserDefined}}, {});
    QVERIFY(!ordinary.isEnd(0) && ordinary.isEnd(1));
    // Where turns end with <|return|> or <|call|>, <|end|> ends messages, whatever role it was given.
    constexpr TokenKind Control = TokenKind::Control;
    const Vocabulary harmony(
        {{"<|end|>", Control}, {"<|return|>", Control}, {"<|call|>", Control}, {"<|endoftext|>", Control}},
        {.eos = 0, .ends = {0}});
    QVERIFY(!harmony.isEnd(0) && harmony.isEnd(1) && harmony.isEnd(2) && harmony.isEnd(3));
    QCOMPARE(harmony.roles().eos, 1);
    const Vocabulary withoutCalls({{"<|end|>", Control}, {"<|return|>", Control}}, {.eos = 1, .ends = {0}});
    QVERIFY(withoutCalls.isEnd(0) && withoutCalls.isEnd(1));
}

void TestVocabulary::broken_data()
{
    QTest::addColumn<std::function<void(Parts &)>>("spoil");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, std::function<void(Parts &)> spoil, const char *says) {
        QTest::newRow(name) << std::move(spoil) << QString(says);
    };
    row(
        "no kind", [](Parts &parts) { parts.model.clear(); }, "tokenizer.ggml.model");
    row(
        "unsupported kind", [](Parts &parts) { parts.model = "bert"; }, "'bert' is not supported");
    row(
        "no tokens", [](Parts &parts) { parts.tokens.clear(); }, "no vocabulary");
    row(
        "no merges", [](Parts &parts) { parts.model = "gpt2"; }, "no merges");
}

void TestVocabulary::broken()
{
    QFETCH(std::function<void(Parts &)>, spoil);
    QFETCH(QString, says);
    Parts parts;
    spoil(parts);
    try {
        load(parts);
        QFAIL("accepted");
    } catch (const Error &error) {
        QCOMPARE(int(error.kind()), int(ErrorKind::File));
        const QString sentence = error.what();
        QVERIFY2(sentence.startsWith("test.gguf: ") && sentence.contains(says), error.what());
    }
}

void TestVocabulary::specialsLongestFirst()
{
    const SpecialTokens specials(Vocabulary({{"ab", TokenKind::UserDefined},
                                             {"bcd", TokenKind::UserDefined},
                                             {"x", TokenKind::Control},
                                             {"", TokenKind::Control}},
                                            {}));
    const auto split = [&](std::string_view text, bool parseSpecial) {
        std::string parts;
        for (const TextFragment &fragment : specials.split(text, parseSpecial))
            parts += "[" + std::string(fragment.text) +
                     (fragment.token < 0 ? "" : "=" + std::to_string(fragment.token)) + "]";
        return parts;
    };
    QCOMPARE(split("abcd", false), std::string("[a][bcd=1]"));
    QCOMPARE(split("abab", false), std::string("[ab=0][ab=0]"));
    QCOMPARE(split("axb", false), std::string("[axb]"));
    QCOMPARE(split("axb", true), std::string("[a][x=2][b]"));
    QCOMPARE(split("", true), std::string());
}

QTEST_APPLESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
