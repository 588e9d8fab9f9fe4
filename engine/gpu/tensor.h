// The only way to name device memory: where, what shape, what type. A view; it owns nothing.
#pragma once

#include "api/tensor_type.h"
#include "gpu/buffer.h"
#include "gpu/tensor_layout.h"

namespace deepscope::gpu {

// Offsets of tensors in a buffer; the largest that Vulkan lets a device demand for a binding.
inline constexpr uint64_t TensorAlignment = 256;

struct Tensor {
    const Buffer *buffer = nullptr;
    uint64_t offset = 0; // bytes, a multiple of TensorAlignment: what is bound begins here
    uint64_t bytes = 0;  // what is bound, a multiple of 16
    TensorType type = TensorType::F32;
    uint32_t columns = 0; // contiguous
    uint32_t rows = 1;
    uint32_t planes = 1; // matrices of rows x columns, one after another (heads, experts)
    uint32_t stride = 0; // elements from one row to the next, a multiple of ChunkElements
    uint32_t first = 0;  // elements from `offset` to the first column of the first row

    explicit operator bool() const { return buffer != nullptr; }
    uint64_t totalRows() const { return uint64_t(rows) * planes; }
    uint64_t byteOf(uint32_t row) const // of the buffer, where a row of F32 begins
    {
        return offset + (first + uint64_t(row) * stride) * sizeof(float);
    }
    uint64_t shapeBytes() const; // of these rows and columns alone, as they are laid out; of a slice less than is bound

    // Columns [begin, begin + count) of every row.
    Tensor columnSlice(uint32_t begin, uint32_t count) const;
    // Rows [begin, begin + count) of every plane (activations, F32).
    Tensor rowSlice(uint32_t begin, uint32_t count) const;
    // The same memory as rows of so many columns, as many as it holds (of what was placed as a whole, F32).
    Tensor reshaped(uint32_t withColumns) const;
};

// Places tensors one after another in one buffer; call `place` in the same order for planning and for use.
class Arena {
public:
    // Without a buffer it only counts.
    explicit Arena(const Buffer *buffer = nullptr) : m_buffer(buffer) {}
    // Throws Error(Internal) when the buffer is too small.
    Tensor place(TensorType type, uint32_t columns, uint32_t rows, uint32_t planes = 1);
    // Rows of a form of their own, of `rowBytes` (a multiple of 16) and `stride` elements each.
    Tensor placeRows(TensorType type, uint32_t columns, uint32_t rows, uint32_t stride, uint64_t rowBytes);
    uint64_t used() const { return m_used; }
    uint64_t largest() const { return m_largest; } // bytes of the largest tensor

private:
    void reserve(Tensor &tensor);

    const Buffer *m_buffer;
    uint64_t m_used = 0, m_largest = 0;
};

} // namespace deepscope::gpu
