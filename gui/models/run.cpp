#include "run.h"

#include "paint/token_text.h"

#include <algorithm>

namespace deepscope {

Run::Run(uint32_t id, QString question, LoadedModel model)
    : m_id(id), m_question(std::move(question)), m_model(std::move(model))
{
}

std::string_view Run::bytes(int token) const
{
    const size_t begin = token > 0 ? m_bytesEnd[size_t(token) - 1] : 0;
    return std::string_view(m_bytes).substr(begin, m_bytesEnd[size_t(token)] - begin);
}

std::span<const Candidate> Run::candidates(int token) const
{
    const size_t begin = token > 0 ? m_candidatesEnd[size_t(token) - 1] : 0;
    return std::span(m_candidates).subspan(begin, m_candidatesEnd[size_t(token)] - begin);
}

std::span<const uint16_t> Run::experts(int token, int layer) const
{
    const int row = layer - firstExpertLayer();
    if (row < 0 || row >= expertLayers())
        return {};
    return std::span(m_experts).subspan((size_t(token) * expertLayers() + row) * topK(), topK());
}

std::span<const float> Run::weights(int token, int layer) const
{
    const int row = layer - firstExpertLayer();
    if (row < 0 || row >= expertLayers())
        return {};
    return std::span(m_weights).subspan((size_t(token) * expertLayers() + row) * topK(), topK());
}

bool Run::routed(int token) const
{
    return hasExperts() && m_experts[size_t(token) * expertLayers() * topK()] != NoExpert;
}

int Run::rankOf(int token, int layer, int expert) const
{
    const std::span<const uint16_t> chosen = experts(token, layer);
    const auto found = std::find(chosen.begin(), chosen.end(), uint16_t(expert));
    return found == chosen.end() ? -1 : int(found - chosen.begin());
}

float Run::weightOf(int token, int layer, int expert) const
{
    const int rank = rankOf(token, layer, expert);
    return rank < 0 ? 0.0f : weights(token, layer)[size_t(rank)];
}

QString Run::text(TokenRange tokens, bool withSpecial) const
{
    std::string all;
    for (int token = std::max(tokens.begin, 0); token < std::min(tokens.end, size()); ++token)
        if (withSpecial || !special(token))
            all += bytes(token);
    return plainTokenText(all);
}

void Run::append(const TokenTrace &trace)
{
    const int place = size();
    m_tokens.push_back(trace.token);
    m_phases.push_back(trace.phase);
    m_special.push_back(trace.special);
    m_bytes += trace.bytes;
    m_bytesEnd.push_back(m_bytes.size());
    m_logprobs.push_back(trace.logprob);
    m_entropies.push_back(trace.entropy);
    m_microseconds.push_back(trace.microseconds);
    m_stages.push_back(trace.stages);
    m_cacheBytes.push_back(trace.cacheBytes);
    m_candidates.insert(m_candidates.end(), trace.candidates.begin(), trace.candidates.end());
    m_candidatesEnd.push_back(m_candidates.size());
    appendRouting(trace);

    if (m_sections.empty() || m_sections.back().phase != trace.phase)
        m_sections.push_back({trace.phase, {place, place}});
    m_sections.back().tokens.end = place + 1;
}

void Run::appendRouting(const TokenTrace &trace)
{
    const size_t stride = size_t(expertLayers()) * size_t(topK());
    std::vector<ExpertHit> hits(stride, {NoExpert, 0.0f});
    if (trace.routing.size() == stride)
        hits = trace.routing;
    // A selection bias chooses in another order than that of the weights.
    for (auto layer = hits.begin(); layer != hits.end(); layer += topK())
        std::stable_sort(layer, layer + topK(), [](const auto &a, const auto &b) { return a.weight > b.weight; });
    for (const ExpertHit &hit : hits) {
        m_experts.push_back(hit.expert);
        m_weights.push_back(hit.weight);
    }
}

} // namespace deepscope
