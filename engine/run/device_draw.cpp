#include "run/device_draw.h"

#include "text/distribution.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

static_assert(MaxCandidates <= args::SampleBest);

double wholeUnits(uint32_t low, uint32_t high) { return std::ldexp(double(uint64_t(high) << 32 | low), -WeightBits); }

void requireFinite(const args::SampleResult &result)
{
    if (result.flags & args::SampleNotFinite)
        throw NotFinite(result.broken);
}

Choice choiceOf(const args::SampleResult &result, uint32_t candidates, int32_t token, float logit)
{
    const Distribution distribution(result.logits[0], wholeUnits(result.totalLow, result.totalHigh),
                                    wholeUnits(result.weightedLow, result.weightedHigh));
    Choice choice;
    choice.token = token;
    choice.logprob = distribution.logprob(logit);
    choice.entropy = float(distribution.entropy);
    for (uint32_t i = 0; i < std::min(candidates, MaxCandidates) && result.ids[i] != args::SampleNone; ++i)
        choice.candidates.push_back({int32_t(result.ids[i]), distribution.logprob(result.logits[i]), {}});
    return choice;
}

} // namespace

args::SampleRow sampleRow(const Sampling &settings, DrawPlace place, uint32_t logitsRow, uint32_t firstEntry,
                          uint32_t entries, uint32_t previous)
{
    args::SampleRow row{};
    row.logits = logitsRow;
    row.greedy = settings.temperature == 0;
    row.inverseTemperature = row.greedy ? 1 : inverseOf(settings.temperature);
    row.topK = settings.topK;
    // 0 is off; less than a unit keeps the best alone, as a unit does.
    const uint64_t fraction = settings.topP < 1 ? std::max(uint64_t(double(settings.topP) * FractionOfOne), {1}) : 0;
    row.topPLow = uint32_t(fraction);
    row.topPHigh = uint32_t(fraction >> 32);
    row.leastDifference = leastDifference(settings.minP);
    row.seedLow = uint32_t(settings.seed);
    row.seedHigh = uint32_t(settings.seed >> 32);
    row.answer = place.sample;
    row.position = place.position;
    row.repetition = settings.repetitionPenalty;
    row.inverseRepetition = 1 / settings.repetitionPenalty;
    row.presence = settings.presencePenalty;
    row.frequency = settings.frequencyPenalty;
    row.firstEntry = firstEntry;
    row.entries = entries;
    row.previous = previous;
    return row;
}

args::SampleEntry sampleEntry(const TokenEntry &entry)
{
    return {uint32_t(entry.token), entry.inPrompt, entry.inAnswer, entry.bias};
}

Choice choiceOf(const args::SampleResult &result, uint32_t candidates)
{
    requireFinite(result);
    return choiceOf(result, candidates, int32_t(result.token), result.logit);
}

Choice choiceOf(const args::SampleResult &result, uint32_t candidates, std::span<const float> logits,
                const Sampler &sampler, DrawPlace place, std::span<const TokenEntry> entries)
{
    requireFinite(result);
    const int32_t token = sampler.draw(logits, place, entries);
    return choiceOf(result, candidates, token, logits[size_t(token)]);
}

} // namespace deepscope
