// How the next token is chosen from the model's distribution.
#pragma once

#include <cstdint>
#include <vector>

namespace deepscope {

struct TokenBias {
    int32_t token = 0;
    float bias = 0; // added to its logit
    bool operator==(const TokenBias &) const = default;
};

// Biases and penalties change logits before anything is kept, dropped or drawn, in this order (that of vLLM): the bias;
// the repetition penalty for tokens of the prompt or the answer; the frequency and the presence penalty for tokens of
// the answer alone. A greedy choice is of the changed logits too. What is shown of the distribution is of the unchanged
// ones.
struct Sampling {
    float temperature = 0; // 0 = greedy
    uint32_t topK = 0;     // 0 = off
    float topP = 1;        // 1 = off
    float minP = 0;        // 0 = off
    uint64_t seed = 0;
    float repetitionPenalty = 1;      // 1 = off; divides positive logits, multiplies others (CTRL, arXiv:1909.05858)
    float presencePenalty = 0;        // subtracted once (OpenAI's form)
    float frequencyPenalty = 0;       // subtracted for each time
    std::vector<TokenBias> logitBias; // of tokens named twice the last counts

    bool operator==(const Sampling &) const = default;
};

} // namespace deepscope
