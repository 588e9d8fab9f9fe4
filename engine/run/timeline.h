// The tokens whose rows are in the cache, with what was traced of each.
#pragma once

#include "api/session.h"
#include "run/step_runner.h"

#include <functional>
#include <vector>

namespace deepscope {

class Timeline {
public:
    explicit Timeline(ReadyModel &model) : m_model(model), m_runner(model) {}

    // Keeps the longest common beginning of what is cached and `prompt`, but never all of it: the last token of the
    // prompt is fed again, since its logits are needed. Gives the number of tokens kept.
    uint32_t keepPrefix(const std::vector<int32_t> &prompt);

    // Feeds the tokens [size(), prompt.size()) in batches. `fed` is called with each token's trace (routing, cache use,
    // times; phase prompt). Ends early when `cancel` is set; batches that were fed stay.
    using Fed = std::function<void(TokenTrace)>;
    void prefill(const std::vector<int32_t> &prompt, const Fed &fed, const CancelFlag &cancel);

    // Feeds one generated token; fills in position, routing, stage times and cache use of its trace. False where
    // `cancel` ended it early: then it was not fed, and there are no logits.
    bool append(TokenTrace &trace, const CancelFlag &cancel);

    std::span<const float> logits() const { return m_runner.logits(0); } // after the last token fed
    uint32_t size() const { return uint32_t(m_tokens.size()); }
    bool full() const { return size() >= m_model.cache().context(); }
    const TokenTrace &trace(uint32_t index) const { return m_traces[index]; }
    StepRunner &runner() { return m_runner; }
    void clear();

private:
    TokenTrace describe(int32_t token, uint32_t index) const;

    ReadyModel &m_model;
    StepRunner m_runner;
    std::vector<int32_t> m_tokens;
    std::vector<TokenTrace> m_traces;
};

} // namespace deepscope
