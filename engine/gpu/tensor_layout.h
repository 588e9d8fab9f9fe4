// How weights lie on the device: the file's bytes, moved so that shaders fetch 16 bytes at a time.
//
// Every row is padded with zeros to a multiple of 16 values, so that a row starts on 16 bytes and a chunk of 16 values
// never crosses a row. F32, F16, BF16: rows one after another. Types of blocks: a block of the file is taken apart into
// a body of whole 16-byte elements and a tail of 0, 1, 2, 4 or 8 bytes. The bodies of all rows come first, block after
// block, then, from `tailOffset`, the tails. shaders/lib/weight_types.glsl says which bits mean what.
#pragma once

#include "api/tensor_type.h"

#include <cstdint>
#include <span>

namespace deepscope::gpu {

inline constexpr uint32_t ChunkElements = 16;

struct TensorLayout {
    uint64_t rowBytes = 0;     // of the bodies of one row
    uint64_t tailOffset = 0;   // bytes; 0 where a type has no tail
    uint64_t bytes = 0;        // whole tensor, a multiple of 16
    uint64_t tailRowBytes = 0; // of the tails of one row
};

uint32_t paddedColumns(uint32_t columns); // to a multiple of ChunkElements

TensorLayout layoutOf(TensorType type, uint32_t columns, uint64_t rows);

// Moves rows [firstRow, firstRow + count) from the file's form into a whole tensor in device form.
// `file` begins at firstRow; `device` is layoutOf(...).bytes long and was zero before.
void repackRows(TensorType type, uint32_t columns, uint64_t rows, uint64_t firstRow, uint64_t count,
                std::span<const uint8_t> file, std::span<uint8_t> device);

} // namespace deepscope::gpu
