// Reads GGUF files, versions 2 and 3 (mapped into memory). Every count, length and offset is checked before it is used.
// Format: github.com/ggml-org/ggml docs/gguf.md
#pragma once

#include "api/tensor_type.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace deepscope {

class FileMapping;

// Integers are widened, keeping their sign; arrays are of one kind, whole numbers above 2^63 in them are refused.
using GgufArray = std::variant<std::vector<int64_t>, std::vector<double>, std::vector<bool>, std::vector<std::string>>;
using GgufValue = std::variant<int64_t, uint64_t, double, bool, std::string, GgufArray>;

struct GgufTensor {
    std::string name;
    TensorType type = TensorType::F32;
    std::array<uint64_t, 4> shape = {1, 1, 1, 1}; // ggml order: shape[0] is contiguous
    uint64_t offset = 0;                          // from the start of the file
    uint64_t bytes = 0;

    uint64_t columns() const { return shape[0]; }
    uint64_t rows() const { return shape[1] * shape[2] * shape[3]; }
    uint64_t elements() const { return columns() * rows(); }
};

class GgufFile {
public:
    // Throws Error(File): one sentence with the path, what is wrong and where.
    explicit GgufFile(const std::filesystem::path &path);
    // Reads from memory that outlives the object (tests, fuzzing); `name` stands in errors.
    GgufFile(std::span<const uint8_t> data, std::string name);
    // For lists of files: a quick look that leaves every array empty. Does not throw: `problem` gets the sentence of
    // what cannot be read, and what stands before it is kept.
    static GgufFile glance(const std::filesystem::path &path, std::string &problem);
    ~GgufFile();
    GgufFile(GgufFile &&) noexcept;

    const std::string &name() const { return m_name; }
    uint64_t bytes() const { return m_data.size(); }

    // Metadata. The optional forms give nothing for an absent key and throw for a wrong type.
    bool has(std::string_view key) const;
    const GgufValue *find(std::string_view key) const;
    uint32_t requireUnsigned(std::string_view key) const;
    uint32_t unsignedOr(std::string_view key, uint32_t otherwise) const;
    float requireFloat(std::string_view key) const;
    float floatOr(std::string_view key, float otherwise) const;
    bool boolOr(std::string_view key, bool otherwise) const;
    std::string requireString(std::string_view key) const;
    std::string stringOr(std::string_view key, std::string otherwise) const;
    const std::vector<std::string> *strings(std::string_view key) const;
    const std::vector<int64_t> *integers(std::string_view key) const;
    const std::vector<double> *floats(std::string_view key) const;
    const std::vector<std::pair<std::string, GgufValue>> &metadata() const { return m_metadata; } // in file order

    // Tensors
    const std::vector<GgufTensor> &tensors() const { return m_tensors; } // in file order
    const GgufTensor *findTensor(std::string_view name) const;
    const GgufTensor &requireTensor(std::string_view name) const;
    std::span<const uint8_t> tensorData(const GgufTensor &tensor) const;

    // Throws Error(File): "FILE: sentence."
    [[noreturn]] void fail(const std::string &sentence) const;

private:
    friend class GgufParser;
    GgufFile();
    template <typename T>
    const T *findArray(std::string_view key, const char *kind) const;

    std::string m_name;
    std::unique_ptr<FileMapping> m_mapping;
    std::span<const uint8_t> m_data;
    std::vector<std::pair<std::string, GgufValue>> m_metadata;
    std::map<std::string, size_t, std::less<>> m_metadataIndex;
    std::vector<GgufTensor> m_tensors;
    std::map<std::string, size_t, std::less<>> m_tensorIndex;
};

} // namespace deepscope
