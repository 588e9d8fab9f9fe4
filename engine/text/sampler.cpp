#include "text/sampler.h"

#include "api/error.h"
#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

void require(bool holds, const char *sentence)
{
    if (!holds)
        throw Error(ErrorKind::Usage, sentence);
}

bool isWithin(float value, float least, float most) { return value >= least && value <= most; }

void validate(const Sampling &settings)
{
    require(std::isfinite(settings.temperature) && settings.temperature >= 0,
            "The temperature must be 0 (greedy) or a positive number.");
    require(settings.topP > 0 && settings.topP <= 1, "Top-p must be above 0 and at most 1 (off).");
    require(isWithin(settings.minP, 0, 1), "Min-p must lie between 0 (off) and 1.");
    require(isWithin(settings.repetitionPenalty, 0.01F, 100),
            "The repetition penalty must lie between 0.01 and 100; 1 is off.");
    require(isWithin(settings.presencePenalty, -2, 2), "The presence penalty must lie between -2 and 2; 0 is off.");
    require(isWithin(settings.frequencyPenalty, -2, 2), "The frequency penalty must lie between -2 and 2; 0 is off.");
    for (const TokenBias &bias : settings.logitBias)
        require(isWithin(bias.bias, -100, 100), "A logit bias must lie between -100 and 100.");
}

// How many of the first `limit` tokens it takes until their share of the sum of these reaches topP.
size_t countForTopP(TokenRanking &ranking, std::span<const float> logits, size_t limit, float topP)
{
    const float best = logits[size_t(ranking.best(1)[0])];
    uint64_t sum = 0;
    if (limit == logits.size())
        for (const float logit : logits)
            sum += weightOf(logit - best, 1);
    else
        for (const int32_t token : ranking.best(limit))
            sum += weightOf(logits[size_t(token)] - best, 1);
    const uint64_t enough = partOf(sum, uint64_t(double(topP) * FractionOfOne));

    // Most distributions need few: rank more only as they are called for.
    uint64_t reached = 0;
    size_t count = 0;
    for (size_t ranked = MaxCandidates; count < limit; ranked *= 4) {
        const std::span<const int32_t> tokens = ranking.best(std::min(ranked, limit));
        while (count < tokens.size()) {
            reached += weightOf(logits[size_t(tokens[count++])] - best, 1);
            if (reached >= enough)
                return count;
        }
    }
    return limit;
}

} // namespace

Sampler::Sampler(const Sampling &settings) : m_settings(settings) { validate(settings); }

Choice Sampler::choose(std::span<const float> logits, uint32_t candidates, DrawPlace place,
                       std::span<const TokenEntry> entries) const
{
    const Distribution distribution(logits);
    const auto logprob = [&](int32_t token) { return distribution.logprob(logits[size_t(token)]); };

    Choice choice;
    choice.token = draw(logits, place, entries);
    choice.logprob = logprob(choice.token);
    choice.entropy = float(distribution.entropy);
    TokenRanking ranking(logits);
    for (const int32_t token : ranking.best(std::min(candidates, MaxCandidates)))
        choice.candidates.push_back({token, logprob(token), {}});
    return choice;
}

int32_t Sampler::draw(std::span<const float> logits, DrawPlace place, std::span<const TokenEntry> entries) const
{
    if (entries.empty())
        return drawFrom(logits, place);
    std::vector<float> adjusted(logits.begin(), logits.end());
    for (const TokenEntry &entry : entries)
        adjusted[size_t(entry.token)] = adjustedLogit(logits[size_t(entry.token)], entry, m_settings);
    return drawFrom(adjusted, place);
}

int32_t Sampler::drawFrom(std::span<const float> logits, DrawPlace place) const
{
    const auto largest = std::ranges::max_element(logits);
    if (m_settings.temperature == 0)
        return int32_t(largest - logits.begin());

    const size_t limit = m_settings.topK == 0 ? logits.size() : std::min<size_t>(m_settings.topK, logits.size());
    TokenRanking ranking(logits);
    std::span<const int32_t> tokens = ranking.all();
    if (m_settings.topP < 1)
        tokens = ranking.best(countForTopP(ranking, logits, limit, m_settings.topP));
    else if (limit < logits.size())
        tokens = ranking.best(limit);

    const float inverseTemperature = inverseOf(m_settings.temperature), least = leastDifference(m_settings.minP);
    std::vector<uint64_t> upTo; // sums of weights
    upTo.reserve(tokens.size());
    uint64_t sum = 0;
    for (const int32_t token : tokens) {
        const float difference = logits[size_t(token)] - *largest;
        if (difference >= least)
            sum += weightOf(difference, inverseTemperature);
        upTo.push_back(sum);
    }
    const uint64_t target = partOf(sum, drawNumber(m_settings.seed, place));
    return tokens[size_t(std::ranges::upper_bound(upTo, target) - upTo.begin())];
}

} // namespace deepscope
