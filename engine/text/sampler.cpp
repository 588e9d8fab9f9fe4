#include "text/sampler.h"

#include "api/error.h"
#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

void require(bool holds, const std::string &sentence)
{
    if (!holds)
        throw Error(ErrorKind::Usage, sentence);
}

void validate(const Sampling &settings)
{
    require(std::isfinite(settings.temperature) && settings.temperature >= 0,
            "The temperature must be 0 (greedy) or a positive number.");
    require(settings.topP > 0 && settings.topP <= 1, "Top-p must be above 0 and at most 1 (off).");
    require(settings.minP >= 0 && settings.minP <= 1, "Min-p must lie between 0 (off) and 1.");
}

// How many of the first `limit` tokens it takes until their share of the sum of these reaches topP.
size_t countForTopP(TokenRanking &ranking, std::span<const float> logits, size_t limit, double topP)
{
    const double best = logits[size_t(ranking.best(1)[0])];
    const auto weight = [&](int32_t token) { return std::exp(double(logits[size_t(token)]) - best); };
    double sum = 0;
    if (limit == logits.size())
        for (const float logit : logits)
            sum += std::exp(double(logit) - best);
    else
        for (const int32_t token : ranking.best(limit))
            sum += weight(token);

    // Most distributions need few: rank more only as they are called for.
    double reached = 0;
    size_t count = 0;
    for (size_t ranked = 64; count < limit; ranked *= 4) {
        const std::span<const int32_t> tokens = ranking.best(std::min(ranked, limit));
        while (count < tokens.size()) {
            reached += weight(tokens[count++]);
            if (reached >= topP * sum)
                return count;
        }
    }
    return limit;
}

} // namespace

Sampler::Sampler(const Sampling &settings) : m_settings(settings), m_random(settings.seed) { validate(settings); }

Choice Sampler::choose(std::span<const float> logits, uint32_t candidates)
{
    const Distribution distribution(logits);
    const auto logprob = [&](int32_t token) { return distribution.logprob(logits[size_t(token)]); };

    Choice choice;
    choice.token = m_settings.temperature == 0
                       ? int32_t(std::ranges::find(logits, distribution.largest) - logits.begin())
                       : draw(logits);
    choice.logprob = logprob(choice.token);
    choice.entropy = float(distribution.entropy);
    TokenRanking ranking(logits);
    for (const int32_t token : ranking.best(std::min(candidates, MaxCandidates)))
        choice.candidates.push_back({token, logprob(token), {}});
    return choice;
}

int32_t Sampler::draw(std::span<const float> logits)
{
    TokenRanking ranking(logits);
    const double best = logits[size_t(ranking.best(1)[0])];
    size_t count = m_settings.topK == 0 ? logits.size() : std::min<size_t>(m_settings.topK, logits.size());
    if (m_settings.topP < 1)
        count = countForTopP(ranking, logits, count, m_settings.topP);
    // Where all are kept their order does not matter, and need not be made.
    const std::span<const int32_t> tokens = count == logits.size() ? ranking.all() : ranking.best(count);

    std::vector<double> upTo; // sums of weights
    std::vector<int32_t> kept;
    double sum = 0;
    for (const int32_t token : tokens) {
        const double difference = double(logits[size_t(token)]) - best;
        if (std::exp(difference) < m_settings.minP)
            continue;
        sum += std::exp(difference / m_settings.temperature);
        upTo.push_back(sum);
        kept.push_back(token);
    }
    // Of the standard library's distributions only the generators are the same everywhere.
    const double uniform = double(m_random() >> 11) * 0x1p-53;
    const auto drawn = std::ranges::upper_bound(upTo, uniform * sum);
    return kept[std::min(size_t(drawn - upTo.begin()), kept.size() - 1)];
}

} // namespace deepscope
