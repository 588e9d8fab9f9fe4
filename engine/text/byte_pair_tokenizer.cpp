#include "text/byte_pair_tokenizer.h"

#include "api/error.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "text/byte_alphabet.h"
#include "text/pre_tokenizer_rules.h"
#include "text/utf8.h"

namespace deepscope {

namespace {

const PreTokenizerRule &requireRule(const std::string &preTokenizer, const std::string &name)
{
    if (const PreTokenizerRule *rule = findPreTokenizerRule(preTokenizer))
        return *rule;
    throw Error(ErrorKind::File, name + ": the pre-tokenizer " + quotedName(preTokenizer) +
                                     " (tokenizer.ggml.pre) is not " +
                                     "supported; these are: " + supportedPreTokenizers() + ".");
}

} // namespace

BytePairTokenizer::BytePairTokenizer(Vocabulary words, const std::vector<std::string> &merges,
                                     const std::string &preTokenizer, const std::string &name)
    : Tokenizer(std::move(words)), m_preTokenizerName(preTokenizer), m_rule(requireRule(preTokenizer, name)),
      m_preTokenizer(m_rule.expressions), m_merges(vocabulary(), merges)
{
    if (!m_merges.leftOut().empty())
        remark("Merges that name no pieces of the vocabulary are left out: " + someNames(m_merges.leftOut()) + ".");
    size_t missing = 0;
    for (size_t byte = 0; byte < 256; ++byte) {
        m_byteTokens[byte] = find(byteCharacter(uint8_t(byte)));
        missing += m_byteTokens[byte] < 0;
    }
    if (missing > 0)
        remark(std::to_string(missing) + " of the 256 bytes have no token and cannot be written.");
}

void BytePairTokenizer::encodeText(std::string_view text, bool, std::vector<int32_t> &tokens) const
{
    for (const Utf8Span &span : splitByValidity(text)) {
        if (!span.valid) {
            encodePiece(span.text, tokens);
            continue;
        }
        for (const std::string_view piece : m_preTokenizer.split(span.text))
            encodePiece(piece, tokens);
    }
}

void BytePairTokenizer::encodePiece(std::string_view piece, std::vector<int32_t> &tokens) const
{
    if (m_rule.wholePieces) {
        std::string characters;
        for (const char byte : piece)
            characters += byteCharacter(uint8_t(byte));
        if (const int32_t whole = find(characters); whole >= 0 && kind(whole) == TokenKind::Normal) {
            tokens.push_back(whole);
            return;
        }
    }
    std::vector<int32_t> bytes;
    bytes.reserve(piece.size());
    for (const char byte : piece)
        if (const int32_t token = m_byteTokens[uint8_t(byte)]; token >= 0)
            bytes.push_back(token);
    const std::vector<int32_t> merged = m_merges.apply(bytes);
    tokens.insert(tokens.end(), merged.begin(), merged.end());
}

std::string BytePairTokenizer::textBytes(const VocabularyEntry &entry) const { return bytesOfPiece(entry.piece); }

std::unique_ptr<Tokenizer> makeBytePairTokenizer(const GgufFile &file)
{
    const std::vector<std::string> *merges = file.strings("tokenizer.ggml.merges");
    if (!merges)
        throw Error(ErrorKind::File, file.name() + ": the vocabulary has no merges (tokenizer.ggml.merges).");
    const PreTokenizerName rule = preTokenizerOf(file);
    auto tokenizer = std::make_unique<BytePairTokenizer>(Vocabulary::read(file), *merges, rule.name, file.name());
    if (!rule.said)
        tokenizer->remark(
            "The file does not say how its vocabulary splits a text (tokenizer.ggml.pre); it is done as " +
            quotedName(rule.name) + " does, and answers may be worse than from a newer conversion.");
    return tokenizer;
}

} // namespace deepscope
