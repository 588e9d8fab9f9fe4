#include "run/sequence_pool.h"

namespace deepscope {

SequencePool::SequencePool(ReadyModel &model)
    : m_model(model), m_sequences(model.cache().pages(), CachePageTokens),
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
        m_model.cache().copyRows(commands, copy.from, copy.to, copy.rows);
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

std::vector<std::vector<ExpertHit>> SequencePool::routing(SequenceId id, uint32_t positions) const
{
    std::vector<std::vector<ExpertHit>> all;
    for (uint32_t position = 0; position < positions; ++position)
        all.push_back(m_routing.of(rowOf(id, position)));
    return all;
}

void SequencePool::keepRouting(SequenceId id, uint32_t position, std::span<const ExpertHit> routing)
{
    m_routing.keep(rowOf(id, position), routing);
}

} // namespace deepscope
