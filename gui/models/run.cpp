#include "run.h"

#include "paint/token_text.h"

#include <algorithm>

namespace deepscope {

Run::Run(uint32_t id, QString question, std::shared_ptr<const LoadedModel> model, std::optional<RunRequest> request)
    : m_id(id), m_question(std::move(question)), m_model(std::move(model)), m_request(std::move(request)),
      m_choices(int(expertChoices(m_model->info, alteration())))
{
}

TokenTrace Run::trace(int token) const
{
    TokenTrace trace = m_tokens.trace(size_t(token));
    trace.run = m_id;
    return trace;
}

const Alteration &Run::alteration() const
{
    static const Alteration none;
    return m_request ? m_request->alteration : none;
}

TokenRange Run::placesOf(int token, int layer) const
{
    const int row = layer - firstExpertLayer();
    if (row < 0 || row >= expertLayers() || !routed(token))
        return {};
    const std::span<const uint16_t> all =
        routing().experts(size_t(token)).subspan(size_t(row * m_choices), size_t(m_choices));
    const auto used = int(std::ranges::find(all, NoExpert) - all.begin());
    return {row * m_choices, row * m_choices + used};
}

std::span<const uint16_t> Run::experts(int token, int layer) const
{
    const TokenRange places = placesOf(token, layer);
    return places.empty() ? std::span<const uint16_t>()
                          : routing().experts(size_t(token)).subspan(size_t(places.begin), size_t(places.size()));
}

std::span<const float> Run::weights(int token, int layer) const
{
    const TokenRange places = placesOf(token, layer);
    return places.empty() ? std::span<const float>()
                          : routing().weights(size_t(token)).subspan(size_t(places.begin), size_t(places.size()));
}

std::vector<ExpertHit> Run::strongestFirst(int token, int layer) const
{
    std::vector<ExpertHit> hits;
    const std::span<const uint16_t> chosen = experts(token, layer);
    for (size_t k = 0; k < chosen.size(); ++k)
        hits.push_back({chosen[k], weights(token, layer)[k]});
    std::ranges::stable_sort(hits, std::ranges::greater(), &ExpertHit::weight);
    return hits;
}

bool Run::routed(int token) const
{
    return hasExperts() && routing().experts(size_t(token)).size() == size_t(expertLayers()) * size_t(m_choices);
}

bool Run::chose(int token, int layer, int expert) const
{
    return std::ranges::count(experts(token, layer), uint16_t(expert)) > 0;
}

int Run::rankOf(int token, int layer, int expert) const
{
    const std::vector<ExpertHit> hits = strongestFirst(token, layer);
    const auto found = std::ranges::find(hits, uint16_t(expert), &ExpertHit::expert);
    return found == hits.end() ? -1 : int(found - hits.begin());
}

float Run::weightOf(int token, int layer, int expert) const
{
    const std::span<const uint16_t> chosen = experts(token, layer);
    const auto found = std::ranges::find(chosen, uint16_t(expert));
    return found == chosen.end() ? 0.0f : weights(token, layer)[size_t(found - chosen.begin())];
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
    m_tokens.push(trace);
    if (m_sections.empty() || m_sections.back().phase != trace.phase)
        m_sections.push_back({trace.phase, {place, place}});
    m_sections.back().tokens.end = place + 1;
    m_hasUncomputed = m_hasUncomputed || !routed(place);
    if (routed(place))
        for (const float weight : routing().weights(size_t(place)))
            m_greatestWeight = std::max(m_greatestWeight, weight);
}

} // namespace deepscope
