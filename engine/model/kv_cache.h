// What a model remembers of texts, layer by layer: a pool of rows, one a token, in pages of which each sequence has its
// own list; or states of fixed size, in slots. What of both, says the list of states (layer_state.h).
#pragma once

#include "api/memory_plan.h"
#include "gpu/commands.h"
#include "model/layer_state.h"
#include "ops/cache_rows.h"

#include <memory>
#include <vector>

namespace deepscope {

class KvCache {
public:
    // tokens x heads of each kind of row that the layer keeps, in the order of its state.
    using Layer = std::vector<ops::CacheRows>;

    // `tokens`: rows a layer, of whole pages; `places`: slots for the states of layers that keep some. Throws
    // Error(Device) when there is no memory for them.
    KvCache(const gpu::Device &device, const std::vector<LayerState> &states, uint32_t tokens, CacheType type,
            uint32_t places = FewestStateSlots);

    const Layer &layer(uint32_t index) const { return m_layers[index]; }
    // slots x the numbers of each part of the state that the layer keeps (F32), in the order of its state.
    const std::vector<gpu::Tensor> &fixed(uint32_t layer) const { return m_fixed[layer]; }
    uint32_t stateSlots() const; // 0 where no layer keeps a state
    uint32_t tokens() const { return m_tokens; }
    uint32_t pages() const { return m_tokens / CachePageTokens; }
    uint64_t bytes() const;         // as allocated
    uint64_t bytesPerToken() const; // all layers

    // Records the copy of the first `rows` of one page to another, in all layers.
    void copyRows(gpu::Commands &commands, uint32_t fromPage, uint32_t toPage, uint32_t rows) const;

    std::vector<uint64_t> rowBytes() const; // as they lie, of each kind of row of each layer
    // Record the copy of `rows` neighbours of the pool to and from a buffer of the host, in all layers. Of the `of`
    // rows there, those of one kind lie together, kind after kind; the first of these is number `at`.
    struct HostRows {
        const gpu::Buffer &buffer;
        uint32_t at, of;
    };
    void read(gpu::Commands &commands, uint32_t row, uint32_t rows, const HostRows &to) const;
    void write(gpu::Commands &commands, uint32_t row, uint32_t rows, const HostRows &from) const;

    static TensorType elementType(CacheType type);
    static TensorType elementType(CacheType type, const StateRows &rows);
    // Of a position: each part of the row counts its own numbers, and the last one what pads them.
    static std::vector<uint64_t> partBytes(CacheType type, const StateRows &rows);
    static uint64_t slotBytes(const LayerState &state); // of what the layer keeps of fixed size

private:
    void placeFixed(const gpu::Device &device, const LayerState &state, uint32_t places);

    template <typename Copy>
    void eachKind(const HostRows &host, Copy &&copy) const;

    uint32_t m_tokens;
    // One for each kind of row of each layer: no device's limit on a buffer binds the whole cache.
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::vector<Layer> m_layers;
    std::vector<std::vector<gpu::Tensor>> m_fixed; // of each layer
};

} // namespace deepscope
