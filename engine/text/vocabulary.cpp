#include "text/vocabulary.h"

#include "api/error.h"
#include "model/gguf_file.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr std::string_view TurnEnds[] = {
    "<｜end▁of▁sentence｜>", "<|EOT|>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|eom_id|>",
    "<|end_of_text|>",       "<|end|>", "</s>",
};

[[noreturn]] void fail(const GgufFile &file, const std::string &what)
{
    throw Error(ErrorKind::File, file.name() + ": " + what);
}

void readKinds(const GgufFile &file, std::vector<VocabularyEntry> &entries)
{
    const std::vector<int64_t> *kinds = file.integers("tokenizer.ggml.token_type");
    if (!kinds)
        return;
    if (kinds->size() != entries.size())
        fail(file, "the vocabulary has " + std::to_string(entries.size()) + " tokens but " +
                       std::to_string(kinds->size()) + " token types.");
    for (size_t i = 0; i < entries.size(); ++i) {
        const int64_t kind = (*kinds)[i];
        if (kind == 0) // not said: files of some converters leave it so
            continue;
        if (kind < int64_t(TokenKind::Normal) || kind > int64_t(TokenKind::Byte))
            fail(file, "token " + std::to_string(i) + " has the unknown type " + std::to_string(kind) + ".");
        entries[i].kind = TokenKind(kind);
    }
}

void readScores(const GgufFile &file, std::vector<VocabularyEntry> &entries)
{
    const std::vector<double> *scores = file.floats("tokenizer.ggml.scores");
    if (!scores)
        return;
    if (scores->size() != entries.size())
        fail(file, "the vocabulary has " + std::to_string(entries.size()) + " tokens but " +
                       std::to_string(scores->size()) + " scores.");
    for (size_t i = 0; i < entries.size(); ++i) {
        if (!std::isfinite((*scores)[i]))
            fail(file, "the score of token " + std::to_string(i) + " is not a finite number.");
        entries[i].score = float((*scores)[i]);
    }
}

int32_t readRole(const GgufFile &file, const char *role, size_t tokens)
{
    const std::string key = std::string("tokenizer.ggml.") + role + "_token_id";
    if (!file.has(key))
        return -1;
    const uint32_t token = file.requireUnsigned(key);
    if (token >= tokens)
        fail(file,
             key + " is " + std::to_string(token) + " but the vocabulary has " + std::to_string(tokens) + " tokens.");
    return int32_t(token);
}

} // namespace

Vocabulary::Vocabulary(std::vector<VocabularyEntry> entries, VocabularyRoles roles)
    : m_entries(std::move(entries)), m_roles(std::move(roles))
{
    m_ids.reserve(m_entries.size());
    for (size_t i = 0; i < m_entries.size(); ++i)
        m_ids.emplace(m_entries[i].piece, int32_t(i));
    for (const std::string_view name : TurnEnds) {
        const int32_t token = find(name);
        // An ordinary piece of that text (a model of source code may have "</s>") ends nothing.
        if (token >= 0 && m_entries[size_t(token)].kind != TokenKind::Normal)
            m_roles.ends.push_back(token);
    }
}

Vocabulary Vocabulary::read(const GgufFile &file)
{
    const std::vector<std::string> *pieces = file.strings("tokenizer.ggml.tokens");
    if (!pieces || pieces->empty())
        fail(file, "it holds no vocabulary (tokenizer.ggml.tokens).");
    if (pieces->size() > size_t(INT32_MAX))
        fail(file, "the vocabulary is too large.");
    std::vector<VocabularyEntry> entries(pieces->size());
    for (size_t i = 0; i < entries.size(); ++i)
        entries[i].piece = (*pieces)[i];
    readKinds(file, entries);
    readScores(file, entries);

    VocabularyRoles roles;
    roles.bos = readRole(file, "bos", entries.size());
    roles.eos = readRole(file, "eos", entries.size());
    roles.unknown = readRole(file, "unknown", entries.size());
    for (const char *role : {"eot", "eom"})
        if (const int32_t token = readRole(file, role, entries.size()); token >= 0)
            roles.ends.push_back(token);
    // Files that do not say: these two kinds have always begun with bos.
    const bool usual = file.stringOr("tokenizer.ggml.model", "") == "llama" ||
                       file.stringOr("tokenizer.ggml.pre", "").starts_with("llama");
    roles.addBos = file.boolOr("tokenizer.ggml.add_bos_token", usual) && roles.bos >= 0;
    return Vocabulary(std::move(entries), std::move(roles));
}

const VocabularyEntry &Vocabulary::entry(int32_t token) const
{
    if (token < 0 || size_t(token) >= m_entries.size())
        throw Error(ErrorKind::Usage, "Token " + std::to_string(token) + " does not exist: this vocabulary has 0 to " +
                                          std::to_string(int64_t(m_entries.size()) - 1) + ".");
    return m_entries[size_t(token)];
}

int32_t Vocabulary::find(std::string_view piece) const
{
    const auto found = m_ids.find(piece);
    return found == m_ids.end() ? -1 : found->second;
}

bool Vocabulary::isEnd(int32_t token) const
{
    return token >= 0 && (token == m_roles.eos || std::ranges::find(m_roles.ends, token) != m_roles.ends.end());
}

std::string Vocabulary::bosText() const { return m_roles.addBos && m_roles.bos >= 0 ? entry(m_roles.bos).piece : ""; }

} // namespace deepscope
