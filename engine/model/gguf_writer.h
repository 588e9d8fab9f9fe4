// Writes GGUF v3 files: metadata, then tensors, in the order in which they were given.
#pragma once

#include "model/gguf_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class GgufWriter {
public:
    explicit GgufWriter(uint32_t alignment = 32); // a power of two; written when it is not the default

    // A key that is set twice is written twice: the caller keeps them apart.
    void setUnsigned(std::string_view key, uint32_t value);
    void setInteger(std::string_view key, int32_t value);
    void setFloat(std::string_view key, float value);
    void setBool(std::string_view key, bool value);
    void setString(std::string_view key, std::string_view value);
    void setStrings(std::string_view key, std::span<const std::string> values);
    void setIntegers(std::string_view key, std::span<const int32_t> values);
    void setFloats(std::string_view key, std::span<const float> values);

    // As it was read: whole numbers in 32 bits where they fit, else in 64; numbers with a fraction likewise.
    void set(std::string_view key, const GgufValue &value);

    // `shape` in ggml order (contiguous first), 1 to 4 dimensions; `data` as the type lies in a file.
    void addTensor(std::string_view name, TensorType type, std::vector<uint64_t> shape, std::vector<uint8_t> data);
    void addTensor(std::string_view name, std::vector<uint64_t> shape, std::span<const float> values); // F32
    // Its data is made while the file is written: `fill` gets one piece of whole blocks after another.
    using Fill = std::function<void(std::span<uint8_t> piece)>;
    void addTensor(std::string_view name, TensorType type, std::vector<uint64_t> shape, Fill fill);

    uint64_t fileBytes() const;
    std::vector<uint8_t> bytes() const;
    // Called after each piece with the bytes written and all of them; may throw to stop.
    using Progress = std::function<void(uint64_t done, uint64_t total)>;
    void write(const std::filesystem::path &path, const Progress &progress = {}) const; // throws Error(File)

private:
    struct Tensor {
        std::string name;
        TensorType type;
        std::vector<uint64_t> shape;
        uint64_t bytes;
        std::vector<uint8_t> data; // or
        Fill fill;
    };
    std::vector<uint8_t> header() const; // up to where the tensors begin
    // The bytes of the file, in order.
    void forEachPiece(const std::function<void(std::span<const uint8_t>)> &put) const;
    void put(std::string_view key, int64_t value);
    void put(std::string_view key, uint64_t value);
    void put(std::string_view key, double value);
    void put(std::string_view key, bool value) { setBool(key, value); }
    void put(std::string_view key, const std::string &value) { setString(key, value); }
    void put(std::string_view key, const GgufArray &value);
    void putArray(std::string_view key, const std::vector<int64_t> &values);
    void putArray(std::string_view key, const std::vector<double> &values);
    void putArray(std::string_view key, const std::vector<bool> &values);
    void putArray(std::string_view key, const std::vector<std::string> &values) { setStrings(key, values); }
    void beginKey(std::string_view key, uint32_t type);
    void beginArray(std::string_view key, uint32_t type, uint64_t count);

    uint32_t m_alignment;
    uint64_t m_keys = 0;
    std::vector<uint8_t> m_metadata;
    std::vector<Tensor> m_tensors;
};

} // namespace deepscope
