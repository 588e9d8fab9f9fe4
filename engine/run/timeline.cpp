#include "run/timeline.h"

#include <algorithm>
#include <chrono>

namespace deepscope {

namespace {

class Stopwatch {
public:
    float microseconds() const
    {
        return std::chrono::duration<float, std::micro>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

uint32_t Timeline::keepPrefix(const std::vector<int32_t> &prompt)
{
    const size_t most = std::min(m_tokens.size(), prompt.size() - 1);
    const auto differs = std::mismatch(m_tokens.begin(), m_tokens.begin() + ptrdiff_t(most), prompt.begin()).first;
    const auto kept = size_t(differs - m_tokens.begin());
    m_tokens.resize(kept);
    m_traces.resize(kept);
    return uint32_t(kept);
}

void Timeline::clear()
{
    m_tokens.clear();
    m_traces.clear();
}

TokenTrace Timeline::describe(int32_t token, uint32_t index) const
{
    TokenTrace trace;
    trace.index = index;
    trace.token = token;
    trace.control = m_model.tokenizer().kind(token) == TokenKind::Control;
    trace.special = trace.control;
    trace.bytes = m_model.shownBytes(token);
    trace.cacheBytes = (index + 1) * m_model.cache().bytesPerToken();
    return trace;
}

void Timeline::prefill(const std::vector<int32_t> &prompt, const Fed &fed, const CancelFlag &cancel)
{
    while (m_tokens.size() < prompt.size() && !cancel) {
        const size_t first = m_tokens.size(), count = std::min<size_t>(BatchTokens, prompt.size() - first);
        const std::vector<int32_t> batch(prompt.begin() + ptrdiff_t(first), prompt.begin() + ptrdiff_t(first + count));
        const Stopwatch watch;
        if (!m_runner.feed(uint32_t(first), batch, LogitsRows::Last, m_runner.traced(uint32_t(first), count), cancel))
            return;
        const float share = watch.microseconds() / float(count);
        StageTimes stages = m_runner.stages();
        for (float &time : stages)
            time /= float(count);
        for (size_t row = 0; row < count; ++row) {
            TokenTrace trace = describe(batch[row], uint32_t(first + row));
            trace.microseconds = share;
            trace.stages = stages;
            trace.routing = m_runner.routing(uint32_t(row));
            m_tokens.push_back(trace.token);
            m_traces.push_back(trace);
            fed(std::move(trace));
        }
    }
}

bool Timeline::append(TokenTrace &trace, const CancelFlag &cancel)
{
    const TokenTrace plain = describe(trace.token, size());
    const Tracing tracing = m_runner.traced(size(), 1);
    if (!m_runner.feed(size(), {trace.token}, LogitsRows::Last, tracing, cancel))
        return false;
    trace.index = plain.index;
    trace.control = plain.control;
    trace.special = trace.special || plain.special;
    trace.bytes = plain.bytes;
    trace.cacheBytes = plain.cacheBytes;
    trace.routing = m_runner.routing(0);
    const float sampling = trace.stages[size_t(Stage::Sample)];
    trace.stages = m_runner.stages();
    if (tracing == Tracing::RoutingAndTimes)
        trace.stages[size_t(Stage::Sample)] = sampling;
    m_tokens.push_back(trace.token);
    m_traces.push_back(trace);
    return true;
}

} // namespace deepscope
