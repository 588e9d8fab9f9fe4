#include "model/kept_routing.h"

#include "api/error.h"

#include <cstring>

namespace deepscope {

namespace {

constexpr uint64_t HitBytes = sizeof(ExpertHit::weight) + sizeof(ExpertHit::expert);

} // namespace

uint64_t KeptRouting::bytesPerRow(const Hyperparameters &hyper)
{
    uint64_t hits = 0;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer))
            hits += mixture->router.used;
    return hits * HitBytes;
}

KeptRouting::KeptRouting(const Hyperparameters &hyper, uint32_t rows)
    : m_rows(rows), m_rowBytes(bytesPerRow(hyper)), m_bytes(std::make_unique_for_overwrite<uint8_t[]>(bytes()))
{
}

void KeptRouting::keep(size_t row, std::span<const ExpertHit> hits)
{
    if (row >= m_rows || hits.size() * HitBytes != m_rowBytes)
        throw Error(ErrorKind::Internal, "The routing of a row has no place in what is kept.");
    uint8_t *weights = m_bytes.get() + row * m_rowBytes, *experts = weights + hits.size() * sizeof(ExpertHit::weight);
    for (size_t i = 0; i < hits.size(); ++i) {
        std::memcpy(weights + i * sizeof(ExpertHit::weight), &hits[i].weight, sizeof(ExpertHit::weight));
        std::memcpy(experts + i * sizeof(ExpertHit::expert), &hits[i].expert, sizeof(ExpertHit::expert));
    }
}

std::vector<ExpertHit> KeptRouting::of(size_t row) const
{
    return hitsOf({m_bytes.get() + row * m_rowBytes, m_rowBytes});
}

std::vector<ExpertHit> KeptRouting::hitsOf(std::span<const uint8_t> row)
{
    std::vector<ExpertHit> hits(row.size() / HitBytes);
    const uint8_t *weights = row.data(), *experts = weights + hits.size() * sizeof(ExpertHit::weight);
    for (size_t i = 0; i < hits.size(); ++i) {
        std::memcpy(&hits[i].weight, weights + i * sizeof(ExpertHit::weight), sizeof(ExpertHit::weight));
        std::memcpy(&hits[i].expert, experts + i * sizeof(ExpertHit::expert), sizeof(ExpertHit::expert));
    }
    return hits;
}

std::span<uint8_t> KeptRouting::rows(size_t first, size_t count)
{
    return {m_bytes.get() + first * m_rowBytes, count * m_rowBytes};
}

void KeptRouting::copy(size_t from, size_t to, size_t rows)
{
    std::memmove(m_bytes.get() + to * m_rowBytes, m_bytes.get() + from * m_rowBytes, rows * m_rowBytes);
}

} // namespace deepscope
