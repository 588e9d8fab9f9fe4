#include "run/scoring.h"

#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>

namespace deepscope {

namespace {

void checkRequest(const ReadyModel &model, const std::vector<int32_t> &tokens, uint32_t from)
{
    if (tokens.size() < 2)
        throw Error(ErrorKind::Usage, "Scoring needs at least two tokens: one to read and one to predict.");
    if (tokens.size() > model.description().memory.context)
        throw Error(ErrorKind::Usage, "The text has " + std::to_string(tokens.size()) +
                                          " tokens, and the context holds " +
                                          std::to_string(model.description().memory.context) + ".");
    if (from > tokens.size() - 2)
        throw Error(ErrorKind::Usage, "There is nothing to score from position " + std::to_string(from) +
                                          " on: the last that has a next token is " +
                                          std::to_string(tokens.size() - 2) + ".");
    model.requireTokens(tokens);
}

ScoredPosition scorePosition(std::span<const float> logits, int32_t next, uint32_t top)
{
    const Distribution distribution(logits);
    ScoredPosition position{next, distribution.logprob(logits[size_t(next)]), {}};
    TokenRanking ranking(logits);
    for (const int32_t token : ranking.best(top))
        position.top.push_back({token, distribution.logprob(logits[size_t(token)]), {}});
    return position;
}

} // namespace

Scoring::Scoring(const ReadyModel &model, const ScoreRequest &request, const CancelFlag &cancel)
    : m_cancel(cancel), m_from(request.from), m_top(request.candidates)
{
    const std::vector<int32_t> &tokens = request.tokens;
    checkRequest(model, tokens, m_from);
    m_text.assign(tokens.begin(), tokens.end() - 1);
    m_last = tokens.back();
}

std::vector<ScoredPosition> Scoring::take()
{
    if (m_told < m_text.size())
        throw Error(ErrorKind::Interrupted, "Scoring was cancelled.");
    return std::move(m_scored);
}

void Scoring::fed(const FedRows &rows)
{
    uint32_t output = rows.output;
    for (uint32_t position = rows.first; position < rows.first + rows.count; ++position) {
        if (wants(position) == Want::Nothing)
            continue;
        if (position >= m_told) { // else it was read before, and is read again
            const int32_t next = position + 1 < m_text.size() ? m_text[position + 1] : m_last;
            m_scored.push_back(scorePosition(rows.step.logits(output), next, m_top));
        }
        ++output;
    }
    m_told = std::max(m_told, rows.first + rows.count);
}

} // namespace deepscope
