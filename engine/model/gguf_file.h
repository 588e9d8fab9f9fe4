// Reads GGUF files, versions 2 and 3: the header at once, tensors when they are asked for. Every count, length and
// offset is checked before it is used. Format: github.com/ggml-org/ggml docs/gguf.md
#pragma once

#include "api/tensor_type.h"
#include "model/file_reader.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace deepscope {

// Integers are widened, keeping their sign; arrays are of one kind, whole numbers above 2^63 in them are refused.
using GgufArray = std::variant<std::vector<int64_t>, std::vector<double>, std::vector<bool>, std::vector<std::string>>;
using GgufValue = std::variant<int64_t, uint64_t, double, bool, std::string, GgufArray>;

struct GgufTensor {
    std::string name;
    TensorType type = TensorType::F32;
    std::array<uint64_t, 4> shape = {1, 1, 1, 1}; // ggml order: shape[0] is contiguous
    uint32_t part = 0;                            // which file, of a model in several
    uint64_t offset = 0;                          // from the start of that file
    uint64_t bytes = 0;
    // As the file holds it, where that is otherwise (gguf_mending.h): in pieces of equal size, or of a shorter type.
    std::vector<GgufTensor> pieces = {};

    uint64_t columns() const { return shape[0]; }
    uint64_t rows() const { return shape[1] * shape[2] * shape[3]; }
    uint64_t elements() const { return columns() * rows(); }
};

// Of tensors that are none of the model.
inline constexpr std::string_view TrainingPrefix = "training.";

class GgufFile {
public:
    // Of a model in several parts any part opens all (model/gguf_split.h).
    // Throws Error(File): one sentence with the path, what is wrong and where.
    explicit GgufFile(const std::filesystem::path &path);
    // One file, even where it is a part of a model.
    explicit GgufFile(FileReader file);
    // Reads from memory that outlives the object (tests, fuzzing); `name` stands in errors.
    GgufFile(std::span<const uint8_t> data, std::string name);
    // For lists of files: a quick look that leaves every array empty. Does not throw: `problem` gets the sentence of
    // what cannot be read, and what stands before it is kept.
    static GgufFile glance(const std::filesystem::path &path, std::string &problem);

    const std::string &name() const { return m_name; }
    uint64_t bytes() const; // of all parts
    const std::vector<FileReader> &parts() const { return m_files; }

    // Takes over the tensors of a further part. Throws Error(File) for a tensor that stands in both.
    void append(GgufFile part);
    // Shows the same bytes as other tensors; `remark`: what was mended, a sentence.
    void mend(std::vector<GgufTensor> tensors, std::string remark);
    const std::vector<std::string> &remarks() const { return m_remarks; }

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

    // Tensors. Those that a checkpoint of training keeps beside its model (train/checkpoint.h) are found by name alone.
    const std::vector<GgufTensor> &tensors() const { return m_tensors; } // in file order
    const GgufTensor *findTensor(std::string_view name) const;
    const GgufTensor &requireTensor(std::string_view name) const;
    // Fills `to` from byte `from` of the tensor on. Throws Error(File) when the file fails or has become shorter.
    void readTensor(const GgufTensor &tensor, uint64_t from, std::span<uint8_t> to) const;
    std::vector<uint8_t> readTensor(const GgufTensor &tensor) const; // all of it
    void requireUnchanged() const; // throws Error(File) when a part was written to since it was opened

    // Throws Error(File): "FILE: sentence."
    [[noreturn]] void fail(const std::string &sentence) const;

private:
    friend class GgufParser;
    GgufFile() = default;
    void setAsideWhatIsNoModel();
    void setTensors(std::vector<GgufTensor> tensors);
    void readPiece(const GgufTensor &piece, TensorType as, uint64_t from, std::span<uint8_t> to) const;
    template <typename T>
    const T *findArray(std::string_view key, const char *kind) const;

    std::string m_name;              // of the first part
    std::vector<FileReader> m_files; // the parts
    std::vector<std::pair<std::string, GgufValue>> m_metadata;
    std::map<std::string, size_t, std::less<>> m_metadataIndex;
    std::vector<GgufTensor> m_tensors, m_besideModel;
    std::map<std::string, size_t, std::less<>> m_tensorIndex;
    std::vector<std::string> m_remarks;
};

} // namespace deepscope
