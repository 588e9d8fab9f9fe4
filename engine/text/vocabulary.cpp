#include "text/vocabulary.h"

#include "api/error.h"
#include "text/control_pieces.h"

#include <algorithm>

namespace deepscope {

Vocabulary::Vocabulary(std::vector<VocabularyEntry> entries, VocabularyRoles roles, std::vector<std::string> remarks)
    : m_entries(std::move(entries)), m_roles(std::move(roles)), m_remarks(std::move(remarks))
{
    m_ids.reserve(m_entries.size());
    for (size_t i = 0; i < m_entries.size(); ++i)
        m_ids.emplace(m_entries[i].piece, int32_t(i));
    for (const std::string_view name : turnEnds()) {
        const int32_t token = find(name);
        if (token < 0)
            continue;
        // An ordinary piece of that text (a model of source code may have "</s>") ends nothing.
        const TokenKind kind = m_entries[size_t(token)].kind;
        if (kind != TokenKind::Normal && (kind != TokenKind::UserDefined || !mayBeText(name)))
            m_roles.ends.push_back(token);
    }
    // gpt-oss ends no more than a message with <|end|>, also where its file says that a turn ends so.
    const int32_t turn = find("<|return|>"), message = find("<|end|>");
    if (turn < 0 || message < 0 || find("<|call|>") < 0)
        return;
    std::erase(m_roles.ends, message);
    if (m_roles.eos == message)
        m_roles.eos = turn;
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
