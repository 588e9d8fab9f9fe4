#include "model/kv_cache.h"

#include <algorithm>

namespace deepscope {

TensorType KvCache::elementType(CacheType type)
{
    switch (type) {
    case CacheType::F32:
        return TensorType::F32;
    case CacheType::F16:
        return TensorType::F16;
    case CacheType::Q8_0:
        return TensorType::Q8_0;
    }
    return TensorType::F16;
}

TensorType KvCache::elementType(CacheType type, const StateRows &rows)
{
    return type == CacheType::Q8_0 && !rows.inBlocks ? TensorType::F16 : elementType(type);
}

std::vector<uint64_t> KvCache::partBytes(CacheType type, const StateRows &rows)
{
    const TensorType kept = elementType(type, rows);
    const TypeTraits traits = typeTraits(kept);
    uint64_t left = ops::cacheRowBytes(kept, rows.heads, rows.columns);
    std::vector<uint64_t> bytes;
    for (const StatePart &part : rows.parts) {
        const uint64_t own = (uint64_t(part.numbers) * traits.bytes + traits.elements - 1) / traits.elements;
        bytes.push_back(&part == &rows.parts.back() ? left : own);
        left -= bytes.back();
    }
    return bytes;
}

namespace {

gpu::Tensor placeSlots(gpu::Arena arena, const LayerState &state, uint32_t places)
{
    uint32_t numbers = 0;
    for (const StatePart &part : state.fixed)
        numbers += part.numbers;
    return numbers > 0 ? arena.place(TensorType::F32, numbers, places) : gpu::Tensor();
}

} // namespace

uint64_t KvCache::slotBytes(const LayerState &state) { return placeSlots(gpu::Arena(), state, 1).bytes; }

void KvCache::placeFixed(const gpu::Device &device, const LayerState &state)
{
    std::vector<gpu::Tensor> &parts = m_fixed.emplace_back();
    if (state.fixed.empty())
        return;
    m_buffers.push_back(std::make_unique<gpu::Buffer>(device, placeSlots(gpu::Arena(), state, m_room.stateSlots).bytes,
                                                      gpu::MemoryUse::DeviceLocal,
                                                      MemoryLabel{MemoryPurpose::States, {}, int(m_fixed.size()) - 1}));
    const gpu::Tensor all = placeSlots(gpu::Arena(m_buffers.back().get()), state, m_room.stateSlots);
    uint32_t first = 0;
    std::vector<gpu::NamedBytes> names;
    for (const StatePart &part : state.fixed) {
        parts.push_back(all.columnSlice(first, part.numbers));
        names.push_back({part.name, uint64_t(part.numbers) * sizeof(float) * m_room.stateSlots});
        first += part.numbers;
    }
    m_buffers.back()->setParts(std::move(names));
}

uint32_t KvCache::stateSlots() const
{
    const auto kept = std::ranges::find_if(m_fixed, [](const auto &parts) { return !parts.empty(); });
    return kept == m_fixed.end() ? 0 : kept->front().rows;
}

KvCache::KvCache(const gpu::Device &device, const std::vector<LayerState> &states, const Room &room, CacheType type)
    : m_room(room)
{
    if (m_room.windowTokens == 0)
        m_room.windowTokens = m_room.tokens;
    for (const LayerState &state : states) {
        m_layers.emplace_back();
        for (const StateRows &rows : state.rows)
            placeRows(device, rows, type);
        placeFixed(device, state);
    }
}

void KvCache::placeRows(const gpu::Device &device, const StateRows &rows, CacheType type)
{
    const uint32_t tokens = rows.window > 0 ? m_room.windowTokens : m_room.tokens;
    const auto place = [&](gpu::Arena arena) {
        return ops::placeCacheRows(arena, elementType(type, rows), rows.heads, rows.columns, tokens);
    };
    m_buffers.push_back(std::make_unique<gpu::Buffer>(device, place(gpu::Arena()).tensor.bytes,
                                                      gpu::MemoryUse::DeviceLocal,
                                                      MemoryLabel{MemoryPurpose::Cache, {}, int(m_layers.size()) - 1}));
    std::vector<gpu::NamedBytes> parts;
    for (const uint64_t ofToken : partBytes(type, rows))
        parts.push_back({rows.parts[parts.size()].name, ofToken * tokens});
    m_buffers.back()->setParts(std::move(parts));
    m_layers.back().push_back(place(gpu::Arena(m_buffers.back().get())));
    m_kinds.push_back({m_layers.back().back(), rows.window});
}

uint32_t KvCache::windowPlaces() const
{
    const bool any = std::ranges::any_of(m_kinds, [](const Kind &kind) { return kind.window > 0; });
    return any ? m_room.windowTokens / CachePageTokens : 0;
}

void KvCache::copyRows(gpu::Commands &commands, const PagePlace &from, const PagePlace &to, uint32_t rows) const
{
    for (const Kind &kind : m_kinds) {
        const gpu::Tensor &tensor = kind.rows.tensor;
        const uint64_t pageBytes = kind.rows.rowBytes() * CachePageTokens;
        const auto at = [&](const PagePlace &place) {
            return tensor.offset + (kind.window > 0 ? place.window : place.page) * pageBytes;
        };
        commands.copy(*tensor.buffer, at(from), *tensor.buffer, at(to), rows * kind.rows.rowBytes());
    }
}

std::vector<uint64_t> KvCache::rowBytes() const
{
    std::vector<uint64_t> bytes;
    for (const Kind &kind : m_kinds)
        bytes.push_back(kind.rows.rowBytes());
    return bytes;
}

// `copy` gets the rows of a kind, the bytes of one, and where those begin in the buffer.
template <typename Copy>
void KvCache::eachKind(const HostRows &host, Copy &&copy) const
{
    uint64_t begin = 0;
    for (const Kind &kind : m_kinds) {
        const uint64_t rowBytes = kind.rows.rowBytes();
        copy(kind.rows.tensor, rowBytes, begin + host.at * rowBytes);
        begin += host.of * rowBytes;
    }
}

void KvCache::read(gpu::Commands &commands, uint32_t row, uint32_t rows, const HostRows &to) const
{
    eachKind(to, [&](const gpu::Tensor &tensor, uint64_t rowBytes, uint64_t at) {
        commands.copy(*tensor.buffer, tensor.offset + row * rowBytes, to.buffer, at, rows * rowBytes);
    });
}

void KvCache::write(gpu::Commands &commands, uint32_t row, uint32_t rows, const HostRows &from) const
{
    eachKind(from, [&](const gpu::Tensor &tensor, uint64_t rowBytes, uint64_t at) {
        commands.copy(from.buffer, at, *tensor.buffer, tensor.offset + row * rowBytes, rows * rowBytes);
    });
}

uint64_t KvCache::bytes() const
{
    uint64_t bytes = 0;
    for (const auto &buffer : m_buffers)
        bytes += buffer->bytes();
    return bytes;
}

uint64_t KvCache::bytesOf(uint64_t tokens) const
{
    uint64_t bytes = 0;
    for (const Kind &kind : m_kinds)
        bytes += kind.rows.rowBytes() * (kind.window > 0 ? std::min<uint64_t>(tokens, kind.window) : tokens);
    return bytes;
}

} // namespace deepscope
