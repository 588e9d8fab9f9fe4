// Vocabularies as files have them: what every other reader passes over is passed over here too, and said.
#include "api/error.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "text/byte_piece.h"
#include "text/control_pieces.h"
#include "text/pre_tokenizer_rules.h"
#include "text/thought_marks.h"
#include "text/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace deepscope {

namespace {

class Reader {
public:
    explicit Reader(const GgufFile &file) : m_file(file) {}

    Vocabulary read()
    {
        const std::vector<std::string> *pieces = m_file.strings("tokenizer.ggml.tokens");
        if (!pieces || pieces->empty())
            m_file.fail("it holds no vocabulary (tokenizer.ggml.tokens)");
        if (pieces->size() > size_t(INT32_MAX))
            m_file.fail("the vocabulary is too large");
        m_entries.resize(pieces->size());
        for (size_t i = 0; i < m_entries.size(); ++i)
            m_entries[i].piece = (*pieces)[i];
        readKinds();
        readScores();
        readRoles();
        tellOfRepetitions();
        countNamedAsControl();
        countMarkersAsControl();
        countTagsAsDefined();
        return Vocabulary(std::move(m_entries), std::move(m_roles), std::move(m_remarks));
    }

private:
    void remark(std::string sentence) { m_remarks.push_back(std::move(sentence)); }

    // How many tokens a list speaks of. `rest`: what those count as of which it says nothing.
    size_t spokenOf(size_t count, const char *what, const char *rest)
    {
        if (count != m_entries.size())
            remark("The vocabulary has " + std::to_string(m_entries.size()) + " tokens but " + std::to_string(count) +
                   " " + what + ": " + (count > m_entries.size() ? "those behind the last token are ignored." : rest));
        return std::min(count, m_entries.size());
    }

    void readKinds()
    {
        const std::vector<int64_t> *kinds = m_file.integers("tokenizer.ggml.token_type");
        if (!kinds)
            return guessKinds();
        const size_t count = spokenOf(kinds->size(), "token types", "the last tokens count as text.");
        std::vector<std::string> strange;
        for (size_t i = 0; i < count; ++i) {
            const int64_t kind = (*kinds)[i];
            if (kind >= int64_t(TokenKind::Normal) && kind <= int64_t(TokenKind::Byte))
                m_entries[i].kind = TokenKind(kind);
            else if (kind != 0) // not said: files of some converters leave it so
                strange.push_back(m_entries[i].piece);
        }
        if (!strange.empty())
            remark("Tokens of a type that is not known count as text: " + someNames(strange) + ".");
    }

    // SentencePiece cannot do without an unknown token and bytes.
    void guessKinds()
    {
        remark("The file does not say what kinds its tokens are of (tokenizer.ggml.token_type); their spelling tells.");
        if (m_file.stringOr("tokenizer.ggml.model", "") != "llama")
            return;
        for (VocabularyEntry &entry : m_entries)
            if (entry.piece == "<unk>")
                entry.kind = TokenKind::Unknown;
            else if (entry.piece == "<s>" || entry.piece == "</s>")
                entry.kind = TokenKind::Control;
            else if (byteOfPiece(entry.piece) >= 0)
                entry.kind = TokenKind::Byte;
    }

    void readScores()
    {
        const std::vector<double> *scores = m_file.floats("tokenizer.ggml.scores");
        if (!scores) {
            if (m_file.stringOr("tokenizer.ggml.model", "") == "llama")
                remark("The file has no scores (tokenizer.ggml.scores): all tokens count alike.");
            return;
        }
        const size_t count = spokenOf(scores->size(), "scores", "the last tokens are made last.");
        constexpr double Most = std::numeric_limits<float>::max();
        std::vector<std::string> endless;
        for (size_t i = count; i < m_entries.size(); ++i)
            m_entries[i].score = float(-Most);
        for (size_t i = 0; i < count; ++i) {
            const double score = (*scores)[i];
            if (!std::isfinite(score))
                endless.push_back(m_entries[i].piece);
            m_entries[i].score = std::isnan(score) ? float(-Most) : float(std::clamp(score, -Most, Most));
        }
        if (!endless.empty())
            remark("Scores that are not finite numbers count as the lowest or the highest: of " + someNames(endless) +
                   ".");
    }

    // -1: none, also where the file names one that cannot be.
    int32_t checked(const std::string &key, int64_t token)
    {
        if (token >= 0 && token < int64_t(m_entries.size()))
            return int32_t(token);
        remark(key + " names token " + std::to_string(token) + ", but the vocabulary has 0 to " +
               std::to_string(m_entries.size() - 1) + ": it is ignored.");
        return -1;
    }

    // The ids that a key names, one or a list; none for what is no number.
    std::vector<int64_t> idsOf(const std::string &key)
    {
        const GgufValue *value = m_file.find(key);
        if (!value)
            return {};
        if (const int64_t *number = std::get_if<int64_t>(value))
            return {*number};
        if (const uint64_t *number = std::get_if<uint64_t>(value))
            return {int64_t(std::min<uint64_t>(*number, INT64_MAX))};
        if (const double *number = std::get_if<double>(value); number && std::abs(*number) < 1e15)
            return {int64_t(*number)};
        if (const GgufArray *array = std::get_if<GgufArray>(value))
            if (const auto *numbers = std::get_if<std::vector<int64_t>>(array))
                return *numbers;
        remark(key + " names no token: it is ignored.");
        return {};
    }

