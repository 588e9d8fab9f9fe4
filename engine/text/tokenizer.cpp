#include "text/tokenizer.h"

#include "api/error.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "text/byte_pair_tokenizer.h"
#include "text/composition.h"
#include "text/sentencepiece_tokenizer.h"

namespace deepscope {

Tokenizer::Tokenizer(Vocabulary vocabulary)
    : m_vocabulary(std::move(vocabulary)), m_specialTokens(m_vocabulary), m_remarks(m_vocabulary.remarks())
{
}

Tokenizer::~Tokenizer() = default;

std::vector<int32_t> Tokenizer::encode(std::string_view text, const TokenizeOptions &options) const
{
    std::vector<int32_t> tokens;
    if (options.addBos && m_vocabulary.roles().addBos)
        tokens.push_back(bos());
    bool goesOn = options.goesOn;
    for (const TextFragment &fragment : m_specialTokens.split(text, options.parseSpecial, options.plain)) {
        if (fragment.token >= 0)
            tokens.push_back(fragment.token);
        else if (options.normalise && composes()) // after special tokens are found, so that none comes of it
            encodeText(composed(fragment.text), goesOn, tokens);
        else
            encodeText(fragment.text, goesOn, tokens);
        goesOn = false;
    }
    return tokens;
}

std::string Tokenizer::bytes(int32_t token) const
{
    const VocabularyEntry &entry = m_vocabulary.entry(token);
    switch (entry.kind) {
    case TokenKind::Control:
        return {};
    case TokenKind::UserDefined:
        return entry.piece;
    case TokenKind::Unknown:
        return "\xEF\xBF\xBD";
    default:
        return textBytes(entry);
    }
}

std::string Tokenizer::decode(const std::vector<int32_t> &tokens) const
{
    std::string text;
    for (const int32_t token : tokens)
        text += bytes(token);
    return text;
}

std::unique_ptr<Tokenizer> makeTokenizer(const GgufFile &file)
{
    const std::string model = file.requireString("tokenizer.ggml.model");
    if (model == "llama")
        return makeSentencePieceTokenizer(file);
    if (model == "gpt2")
        return makeBytePairTokenizer(file);
    throw Error(ErrorKind::File, file.name() + ": the tokenizer kind " + quotedName(model) +
                                     " is not supported; \"llama\" (SentencePiece) and \"gpt2\" (byte-level BPE) are.");
}

} // namespace deepscope
