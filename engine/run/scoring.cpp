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
    if (tokens.size() > model.cache().context())
        throw Error(ErrorKind::Usage, "The text has " + std::to_string(tokens.size()) +
                                          " tokens, and the context holds " + std::to_string(model.cache().context()) +
                                          ".");
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

std::vector<ScoredPosition> scoreTokens(const ReadyModel &model, StepRunner &runner, const std::vector<int32_t> &tokens,
                                        uint32_t from, uint32_t top, const CancelFlag &cancel)
{
    checkRequest(model, tokens, from);
    std::vector<ScoredPosition> scored;
    const auto last = uint32_t(tokens.size()) - 1; // has no successor
    for (uint32_t first = 0; first < last; first += BatchTokens) {
        const uint32_t count = std::min(BatchTokens, last - first);
        const std::vector<int32_t> batch(tokens.begin() + first, tokens.begin() + first + count);
        if (!runner.feed(first, batch, LogitsRows::All, Tracing::Off, cancel))
            throw Error(ErrorKind::Interrupted, "Scoring was cancelled.");
        for (uint32_t row = 0; row < count; ++row) {
            if (first + row < from)
                continue;
            scored.push_back(scorePosition(runner.logits(row), tokens[first + row + 1], top));
        }
    }
    return scored;
}

} // namespace deepscope
