#include "run/comparing.h"

#include "run/ends.h"
#include "text/distribution.h"

#include <algorithm>

namespace deepscope {

namespace {

// Of one reading that is ahead of the other; and where the cache holds one of them alone, so that it has to be.
constexpr size_t WaitingBytes = size_t(64) << 20, MostWaitingBytes = size_t(1) << 30;
constexpr size_t FewestAhead = 64; // rows: a step's

int32_t best(std::span<const float> logits) { return int32_t(std::ranges::max_element(logits) - logits.begin()); }

} // namespace

Comparing::Comparing(const CompareRequest &request, uint32_t vocabulary)
    : m_request(request),
      m_ahead(uint32_t(std::max(FewestAhead, WaitingBytes / (vocabulary * sizeof(float))))), m_taken{request.from,
                                                                                                     request.from}
{
}

ScoreRequest Comparing::request(size_t side) const
{
    ScoreRequest request{.run = m_request.run, .tokens = m_request.tokens, .from = m_request.from};
    request.alteration = side == 0 ? m_request.one : m_request.other;
    if (side == 1)
        request.eviction = m_request.eviction;
    request.routing = true;
    return request;
}

// Both come in the order of their positions.
void Comparing::take(size_t side, uint32_t position, std::span<const float> logits)
{
    if (m_error)
        throw Error(ErrorKind::Internal, "The other reading of the text has failed.");
    m_taken[side] = position + 1;
    const auto waiting = m_waiting.find(position);
    if (waiting == m_waiting.end()) {
        if (m_waiting.size() * logits.size_bytes() > MostWaitingBytes)
            throw Error(ErrorKind::Device, "The cache has no room to read a text of " +
                                               std::to_string(m_request.tokens.size()) +
                                               " tokens twice at once. A shorter text would do.");
        m_waiting.emplace(position, Row{side, {logits.begin(), logits.end()}});
        return;
    }
    std::span<const float> one = waiting->second.logits, other = logits;
    if (waiting->second.side == 1)
        std::swap(one, other);
    ComparedPosition compared;
    compared.divergence = divergence(one, other);
    compared.bestOfOne = best(one);
    compared.bestOfOther = best(other);
    m_positions.push_back(std::move(compared));
    m_waiting.erase(waiting);
}

std::optional<Comparison> Comparing::ended(size_t side, Scoring &scoring, const std::exception_ptr &error)
{
    try {
        if (error)
            std::rethrow_exception(error);
        if (scoring.seen())
            m_seen = *scoring.seen();
        m_scored[side] = scoring.take();
    } catch (...) {
        if (!m_error)
            m_error = std::current_exception();
        m_waiting.clear();
    }
    if (++m_ended < m_scored.size())
        return std::nullopt;
    return compare();
}

Comparison Comparing::compare()
{
    Comparison comparison;
    comparison.run = m_request.run;
    if (m_error) {
        comparison.failure = failureOfRun(m_error);
        return comparison;
    }
    for (size_t i = 0; i < m_positions.size(); ++i) {
        ScoredPosition &one = m_scored[0]->at(i), &other = m_scored[1]->at(i);
        m_positions[i].token = one.token;
        m_positions[i].one = one.logprob;
        m_positions[i].other = other.logprob;
        m_positions[i].routingOfOne = std::move(one.routing);
        m_positions[i].routingOfOther = std::move(other.routing);
    }
    comparison.positions = std::move(m_positions);
    comparison.seen = std::move(m_seen);
    return comparison;
}

} // namespace deepscope
