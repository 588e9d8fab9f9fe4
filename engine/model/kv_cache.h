// What a model remembers of texts, layer by layer: a pool of rows, one a token, in pages of which each sequence has its
// own list; where attention has a window, a smaller pool, in which pages have a place while they are looked at; or
// states of fixed size, in slots. What of these, says the list of states (layer_state.h).
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

    struct Room {
        uint32_t tokens = 0;                    // rows a layer, of whole pages
        uint32_t windowTokens = 0;              // of layers with a window; 0 = as many
        uint32_t stateSlots = FewestStateSlots; // for states of layers that keep some
    };
    // Throws Error(Device) when there is no memory for them.
    KvCache(const gpu::Device &device, const std::vector<LayerState> &states, const Room &room, CacheType type);

    const Layer &layer(uint32_t index) const { return m_layers[index]; }
    // slots x the numbers of each part of the state that the layer keeps (F32), in the order of its state.
    const std::vector<gpu::Tensor> &fixed(uint32_t layer) const { return m_fixed[layer]; }
    uint32_t stateSlots() const; // 0 where no layer keeps a state
    uint32_t tokens() const { return m_room.tokens; }
    uint32_t pages() const { return m_room.tokens / CachePageTokens; }
    uint32_t windowPlaces() const;           // for pages in layers with a window; 0: no layer has one
    uint64_t bytes() const;                  // as allocated
    uint64_t bytesOf(uint64_t tokens) const; // that a text of so many keeps in rows of all layers

    struct PagePlace {
        uint32_t page = 0, window = 0; // its number, and its place in layers with a window
    };
    // Records the copy of the first `rows` of one page to another, in all layers.
    void copyRows(gpu::Commands &commands, const PagePlace &from, const PagePlace &to, uint32_t rows) const;

    std::vector<uint64_t> rowBytes() const; // as they lie, of each kind of row of each layer
    // Record the copy of `rows` neighbours of the pool to and from a buffer of the host, in all layers, none of which
    // has a window. Of the `of` rows there, those of one kind lie together, kind after kind; the first of these is
    // number `at`.
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
    struct Kind { // of rows
        ops::CacheRows rows;
        uint32_t window;
    };
    void placeRows(const gpu::Device &device, const StateRows &rows, CacheType type);
    void placeFixed(const gpu::Device &device, const LayerState &state);

    template <typename Copy>
    void eachKind(const HostRows &host, Copy &&copy) const;

    Room m_room;
    // One for each kind of row of each layer: no device's limit on a buffer binds the whole cache.
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::vector<Layer> m_layers;
    std::vector<Kind> m_kinds;                     // of all layers, one after another
    std::vector<std::vector<gpu::Tensor>> m_fixed; // of each layer
};

} // namespace deepscope
