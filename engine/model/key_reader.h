// Reads the metadata keys of one architecture, "ARCHITECTURE.name", and holds the file's tensors against them.
// Everything throws Error(File) naming the key or the tensor.
#pragma once

#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "model/rope_scaling.h"

#include <functional>
#include <string>
#include <string_view>

namespace deepscope {

// The tensor that divides the angles of rotations; it is read with the metadata and not needed on the device.
inline constexpr std::string_view FrequencyDivisors = "rope_freqs.weight";

// Columns of the widest row: heads times their width stay countable in 32 bits.
inline constexpr uint64_t WidestRow = 0x7fffffff;

// Tokens of the longest context: rows of a cache, and bytes of tables with an entry for each, stay countable too.
inline constexpr uint32_t LongestContext = 1U << 28;

// Tokens of the longest text by the file's keys: its context; or of latent attention, which has no window here, the
// window where that is shorter, since up to its length a window changes nothing. 0 = there is no such key.
uint32_t longestText(const GgufFile &file, const std::string &architecture);

class KeyReader {
public:
    KeyReader(const GgufFile &file, std::string architecture);

    const GgufFile &file() const { return m_file; }
    std::string key(std::string_view name) const { return m_prefix + std::string(name); }
    std::string quoted(std::string_view name) const { return quotedName(key(name)); }
    void require(bool holds, const std::string &sentence) const;

    bool has(std::string_view name) const { return m_file.has(key(name)); }
    uint32_t requirePositive(std::string_view name) const;
    uint32_t unsignedOr(std::string_view name, uint32_t otherwise) const;
    float floatOr(std::string_view name, float otherwise) const;
    bool boolOr(std::string_view name, bool otherwise) const;

    // Sizes that every architecture has: vocabulary, context, embedding, epsilon.
    Hyperparameters readSizes() const;
    uint32_t readLayerCount() const;
    RopeScaling readRopeScaling() const;
    float readRopeBase() const;

private:
    uint32_t readVocabulary() const;

    const GgufFile &m_file;
    std::string m_architecture;
    std::string m_prefix;
};

// What a file of an architecture need not say of its mixture of experts.
struct MixtureConventions {
    bool normalised = false; // the chosen weights are divided by their sum unless the file says otherwise
    Gate gate = Gate::Softmax;
    uint32_t width = 0; // of an expert; 0 = the file must say it
    // One shared expert with a gate, and its width is what the file says of it; else it says how many there are.
    bool gatedShared = false;
};

// What the files say of feed-forwards: some layers without experts, and behind them layers with experts.
struct FeedForwardKeys {
    uint32_t dense = 0; // leading layers without experts
    GatedUnit unit;
    Mixture mixture;

    FeedForward of(uint32_t layer) const { return layer < dense ? FeedForward(unit) : FeedForward(mixture); }
};

FeedForwardKeys readUnits(const KeyReader &reader, uint32_t layers);
// Units where the file names no experts.
FeedForwardKeys readMixtures(const KeyReader &reader, uint32_t layers, const MixtureConventions &conventions);

// Adds so many layers, each when its tensors have the shapes that the keys promise, and then holds the others against
// them: so nothing becomes larger than the file. Notes the tensors, which are all that a pass reads.
using MixerOfLayer = std::function<Mixer(uint32_t layer)>;
void addLayers(const KeyReader &reader, uint32_t count, const MixerOfLayer &mixerOf,
               const FeedForwardKeys &feedForwards, Hyperparameters &hyper);
void addLayers(const KeyReader &reader, uint32_t count, const Mixer &mixer, const FeedForwardKeys &feedForwards,
               Hyperparameters &hyper);

// The architectures (general.architecture)
Hyperparameters readDeepseek2(const GgufFile &file);
Hyperparameters readGlm4Moe(const GgufFile &file);
Hyperparameters readGptOss(const GgufFile &file);
Hyperparameters readLlama(const GgufFile &file);
Hyperparameters readOlmoe(const GgufFile &file);
Hyperparameters readQwen2(const GgufFile &file);
Hyperparameters readQwen3(const GgufFile &file);
Hyperparameters readQwen3Moe(const GgufFile &file);
Hyperparameters readQwen3Next(const GgufFile &file);
Hyperparameters readQwen35(const GgufFile &file);
Hyperparameters readQwen35Moe(const GgufFile &file);

} // namespace deepscope
