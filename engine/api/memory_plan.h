// Where every byte goes, computed from the header alone, before anything is allocated.
#pragma once

#include "devices.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

// Tokens whose rows lie together in the cache: what a sequence takes and gives back at once. Measured with
// tests/bench/bench_pages (10 M parameters, lavapipe, 256 tokens, medians of 5): one sequence decodes 187, 187, 197,
// 195 and 190 tokens a second with pages of 8, 16, 32, 64 and 128 tokens, 16 together 350, 350, 361, 343 and 362; of 16
// answers to one question pages of 32 copy 9 % of the rows and leave 19 % unused, of 64 twice as many.
inline constexpr uint32_t CachePageTokens = 32;

inline uint64_t wholePages(uint64_t tokens) // the tokens of as many pages as these take
{
    return (tokens + CachePageTokens - 1) / CachePageTokens * CachePageTokens;
}

// Places for what layers keep of a sequence in a state of fixed size. A sequence that is read has up to three: the
// state that it goes on from, and those that a step under way and the next one leave. The others hold states that texts
// can be taken up from.
inline constexpr uint32_t FewestStateSlots = 3;
inline uint32_t stateSlotsFor(uint32_t sequences) { return 4 * (sequences + 1); }

enum class CacheType : uint8_t { F32, F16, Q8_0 };

inline constexpr CacheType AllCacheTypes[] = {CacheType::F16, CacheType::Q8_0, CacheType::F32}; // the usual first

const char *cacheTypeName(CacheType type); // "f32", "f16", "q8_0"

std::optional<CacheType> cacheTypeFrom(std::string_view name); // nothing for a name that no type has
std::string cacheTypeNames();                                  // "f32, f16, q8_0"

// Bytes of so many numbers, with the scales of Q8_0 and without the padding of rows.
uint64_t cacheNumberBytes(uint64_t numbers, CacheType type);

// One part of the cache of one layer: "latent" (c_KV) and "rope_key" (k_R), or "keys" and "values".
struct CachePart {
    std::string name;
    uint32_t elementsPerToken = 0;
    uint64_t bytesPerToken = 0; // as allocated
    uint64_t bytes = 0;         // of the whole cache
    bool finer = false;         // kept in F16 though the cache is of Q8_0; of recorded runs by its bytes

    bool operator==(const CachePart &) const = default;
};

struct CacheLayer {
    std::vector<CachePart> parts;
    uint32_t window = 0; // so many positions are looked at, and kept; 0 = all

    bool operator==(const CacheLayer &) const = default;
};

// Numbers cached a token, summed over all layers: this model, and the same shape with other attention.
struct CacheElements {
    uint64_t model = 0;
    uint64_t mha = 0;  // every head keeps its key and value
    uint64_t gqa8 = 0; // eight key/value heads (fewer when the model has fewer heads)
    uint64_t mqa = 0;  // one key/value head

    bool operator==(const CacheElements &) const = default;
};

// What is reserved at once, and the largest tensor in it, which a kernel writes to at once; bytes.
struct MemoryBlock {
    uint64_t bytes = 0, largest = 0;

    bool operator==(const MemoryBlock &) const = default;
};

// What a step of so many rows needs, whatever the context is.
struct StepScratch {
    uint32_t stepRows = 0;                      // tokens that the model takes at once; not recorded with runs
    uint64_t scratchBytes = 0;                  // activations, routing block, logits, read-back
    MemoryBlock attention, activations, logits; // of it: for attention, for all else, and what comes out; not recorded

    bool operator==(const StepScratch &) const = default;
};

struct MemoryPlan : StepScratch {
    uint32_t context = 0;   // tokens of the longest sequence
    uint32_t sequences = 1; // of that length for which the cache has room
    CacheType cacheType = CacheType::F16;
    uint64_t weightsBytes = 0; // on the device, as laid out there
    uint64_t cacheBytes = 0;   // rows of tokens
    uint64_t windowTokens = 0; // rows of each layer with a window, of whole pages; of recorded runs by their bytes
    // What layers keep of a sequence however long it is, of those that keep no rows; the piece is not recorded with
    // runs.
    uint64_t bytesPerState = 0, largestStatePiece = 0;
    // In the host's memory, beside all that: what the router chose for each token of the cache; not recorded with runs.
    uint64_t hostBytesPerToken = 0;
    std::vector<CacheLayer> layers;
    // Bytes of the largest pieces, which must lie in one buffer and be reached at once; not recorded with runs. Stacks
    // of experts count by the expert: they are cut where they must be.
    uint64_t largestWeight = 0;
    uint64_t largestCacheRow = 0, largestWindowRow = 0; // a token's, of layers without a window and with one
    std::vector<StepScratch> steps; // that the model may take, the most rows first; not recorded with runs
    CacheElements elementsPerToken;

