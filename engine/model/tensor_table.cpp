#include "model/tensor_table.h"

#include "api/error.h"

namespace deepscope {

const TensorTable::Slabs &TensorTable::requireSlabs(const std::string &name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorKind::File, m_file + ": the tensor " + name + " is missing.");
    return found->second;
}

const gpu::Tensor &TensorTable::require(const std::string &name) const
{
    const Slabs &slabs = requireSlabs(name);
    if (slabs.size() != 1)
        throw Error(ErrorKind::Internal, "The tensor " + name + " was cut and is wanted whole.");
    return slabs.front();
}

TensorTable::Slabs TensorTable::findSlabs(const std::string &name) const
{
    return m_tensors.contains(name) ? requireSlabs(name) : Slabs();
}

gpu::Tensor TensorTable::find(const std::string &name) const
{
    return m_tensors.contains(name) ? require(name) : gpu::Tensor();
}

void TensorTable::forEach(const std::function<void(const std::string &, const gpu::Tensor &)> &visit) const
{
    for (const auto &[name, slabs] : m_tensors)
        for (const gpu::Tensor &slab : slabs)
            visit(name, slab);
}

} // namespace deepscope
