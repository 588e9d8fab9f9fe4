// Reads the metadata keys of one architecture: "ARCHITECTURE.name". Everything throws Error(File) naming the key.
#pragma once

#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "model/rope_scaling.h"

#include <string>
#include <string_view>

namespace deepscope {

// Columns of the widest row: heads times their width stay countable in 32 bits.
inline constexpr uint64_t WidestRow = 0x7fffffff;

class HyperparameterReader {
public:
    HyperparameterReader(const GgufFile &file, std::string architecture);

    const GgufFile &file() const { return m_file; }
    std::string key(std::string_view name) const { return m_prefix + std::string(name); }
    std::string quoted(std::string_view name) const { return quotedName(key(name)); }
    void require(bool holds, const std::string &sentence) const;

    bool has(std::string_view name) const { return m_file.has(key(name)); }
    uint32_t requirePositive(std::string_view name) const;
    uint32_t unsignedOr(std::string_view name, uint32_t otherwise) const;
    float floatOr(std::string_view name, float otherwise) const;
    bool boolOr(std::string_view name, bool otherwise) const;

    // Sizes that every architecture has: vocabulary, context, embedding, layers, heads, epsilon.
    Hyperparameters readSizes() const;
    RopeScaling readRopeScaling() const;
    float readRopeBase() const;

private:
    uint32_t readVocabulary() const;
    uint32_t readLayers() const;

    const GgufFile &m_file;
    std::string m_architecture;
    std::string m_prefix;
};

// What a file of an architecture need not say of its mixture of experts.
struct ExpertConventions {
    bool normalised = false; // the chosen weights are divided by their sum unless the file says otherwise
    Gate gate = Gate::Softmax;
    uint32_t feedForward = 0; // width of an expert; 0 = the file must say it
};

// Experts, router and shared experts; leaves a dense model (no experts) as it is.
void readExperts(const HyperparameterReader &reader, const ExpertConventions &conventions, Hyperparameters &hyper);

} // namespace deepscope
