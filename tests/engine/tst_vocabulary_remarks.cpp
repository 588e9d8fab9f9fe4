// Vocabularies as files in the wild have them: what other readers pass over is mended, and said in a remark.
#include "support/vocabularies.h"

#include "model/gguf_file.h"
#include "model/gguf_writer.h"
#include "text/byte_piece.h"
#include "text/tokenizer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

using namespace deepscope;

namespace {

// A SentencePiece vocabulary: 0 <unk>, 1 <s>, 2 </s>, 3 to 258 the bytes, then "a", "b", "ab" and what a test adds.
struct Parts {
    std::vector<std::string> tokens;
    std::vector<float> scores;
    std::vector<int32_t> types;
    std::function<void(GgufWriter &)> more = [](GgufWriter &) {};
    std::optional<int32_t> eos = 2;

    Parts()
    {
        for (const VocabularyEntry &entry : sentencePieceEntries({{"a"}, {"b"}, {"ab"}}))
            add(entry.piece, entry.kind);
    }

    int32_t add(const std::string &piece, TokenKind kind = TokenKind::Normal)
    {
        tokens.push_back(piece);
        scores.push_back(piece == "ab" ? 1 : 0);
        types.push_back(int32_t(kind));
        return int32_t(tokens.size()) - 1;
    }

    std::unique_ptr<Tokenizer> load() const
    {
        GgufWriter writer;
        writer.setString("tokenizer.ggml.model", "llama");
        writer.setStrings("tokenizer.ggml.tokens", tokens);
        writer.setFloats("tokenizer.ggml.scores", scores);
        if (!types.empty())
            writer.setIntegers("tokenizer.ggml.token_type", types);
        writer.setUnsigned("tokenizer.ggml.bos_token_id", 1);
        if (eos)
            writer.setUnsigned("tokenizer.ggml.eos_token_id", uint32_t(*eos));
        more(writer);
        const std::vector<uint8_t> bytes = writer.bytes();
        return makeTokenizer(GgufFile(bytes, "test.gguf"));
    }
};

std::vector<int32_t> idsOf(const Tokenizer &tokenizer, const std::string &text, bool special = false)
{
    return tokenizer.encode(text, {.addBos = false, .parseSpecial = special});
}

bool hasRemark(const Tokenizer &tokenizer, const std::string &part)
{
    return std::ranges::any_of(tokenizer.remarks(),
                               [&](const std::string &remark) { return remark.find(part) != std::string::npos; });
}

} // namespace

class TestVocabularyRemarks : public QObject {
    Q_OBJECT

private slots:
    void whatIsRightHasNone()
    {
        const auto tokenizer = Parts().load();
        QCOMPARE(tokenizer->remarks(), std::vector<std::string>());
        QCOMPARE(tokenizer->vocabulary().roles().eos, 2);
    }

    void severalEnds()
    {
        Parts parts;
        const int32_t other = parts.add("<|fin|>", TokenKind::Control);
        parts.eos = 0;
        parts.more = [&](GgufWriter &writer) {
            writer.setIntegers("tokenizer.ggml.eos_token_ids", std::vector<int32_t>{0, other, 9999});
        };
        const auto tokenizer = parts.load();
        QVERIFY(tokenizer->isEnd(0) && tokenizer->isEnd(other) && tokenizer->isEnd(2)); // </s> by its name
        QVERIFY(!tokenizer->isEnd(1));
        QVERIFY(hasRemark(*tokenizer, "eos_token_ids names token 9999"));
    }

    // The first of a list is the role's where no key names one.
    void aListAlone()
    {
        Parts parts;
        parts.eos.reset();
        parts.more = [](GgufWriter &writer) {
            writer.setIntegers("tokenizer.ggml.eos_token_ids", std::vector<int32_t>{259, 260});
        };
        const auto tokenizer = parts.load();
        QCOMPARE(tokenizer->eos(), 259);
        QVERIFY(tokenizer->isEnd(260));
    }

    void endsOfOtherTypes()
    {
        Parts parts;
        parts.eos.reset();
        parts.more = [](GgufWriter &writer) {
            writer.setUnsigned("tokenizer.ggml.eos_token_ids", 259);
            writer.setFloat("tokenizer.ggml.eot_token_id", 260);
            writer.setString("tokenizer.ggml.eom_token_id", "b");
        };
        const auto tokenizer = parts.load();
        QVERIFY(tokenizer->isEnd(259) && tokenizer->isEnd(260));
        QVERIFY(hasRemark(*tokenizer, "eom_token_id names no token"));
    }

