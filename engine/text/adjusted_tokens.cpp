#include "text/adjusted_tokens.h"

#include "api/error.h"

#include <string>

namespace deepscope {

AdjustedTokens::AdjustedTokens(const Sampling &settings, uint32_t vocabulary)
    : m_countsPrompt(settings.repetitionPenalty != 1),
      m_countsAnswer(m_countsPrompt || settings.presencePenalty != 0 || settings.frequencyPenalty != 0)
{
    for (const TokenBias &bias : settings.logitBias) {
        if (bias.token < 0 || uint32_t(bias.token) >= vocabulary)
            throw Error(ErrorKind::Usage, "A logit bias is for token " + std::to_string(bias.token) +
                                              ", and the vocabulary has 0 to " + std::to_string(vocabulary - 1) + ".");
        entryOf(bias.token).bias = bias.bias;
    }
}

void AdjustedTokens::addPrompt(std::span<const int32_t> tokens)
{
    if (m_countsPrompt)
        for (const int32_t token : tokens)
            ++entryOf(token).inPrompt;
}

void AdjustedTokens::addAnswer(int32_t token)
{
    if (m_countsAnswer)
        ++entryOf(token).inAnswer;
}

TokenEntry &AdjustedTokens::entryOf(int32_t token)
{
    const auto [place, isNew] = m_places.try_emplace(token, m_entries.size());
    if (isNew)
        m_entries.push_back({token, 0, 0, 0});
    return m_entries[place->second];
}

} // namespace deepscope
