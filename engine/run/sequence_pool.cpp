#include "run/sequence_pool.h"

#include "model/layer_state.h"

#include <algorithm>

namespace deepscope {

SequencePool::SequencePool(ReadyModel &model)
    : m_model(model),
      m_sequences(model.cache().pages(), CachePageTokens,
                  {model.cache().stateSlots(), longestWindow(model.hyper()), model.cache().windowPlaces()}),
      m_routing(model.hyper(), model.cache().tokens())
{
}

void SequencePool::make(const std::vector<PageCopy> &copies)
{
    if (copies.empty())
        return;
    gpu::Commands commands(m_model.kernels());
    commands.begin();
    for (const PageCopy &copy : copies) {
        m_model.cache().copyRows(commands, {copy.from, copy.fromWindow}, {copy.to, copy.toWindow}, copy.rows);
        m_routing.copy(size_t(copy.from) * CachePageTokens, size_t(copy.to) * CachePageTokens, copy.rows);
    }
    commands.end();
    commands.submitAndWait();
}

size_t SequencePool::rowOf(SequenceId id, uint32_t position) const
{
    const RowPlace place = m_sequences.place(id, position);
    return size_t(place.page) * CachePageTokens + place.row;
}

std::vector<ExpertHit> SequencePool::widened(const std::vector<ExpertHit> &hits, uint32_t choices) const
{
    std::vector<ExpertHit> wide;
    auto next = hits.begin();
    for (const LayerShape &layer : m_model.hyper().layers)
        if (const Mixture *mixture = mixtureOf(layer)) {
            wide.insert(wide.end(), next, next + mixture->router.used);
            next += mixture->router.used;
            if (choices > mixture->router.used)
                wide.insert(wide.end(), choices - mixture->router.used, ExpertHit{NoExpert, 0});
        }
    return wide;
}

std::vector<std::vector<ExpertHit>> SequencePool::routing(SequenceId id, uint32_t positions, uint32_t choices) const
{
    std::vector<std::vector<ExpertHit>> all;
    for (uint32_t position = 0; position < positions; ++position)
        all.push_back(widened(m_routing.of(rowOf(id, position)), choices));
    return all;
}

void SequencePool::keepRouting(SequenceId id, uint32_t position, std::span<const ExpertHit> routing)
{
    m_routing.keep(rowOf(id, position), routing);
}

uint32_t SequencePool::variantOf(const Alteration &alteration, bool wide)
{
    constexpr size_t MostRemembered = 64;
    if (alteration.empty())
        return 0;
    if (wide)
        return ownVariant();
    const auto known = std::ranges::find(m_variants, alteration, &std::pair<Alteration, uint32_t>::first);
    if (known != m_variants.end())
        return known->second;
    if (m_variants.size() == MostRemembered)
        m_variants.pop_front();
    return m_variants.emplace_back(alteration, ++m_lastVariant).second;
}

} // namespace deepscope
