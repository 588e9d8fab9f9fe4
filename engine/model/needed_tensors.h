// The tensors that a pass reads of a file: held against the shapes that the metadata promises, and nothing else is
// brought to the device.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

// Notes every tensor that it is asked for. Throws Error(File) for one that is missing or of another shape or type.
class NeededTensors {
public:
    explicit NeededTensors(const GgufFile &file) : m_file(file) {}

    bool has(std::string_view name) const { return m_file.findTensor(name) != nullptr; }
    // Shapes in ggml order, contiguous dimension first.
    void require(std::string_view name, std::array<uint64_t, 3> shape);
    // That kernels read as numbers as they are: F32.
    void requireFloats(std::string_view name, std::array<uint64_t, 3> shape);
    // A norm's weight or a bias: one row of F32.
    void requireVector(std::string_view name, uint64_t elements);

    std::vector<std::string> take() { return std::move(m_names); }

private:
    const GgufFile &m_file;
    std::vector<std::string> m_names;
};

// In file order.
std::vector<const GgufTensor *> neededTensors(const GgufFile &file, const Hyperparameters &hyper);
// The names of all others, but for those that were read with the metadata.
std::vector<std::string> unusedTensors(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
