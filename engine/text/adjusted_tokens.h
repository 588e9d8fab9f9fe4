// The tokens of one sequence whose logits its settings change.
#pragma once

#include "text/draw_arithmetic.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace deepscope {

// Only tokens that a penalty or a bias is for are listed: where those are off, none.
class AdjustedTokens {
public:
    // Throws Error(Usage) for a bias of a token that the vocabulary does not have.
    AdjustedTokens(const Sampling &settings, uint32_t vocabulary);

    void addPrompt(std::span<const int32_t> tokens);
    void addAnswer(int32_t token);

    bool countsAnswer() const { return m_countsAnswer; } // penalties change the logits of answered tokens

    // Each token once, in the order in which they came.
    std::span<const TokenEntry> entries() const { return m_entries; }

private:
    TokenEntry &entryOf(int32_t token);

    bool m_countsPrompt, m_countsAnswer;
    std::vector<TokenEntry> m_entries;
    std::unordered_map<int32_t, size_t> m_places;
};

} // namespace deepscope
