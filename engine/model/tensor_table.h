// Tensors by their names in a file; stacks of experts may lie in several slabs. It owns no memory.
#pragma once

#include "gpu/tensor.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace deepscope {

class TensorTable {
public:
    using Slabs = std::vector<gpu::Tensor>; // planes one after another

    explicit TensorTable(std::string file) : m_file(std::move(file)) {} // that is named in errors

    void add(const std::string &name, const gpu::Tensor &slab) { m_tensors[name].push_back(slab); }

    const gpu::Tensor &require(const std::string &name) const; // throws Error(File)
    gpu::Tensor find(const std::string &name) const;           // empty when absent
    const Slabs &requireSlabs(const std::string &name) const;  // throws Error(File)
    Slabs findSlabs(const std::string &name) const;            // empty when absent
    void forEach(const std::function<void(const std::string &, const gpu::Tensor &)> &visit) const;

private:
    std::string m_file;
    std::unordered_map<std::string, Slabs> m_tensors;
};

} // namespace deepscope