    uint64_t totalBytes() const // on the device
    {
        return weightsBytes + cacheBytes + stateBytes() + scratchBytes;
    }
    uint32_t stateSlots() const { return bytesPerState > 0 ? stateSlotsFor(sequences) : 0; }
    uint64_t stateBytes() const { return bytesPerState * stateSlots(); }
    uint64_t cacheBytesOf(uint64_t tokens) const;                   // that a text of so many keeps in rows
    uint64_t cacheBytesPerToken() const { return cacheBytesOf(1); } // before any window ends
    uint64_t cacheBytesPerLaterToken() const;                       // behind all windows
    uint64_t rowsOf(const CacheLayer &layer) const { return layer.window > 0 ? windowTokens : cacheTokens(); }
    uint64_t largestCachePiece() const;                                                 // bytes
    uint32_t longestWindow() const;                                                     // 0: there is none
    bool keepsWholeTexts() const { return bytesPerState == 0 && longestWindow() == 0; } // by their rows
    bool keepsRows(uint32_t layer) const; // of tokens; else the layer has a state, and no attention
    uint32_t layersWithRows() const;
    uint64_t hostBytes() const { return hostBytesPerToken * cacheTokens(); }
    uint32_t finerLayers() const; // that keep F16 in a cache of Q8_0
    uint64_t cacheTokens() const { return sequences * wholePages(context); }

    bool operator==(const MemoryPlan &) const = default;
};

// A sentence where some layers are kept otherwise than the cache's type says, and why; empty: none is.
std::string finerLayersSentence(const MemoryPlan &plan);

// The plan for another context, and room for so many sequences of that length: the cache grows with its pages, all else
// stays as it is.
MemoryPlan planForContext(const MemoryPlan &plan, uint32_t context, uint32_t sequences = 1);

// The plan with as long steps as the device can reserve and write what they need for, the shortest where it cannot for
// any: rows have the same bits in steps of any length. All that is asked of a plan and a device below is of this one.
MemoryPlan planForDevice(const MemoryPlan &plan, const DeviceInfo &device);

// The longest context of which so many fit the device, whatever the model's own; 0 = none does.
uint32_t longestContext(const MemoryPlan &plan, const DeviceInfo &device, uint32_t sequences = 1);

// A context that nobody chose: of `whole`, the plan of the model's own, as many tokens as a conversation needs
// (16,384), but no more than a quarter of what the weights leave of the device's memory takes; a short conversation
// (1,024) may take more, where it fits. 0 = not even one token fits.
uint32_t automaticContext(const MemoryPlan &whole, const DeviceInfo &device);

// What of a device one may plan with whose model in use (`held`, an empty plan = none) lies there: all that there will
// be when that one is gone (`anew`), and what there is beside it. `limit`: the most bytes that he may hold; 0 = any.
struct DeviceRoom {
    DeviceInfo anew, beside;
};
DeviceRoom roomOn(const DeviceInfo &device, const MemoryPlan &held, uint64_t limit = 0);

// Of a plan for one sequence: the one with room for as many as the device takes, from 1 to `most`. Room for more than
// one takes no more than a quarter of what the weights leave, and leaves a sixteenth of the memory to others.
MemoryPlan planForSequences(const MemoryPlan &plan, uint32_t most, const DeviceInfo &device);

// What a plan takes that a device does not have: memory for all of it, or one buffer as large as one piece, or loops as
// long as its context.
struct Misfit {
    // Device: it cannot be used at all. The last three are scratch.
    enum class Of : uint8_t { Nothing, Device, Memory, CachePiece, Weight, Context, Attention, Activations, Logits };
    Of of = Of::Nothing;
    uint64_t needed = 0, available = 0; // bytes; of Context tokens

    explicit operator bool() const { return of != Of::Nothing; }
};
Misfit misfitOf(const MemoryPlan &plan, const DeviceInfo &device);

// Whether the device has the memory for the plan, in pieces that it can reserve and write.
inline bool fits(const MemoryPlan &plan, const DeviceInfo &device) { return !misfitOf(plan, device); }

} // namespace deepscope