    void turnEndsOfFamilies()
    {
        for (const char *piece : {"<|user|>", "<|observation|>", "[EOT]", "[EOS]", "<end_of_turn>", "<|eot|>",
                                  "<|return|>", "<|im_end|>", "<|eot_id|>", "<｜end▁of▁sentence｜>"}) {
            Parts parts;
            const int32_t token = parts.add(piece, TokenKind::Control);
            QVERIFY2(parts.load()->isEnd(token), piece);
        }
    }

    void rolesThatCannotBe()
    {
        Parts parts;
        parts.eos = 100000;
        parts.more = [](GgufWriter &writer) {
            writer.setInteger("tokenizer.ggml.unknown_token_id", -1);
            writer.setInteger("tokenizer.ggml.eot_token_id", -1);
        };
        const auto tokenizer = parts.load();
        QCOMPARE(tokenizer->eos(), -1);
        QCOMPARE(tokenizer->vocabulary().roles().unknown, -1);
        QVERIFY(hasRemark(*tokenizer, "eos_token_id names token 100000"));
        QVERIFY(hasRemark(*tokenizer, "unknown_token_id names token -1"));
        QCOMPARE(idsOf(*tokenizer, "ab").back(), tokenizer->find("ab"));
    }

    void flagsThatAreNumbers()
    {
        for (const uint32_t flag : {0U, 1U}) {
            Parts parts;
            parts.more = [&](GgufWriter &writer) { writer.setUnsigned("tokenizer.ggml.add_bos_token", flag); };
            QCOMPARE(parts.load()->vocabulary().roles().addBos, flag == 1);
        }
    }

    void markersTypedAsText()
    {
        Parts parts;
        const int32_t begin = parts.add("<|im_start|>"), fin = parts.add("<|fin|>"), plain = parts.add("<|odd|>");
        parts.types[2] = int32_t(TokenKind::Normal); // </s>, named as the end
        parts.more = [](GgufWriter &writer) { writer.setString("tokenizer.chat_template", "{{ '<|fin|>' }}"); };
        const auto tokenizer = parts.load();
        for (const int32_t token : {begin, fin, 2})
            QCOMPARE(tokenizer->kind(token), TokenKind::Control);
        QCOMPARE(tokenizer->kind(plain), TokenKind::Normal);
        QVERIFY(hasRemark(*tokenizer, "Markers of chats") && hasRemark(*tokenizer, "'</s>'"));
        QVERIFY(tokenizer->isEnd(2));
        QCOMPARE(idsOf(*tokenizer, "<|fin|>", true), std::vector<int32_t>{fin});
    }

    // Nobody names it as an end, and sources of web pages hold it.
    void ordinaryTextStaysText()
    {
        Parts parts;
        parts.eos = 259;
        parts.types[2] = int32_t(TokenKind::Normal);
        const auto tokenizer = parts.load();
        QCOMPARE(tokenizer->kind(2), TokenKind::Normal);
        QVERIFY(!tokenizer->isEnd(2));
    }

    void noTypesAtAll()
    {
        Parts parts;
        parts.types.clear();
        const auto tokenizer = parts.load();
        QVERIFY(hasRemark(*tokenizer, "token_type"));
        QCOMPARE(tokenizer->kind(0), TokenKind::Unknown);
        QCOMPARE(tokenizer->kind(3), TokenKind::Byte);
        QCOMPARE(tokenizer->kind(1), TokenKind::Control); // named as the beginning
        QCOMPARE(idsOf(*tokenizer, "\x01").back(), 3 + 1);
        QCOMPARE(idsOf(*tokenizer, "ab").back(), tokenizer->find("ab"));
    }

    void typesThatAreNone()
    {
        Parts parts;
        parts.types[259] = 7;
        const auto tokenizer = parts.load();
        QCOMPARE(tokenizer->kind(259), TokenKind::Normal);
        QVERIFY(hasRemark(*tokenizer, "'a'"));
    }

