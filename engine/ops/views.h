// What ops take beside whole tensors.
#pragma once

#include "gpu/tensor.h"

namespace deepscope::ops {

// A row of several heads: head h of a row begins `stride` elements after head h - 1.
struct Heads {
    gpu::Tensor first; // columns of head 0, all token rows
    uint32_t count = 1;
    uint32_t stride = 0;

    uint64_t shapeBytes() const { return count * first.shapeBytes(); }
};

// Rows, and the heads in them, begin on 16 bytes, so that they can be read four values at a time; and written, where
// they have whole fours.
inline bool beginOnFours(const gpu::Tensor &tensor) { return tensor.first % 4 == 0 && tensor.stride % 4 == 0; }
inline bool wholeFours(const gpu::Tensor &tensor) { return beginOnFours(tensor) && tensor.columns % 4 == 0; }
inline bool beginOnFours(const Heads &heads) { return beginOnFours(heads.first) && heads.stride % 4 == 0; }

// One matrix a head or an expert: rows [firstRow, firstRow + rows) of each plane of `tensor`.
struct PlaneRows {
    PlaneRows() = default;
    PlaneRows(const gpu::Tensor &whole) : tensor(whole), rows(whole.rows) {}
    PlaneRows(const gpu::Tensor &of, uint32_t first, uint32_t count) : tensor(of), firstRow(first), rows(count) {}

    gpu::Tensor tensor;
    uint32_t firstRow = 0;
    uint32_t rows = 0;

    uint64_t planeBytes() const { return gpu::layoutOf(tensor.type, tensor.columns, rows).bytes; }
    bool insideItsPlane() const { return rows > 0 && uint64_t(firstRow) + rows <= tensor.rows; }
};

// What goes into the hidden values of a gated unit and is gone as a rule: rows x width each, or both empty where
// nothing is kept.
struct GateUpKept {
    gpu::Tensor gate, up;

    explicit operator bool() const { return bool(gate); }
    GateUpKept rows(uint32_t count) const // the first ones
    {
        return gate ? GateUpKept{gate.rowSlice(0, count), up.rowSlice(0, count)} : GateUpKept{};
    }
};

} // namespace deepscope::ops
