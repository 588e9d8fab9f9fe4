#include "run/row_transfer.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace deepscope {

namespace {

uint64_t sum(const std::vector<uint64_t> &numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), uint64_t(0));
}

} // namespace

RowTransfer::RowTransfer(ReadyModel &model, SequencePool &pool, gpu::MemoryUse use)
    : m_model(model), m_pool(pool), m_use(use), m_deviceBytes(sum(model.cache().rowBytes())),
      m_routingBytes(KeptRouting::bytesPerRow(model.hyper())), m_commands(model.kernels())
{
}

uint32_t RowTransfer::rowsAtOnce() const
{
    constexpr uint64_t PieceBytes = uint64_t(1) << 24;
    const auto rows = uint32_t(std::max<uint64_t>(PieceBytes / bytesPerRow(), 1));
    return rows < CachePageTokens ? rows : rows - rows % CachePageTokens;
}

const gpu::Buffer &RowTransfer::staging(uint64_t bytes)
{
    if (!m_staging || m_staging->bytes() < bytes) {
        m_staging.reset();
        m_staging = std::make_unique<gpu::Buffer>(m_commands.device(), bytes, m_use,
                                                  MemoryLabel{MemoryPurpose::Staging, {}, -1});
    }
    return *m_staging;
}

// Rows of a sequence that lie together: the first of them in the pool, its place among all, and how many they are.
template <typename Work>
void RowTransfer::eachStretch(SequenceId id, uint32_t first, uint32_t count, Work &&work) const
{
    for (uint32_t at = 0, rows = 0; at < count; at += rows) {
        const RowPlace place = m_pool.sequences().place(id, first + at);
        rows = std::min(count - at, CachePageTokens - place.row);
        work(place.page * CachePageTokens + place.row, at, rows);
    }
}

std::span<const uint8_t> RowTransfer::read(SequenceId id, uint32_t first, uint32_t count)
{
    const gpu::Buffer &buffer = staging(count * m_deviceBytes);
    m_bytes.resize(count * bytesPerRow());
    uint8_t *routing = m_bytes.data() + count * m_deviceBytes;
    m_commands.begin();
    eachStretch(id, first, count, [&](uint32_t row, uint32_t at, uint32_t rows) {
        m_model.cache().read(m_commands, row, rows, {buffer, at, count});
        std::ranges::copy(m_pool.routingOfRows(row, rows), routing + at * m_routingBytes);
    });
    m_commands.end();
    m_commands.submitAndWait();
    std::memcpy(m_bytes.data(), buffer.mapped(), count * m_deviceBytes);
    return m_bytes;
}

void RowTransfer::write(SequenceId id, uint32_t first, uint32_t count, std::span<const uint8_t> bytes, uint32_t skipped)
{
    const uint32_t all = rowsOf(bytes);
    const gpu::Buffer &buffer = staging(all * m_deviceBytes);
    std::memcpy(buffer.mapped(), bytes.data(), all * m_deviceBytes);
    m_commands.begin();
    eachStretch(id, first, count, [&](uint32_t row, uint32_t at, uint32_t rows) {
        m_model.cache().write(m_commands, row, rows, {buffer, skipped + at, all});
    });
    m_commands.end();
    m_commands.submitAndWait();
}

void RowTransfer::writeRouting(SequenceId id, uint32_t first, uint32_t count, std::span<const uint8_t> bytes,
                               uint32_t skipped)
{
    const std::span<const uint8_t> routing = bytes.subspan(rowsOf(bytes) * m_deviceBytes);
    eachStretch(id, first, count, [&](uint32_t row, uint32_t at, uint32_t rows) {
        std::ranges::copy(routing.subspan((skipped + at) * m_routingBytes, rows * m_routingBytes),
                          m_pool.routingOfRows(row, rows).begin());
    });
}

bool RowTransfer::routingFits(std::span<const uint8_t> bytes) const
{
    for (uint64_t at = rowsOf(bytes) * m_deviceBytes; at < bytes.size(); at += m_routingBytes) {
        const std::vector<ExpertHit> hits = KeptRouting::hitsOf(bytes.subspan(at, m_routingBytes));
        size_t hit = 0;
        for (const LayerShape &layer : m_model.hyper().layers)
            if (const Mixture *mixture = mixtureOf(layer))
                for (uint32_t i = 0; i < mixture->router.used; ++i, ++hit)
                    if (hits[hit].expert >= mixture->router.experts)
                        return false;
    }
    return true;
}

} // namespace deepscope