    // Of lists that end early or go on behind the tokens, what they say of tokens counts.
    void listsOfAnotherLength()
    {
        Parts more;
        more.types.push_back(3);
        more.scores.push_back(9);
        const auto longer = more.load();
        QVERIFY(hasRemark(*longer, "262 tokens but 263 token types: those behind the last token are ignored"));
        QVERIFY(hasRemark(*longer, "262 tokens but 263 scores"));
        QCOMPARE(idsOf(*longer, "ab"), idsOf(*Parts().load(), "ab"));
        Parts fewer;
        fewer.types.pop_back();
        const auto untyped = fewer.load();
        QVERIFY(hasRemark(*untyped, "262 tokens but 261 token types: the last tokens count as text"));
        QCOMPARE(untyped->kind(261), TokenKind::Normal);
        QCOMPARE(idsOf(*untyped, "ab"), idsOf(*Parts().load(), "ab"));
        Parts unscored;
        const int32_t last = unscored.add("ba");
        unscored.scores.pop_back();
        const auto lowest = unscored.load();
        QVERIFY(hasRemark(*lowest, "263 tokens but 262 scores: the last tokens are made last"));
        QCOMPARE(idsOf(*lowest, "ba").back(), last);                // where nothing else can be made
        QCOMPARE(idsOf(*lowest, "bab").back(), lowest->find("ab")); // after all others
    }

    void scoresWithoutEnd()
    {
        Parts parts;
        const int32_t never = parts.add("ba");
        parts.scores[size_t(never)] = -INFINITY;
        parts.scores[259] = NAN;
        const auto tokenizer = parts.load();
        QVERIFY(hasRemark(*tokenizer, "Scores") && hasRemark(*tokenizer, "'ba'"));
        QCOMPARE(idsOf(*tokenizer, "ab").back(), tokenizer->find("ab"));
    }

    void piecesTwiceOrEmpty()
    {
        Parts parts;
        const int32_t again = parts.add("ab");
        parts.add("");
        parts.add("<0x41>", TokenKind::Byte);
        const auto tokenizer = parts.load();
        QVERIFY(hasRemark(*tokenizer, "more than once") && hasRemark(*tokenizer, "no text"));
        QCOMPARE(idsOf(*tokenizer, "ab").back(), 261);
        QCOMPARE(idsOf(*tokenizer, "A").back(), 3 + 0x41);
        QCOMPARE(tokenizer->bytes(again), std::string("ab"));
    }

    void bytesThatAreMissing()
    {
        Parts parts;
        const size_t at = 3 + 0x41;
        parts.tokens.erase(parts.tokens.begin() + at);
        parts.scores.erase(parts.scores.begin() + at);
        parts.types.erase(parts.types.begin() + at);
        const auto tokenizer = parts.load();
        QVERIFY(hasRemark(*tokenizer, "1 of the 256 byte pieces"));
        QCOMPARE(idsOf(*tokenizer, "A").back(), 0);
        QCOMPARE(idsOf(*tokenizer, "B").back(), tokenizer->find("<0x42>"));
    }

    // A token that cannot be the unknown one, or none at all.
    void unknownTokens()
    {
        Parts parts;
        parts.more = [](GgufWriter &writer) { writer.setUnsigned("tokenizer.ggml.unknown_token_id", 9); }; // a byte
        QCOMPARE(idsOf(*parts.load(), "ab").back(), 261);
        Parts none;
        none.tokens[0] = "<pad>";
        none.types[0] = int32_t(TokenKind::Control);
        none.tokens[3 + 0x41] = "<0x4a>"; // not as the library writes it, and its own byte is there twice
        const auto tokenizer = none.load();
        QVERIFY(hasRemark(*tokenizer, "no unknown token"));
        QCOMPARE(idsOf(*tokenizer, "Aab").back(), 261);
        QVERIFY(std::ranges::count(idsOf(*tokenizer, "A"), 0) == 0);
    }

    void tagsTypedAsText()
    {
        Parts parts;
        const int32_t think = parts.add("<think>");
        const auto tokenizer = parts.load();
        QCOMPARE(tokenizer->kind(think), TokenKind::UserDefined);
        QVERIFY(hasRemark(*tokenizer, "'<think>'"));
    }

