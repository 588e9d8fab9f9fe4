#include "gpu/tensor.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope::gpu {

uint64_t Tensor::shapeBytes() const { return layoutOf(type, columns, totalRows()).bytes; }

Tensor Tensor::columnSlice(uint32_t begin, uint32_t count) const
{
    if (uint64_t(begin) + count > columns)
        throw Error(ErrorKind::Internal, "A slice of columns reaches outside of its tensor.");
    Tensor slice = *this;
    slice.first += begin;
    slice.columns = count;
    return slice;
}

Tensor Tensor::rowSlice(uint32_t begin, uint32_t count) const
{
    if (uint64_t(begin) + count > rows || planes != 1)
        throw Error(ErrorKind::Internal, "A slice of rows reaches outside of its tensor.");
    Tensor slice = *this;
    slice.first += begin * stride;
    slice.rows = count;
    return slice;
}

Tensor Tensor::reshaped(uint32_t withColumns) const
{
    if (first != 0 || planes != 1)
        throw Error(ErrorKind::Internal, "A part of a tensor was to be given another shape.");
    Tensor other = *this;
    other.columns = withColumns;
    other.stride = paddedColumns(withColumns);
    other.rows = uint32_t(uint64_t(rows) * stride / other.stride);
    return other;
}

void Arena::reserve(Tensor &tensor)
{
    tensor.buffer = m_buffer;
    tensor.offset = m_used;
    m_largest = std::max(m_largest, tensor.bytes);
    m_used = (m_used + tensor.bytes + TensorAlignment - 1) / TensorAlignment * TensorAlignment;
    if (m_buffer && tensor.offset + tensor.bytes > m_buffer->bytes())
        throw Error(ErrorKind::Internal, "A tensor does not fit into the memory that was planned for it.");
}

Tensor Arena::place(TensorType type, uint32_t columns, uint32_t rows, uint32_t planes)
{
    Tensor tensor;
    tensor.bytes = layoutOf(type, columns, uint64_t(rows) * planes).bytes;
    tensor.type = type;
    tensor.columns = columns;
    tensor.rows = rows;
    tensor.planes = planes;
    tensor.stride = paddedColumns(columns);
    reserve(tensor);
    return tensor;
}

Tensor Arena::placeRows(TensorType type, uint32_t columns, uint32_t rows, uint32_t stride, uint64_t rowBytes)
{
    Tensor tensor;
    tensor.bytes = rowBytes * rows;
    tensor.type = type;
    tensor.columns = columns;
    tensor.rows = rows;
    tensor.stride = stride;
    reserve(tensor);
    return tensor;
}

} // namespace deepscope::gpu