    // Of several the first has the role, and all of them end a turn.
    int32_t readRole(const std::string &role)
    {
        const std::string key = "tokenizer.ggml." + role;
        const std::vector<int64_t> ids = idsOf(key);
        int32_t first = -1;
        for (const int64_t id : ids) {
            const int32_t token = checked(key, id);
            first = first < 0 ? token : first;
            if (ids.size() > 1)
                addEnd(token);
        }
        return first;
    }

    void readRoles()
    {
        m_roles.bos = readRole("bos_token_id");
        m_roles.eos = readRole("eos_token_id");
        m_roles.unknown = readRole("unknown_token_id");
        for (const char *role : {"eot_token_id", "eom_token_id", "eos_token_ids", "eot_token_ids"})
            addEnd(readRole(role));
        if (m_roles.eos < 0 && !m_roles.ends.empty())
            m_roles.eos = m_roles.ends.front();
        const PreTokenizerRule *rule = findPreTokenizerRule(preTokenizerOf(m_file).name);
        const bool usual = m_file.stringOr("tokenizer.ggml.model", "") == "llama" || (rule && rule->beginsWithBos);
        m_roles.addBos = m_file.boolOr("tokenizer.ggml.add_bos_token", usual) && m_roles.bos >= 0;
    }

    void addEnd(int32_t token)
    {
        if (token >= 0 && std::ranges::find(m_roles.ends, token) == m_roles.ends.end())
            m_roles.ends.push_back(token);
    }

    void tellOfRepetitions()
    {
        std::unordered_set<std::string_view> seen;
        std::vector<std::string> again;
        size_t empty = 0;
        for (const VocabularyEntry &entry : m_entries) {
            if (entry.piece.empty())
                ++empty;
            else if (!seen.insert(entry.piece).second)
                again.push_back(entry.piece);
        }
        if (empty > 0)
            remark(std::to_string(empty) + (empty == 1 ? " token has" : " tokens have") +
                   " no text and cannot be written.");
        if (!again.empty())
            remark("Tokens stand in the vocabulary more than once, and the first of each counts: " + someNames(again) +
                   ".");
    }

    static bool isText(TokenKind kind)
    {
        return kind == TokenKind::Normal || kind == TokenKind::Unused || kind == TokenKind::UserDefined;
    }

    void countNamedAsControl()
    {
        std::vector<int32_t> named = m_roles.ends;
        named.insert(named.end(), {m_roles.bos, m_roles.eos});
        std::vector<std::string> mended;
        for (const int32_t token : named)
            if (token >= 0 && isText(m_entries[size_t(token)].kind)) {
                m_entries[size_t(token)].kind = TokenKind::Control;
                mended.push_back(m_entries[size_t(token)].piece);
            }
        if (!mended.empty())
            remark("Tokens that begin or end texts are not typed so and count as control tokens: " + someNames(mended) +
                   ".");
    }

    void countMarkersAsControl()
    {
        const std::string chatTemplate = m_file.stringOr("tokenizer.chat_template", "");
        std::vector<std::string> mended;
        for (VocabularyEntry &entry : m_entries)
            if ((entry.kind == TokenKind::Normal || entry.kind == TokenKind::Unused) &&
                (isControlPiece(entry.piece) ||
                 (looksLikeControl(entry.piece) && chatTemplate.find(entry.piece) != std::string::npos))) {
                entry.kind = TokenKind::Control;
                mended.push_back(entry.piece);
            }
        if (!mended.empty())
            remark("Markers of chats are not typed so and count as control tokens: " + someNames(mended) + ".");
    }

    // Templates write them as text, and each must be one token.
    void countTagsAsDefined()
    {
        const ThoughtMarks *found =
            findThoughtMarks(m_file.stringOr("tokenizer.chat_template", ""), [this](std::string_view piece) {
                return std::ranges::find(m_entries, piece, &VocabularyEntry::piece) != m_entries.end();
            });
        const ThoughtMarks &marks = found ? *found : thinkTags();
        const std::string_view tags[] = {marks.open, marks.close, marks.openAnswer, marks.closeAnswer};
        std::vector<std::string> mended;
        for (VocabularyEntry &entry : m_entries)
            if (entry.kind == TokenKind::Normal && !entry.piece.empty() &&
                std::ranges::find(tags, std::string_view(entry.piece)) != std::end(tags)) {
                entry.kind = TokenKind::UserDefined;
                mended.push_back(entry.piece);
            }
        if (!mended.empty())
            remark("Tags of thoughts and answers are typed as text and count as tokens of their own: " +
                   someNames(mended) + ".");
    }

    const GgufFile &m_file;
    std::vector<VocabularyEntry> m_entries;
    VocabularyRoles m_roles;
    std::vector<std::string> m_remarks;
};

} // namespace

Vocabulary Vocabulary::read(const GgufFile &file) { return Reader(file).read(); }

} // namespace deepscope