    void mergesOfNothing()
    {
        GgufWriter writer;
        writer.setString("tokenizer.ggml.model", "gpt2");
        writer.setString("tokenizer.ggml.pre", "gpt-2");
        writer.setStrings("tokenizer.ggml.tokens", std::vector<std::string>{"a", "b", "ab"});
        writer.setStrings("tokenizer.ggml.merges", std::vector<std::string>{"a x", "ab", "a b"});
        const std::vector<uint8_t> bytes = writer.bytes();
        const auto tokenizer = makeTokenizer(GgufFile(bytes, "test.gguf"));
        QVERIFY(hasRemark(*tokenizer, "'a x', 'ab'") && hasRemark(*tokenizer, "254 of the 256 bytes"));
        QCOMPARE(idsOf(*tokenizer, "ab"), std::vector<int32_t>{2});
        QCOMPARE(idsOf(*tokenizer, "abc"), std::vector<int32_t>{2});
    }

    // What other readers do for a file that does not name its rule, or names it otherwise.
    void rulesThatAreNotSaid()
    {
        const auto load = [](const std::string &architecture, const std::string &rule, const std::string &more) {
            GgufWriter writer;
            writer.setString("general.architecture", architecture);
            writer.setString("tokenizer.ggml.model", "gpt2");
            if (!rule.empty())
                writer.setString("tokenizer.ggml.pre", rule);
            writer.setStrings("tokenizer.ggml.tokens", std::vector<std::string>{"1", "2", "12", "a", more});
            writer.setIntegers("tokenizer.ggml.token_type", std::vector<int32_t>{1, 1, 1, 1, 3});
            writer.setStrings("tokenizer.ggml.merges", std::vector<std::string>{"1 2"});
            writer.setUnsigned("tokenizer.ggml.bos_token_id", 4);
            const std::vector<uint8_t> bytes = writer.bytes();
            return makeTokenizer(GgufFile(bytes, "test.gguf"));
        };
        const auto qwen = load("qwen2", "", "<|x|>"), llama = load("llama", "", "<|begin_of_text|>"),
                   other = load("llama", "", "<|x|>"), said = load("llama", "smollm", "<|x|>");
        QCOMPARE(qwen->description(), std::string("byte-level BPE (qwen2)"));
        QVERIFY(hasRemark(*qwen, "tokenizer.ggml.pre") && hasRemark(*qwen, "as 'qwen2' does") && qwen->composes());
        const auto newer = load("qwen35moe", "", "<|x|>");
        QVERIFY(newer->description() == "byte-level BPE (qwen35)" && newer->composes());
        QCOMPARE(llama->description(), std::string("byte-level BPE (llama-bpe)"));
        QVERIFY(llama->vocabulary().roles().addBos && !other->vocabulary().roles().addBos);
        QCOMPARE(other->description(), std::string("byte-level BPE (default)"));
        QVERIFY(hasRemark(*other, "as 'default' does") && !hasRemark(*said, "tokenizer.ggml.pre"));
        QCOMPARE(idsOf(*qwen, "12"), (std::vector<int32_t>{0, 1})); // a digit by itself
        QCOMPARE(idsOf(*llama, "12"), std::vector<int32_t>{2});
        QCOMPARE(idsOf(*other, "12"), std::vector<int32_t>{2});
        QCOMPARE(idsOf(*other, "121212"), (std::vector<int32_t>{2, 0, 1, 2})); // three digits by three
        QCOMPARE(idsOf(*said, "12"), (std::vector<int32_t>{0, 1}));
        QVERIFY(load("llama", "falcon3", "<|x|>")->vocabulary().roles().addBos);
        for (const char *name : {"stablelm2", "megrez", "dbrx", "smaug-bpe", "llama-v3", "phi-2", "mpt", "joyai-llm"})
            QCOMPARE(load("llama", name, "<|x|>")->remarks(), said->remarks());
    }

    void piecesOfBytes()
    {
        for (int byte = 0; byte < 256; ++byte)
            QCOMPARE(byteOfPiece(pieceOfByte(uint8_t(byte))), byte);
        for (const char *none : {"<0x0G>", "<0x1>", "0x0A", "<0X0A>"})
            QCOMPARE(byteOfPiece(none), -1);
    }
};

QTEST_APPLESS_MAIN(TestVocabularyRemarks)
#include "tst_vocabulary_remarks.moc"
