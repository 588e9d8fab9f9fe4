// Brings tensors from a file to the device, piece by piece through a staging ring, whatever their size.
#pragma once

#include "gpu/upload_ring.h"
#include "model/slabs.h"
#include "model/weights.h"

#include <vector>

namespace deepscope {

class WeightUpload {
public:
    // Host memory is two buffers more, for what is read and for what is packed.
    struct Ring {
        uint64_t slotBytes = uint64_t(4) << 20; // at least 4096; slow disks read 4 MiB within a tenth of a second
        uint32_t slotCount = 4;
    };
    struct Report {
        Weights::Progress progress;
        uint64_t total; // bytes of the file that will be uploaded
    };
    WeightUpload(gpu::KernelCache &kernels, const GgufFile &file, Report report, Ring ring);

    // `to` is where the slab lies on the device. Throws Error(File) for a file that fails, Error(Device).
    void upload(const Slab &from, const gpu::Tensor &to);
    void finish(); // waits for all; throws Error(File) when the file was changed meanwhile

private:
    // A block of rows, or a stretch of one row where a row is longer than a staging buffer.
    struct Piece {
        uint64_t firstRow, rows;
        uint32_t firstColumn, columns;
    };
    void upload(const Slab &from, const gpu::Tensor &to, const Piece &piece);

    const GgufFile &m_file;
    Report m_report;
    gpu::UploadRing m_ring;
    std::vector<uint8_t> m_read;   // a piece as it lies in the file
    std::vector<uint8_t> m_packed; // as it will lie on the device; staging memory takes well only one copy in order
    uint64_t m_done = 0;           // bytes of the file
};

} // namespace deepscope
