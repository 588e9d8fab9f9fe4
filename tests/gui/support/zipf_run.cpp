#include "zipf_run.h"

#include <algorithm>
#include <numeric>

namespace deepscope::test {

namespace {

constexpr std::array Words = {" so", " the", " sum", " of",    " 47", " and", " 85",
                              " is", " 132", ",",    " carry", " 1",  "."};

// A random number that follows from where it is needed (the finaliser of MurmurHash3).
uint32_t mixed(uint32_t value)
{
    value = (value ^ value >> 16) * 0x85ebca6bU;
    value = (value ^ value >> 13) * 0xc2b2ae35U;
    return value ^ value >> 16;
}

} // namespace

ZipfRun::ZipfRun(LoadedModel model, int tokens, uint32_t seed)
    : m_model(std::move(model)), m_tokens(tokens), m_seed(seed), m_experts(m_model.info.expertLayers())
{
    const auto experts = int(m_model.info.experts);
    std::vector<double> weights;
    for (int place = 1; place <= experts; ++place)
        weights.push_back(1.0 / place);
    std::mt19937 random(seed);
    std::discrete_distribution<int> zipf(weights.begin(), weights.end());
    for (uint16_t &entry : m_ranks)
        entry = uint16_t(zipf(random));
    for (auto &phases : m_experts)
        for (std::vector<uint16_t> &order : phases) {
            order.resize(size_t(experts));
            std::iota(order.begin(), order.end(), uint16_t(0));
            std::shuffle(order.begin(), order.end(), random);
        }
}

Phase ZipfRun::phaseOf(int token) const
{
    return token < m_tokens / 5 ? Phase::Prompt : token < m_tokens - m_tokens / 10 ? Phase::Think : Phase::Answer;
}

int ZipfRun::rank(uint32_t random) const { return m_ranks[random % m_ranks.size()]; }

TokenTrace ZipfRun::trace(int token, uint32_t run) const
{
    TokenTrace trace;
    trace.run = run;
    trace.index = uint32_t(token);
    trace.token = 100 + token % int(Words.size());
    trace.bytes = Words[size_t(token) % Words.size()];
    trace.phase = phaseOf(token);
    trace.microseconds = 12'000;
    trace.cacheBytes = m_model.memory.cacheBytesOf(uint64_t(token + 1));
    const auto used = m_model.info.expertsUsed, experts = m_model.info.experts;
    trace.routing.reserve(m_experts.size() * used);
    for (size_t layer = 0; layer < m_experts.size(); ++layer) {
        const std::vector<uint16_t> &order = m_experts[layer][size_t(trace.phase)];
        const size_t first = trace.routing.size();
        uint32_t random = mixed(m_seed ^ mixed(uint32_t(token) * 64U + uint32_t(layer)));
        float sum = 0;
        while (trace.routing.size() < first + used) {
            random = mixed(random + 0x9e3779b9U);
            uint16_t expert = order[size_t(rank(random))];
            // One that is taken leaves its place to the next that is free.
            const auto taken = [&] {
                return std::ranges::any_of(trace.routing.begin() + ptrdiff_t(first), trace.routing.end(),
                                           [&](const ExpertHit &hit) { return hit.expert == expert; });
            };
            while (taken())
                expert = uint16_t((expert + 1U) % experts);
            const float score = 0.2f + float(random >> 20) / 4096;
            trace.routing.push_back({expert, score});
            sum += score;
        }
        for (size_t k = first; k < trace.routing.size(); ++k)
            trace.routing[k].weight /= sum;
    }
    return trace;
}

std::vector<TokenTrace> ZipfRun::traces(TokenRange tokens, uint32_t run) const
{
    std::vector<TokenTrace> all;
    for (int token = tokens.begin; token < tokens.end; ++token)
        all.push_back(trace(token, run));
    return all;
}

RunSummary ZipfRun::summary(uint32_t run) const
{
    RunSummary summary;
    summary.run = run;
    for (int token = 0; token < m_tokens; ++token)
        ++(phaseOf(token) == Phase::Prompt  ? summary.promptTokens
           : phaseOf(token) == Phase::Think ? summary.thinkTokens
                                            : summary.answerTokens);
    summary.thinkSeconds = 0.012 * summary.thinkTokens;
    summary.answerSeconds = 0.012 * summary.answerTokens;
    return summary;
}

} // namespace deepscope::test
