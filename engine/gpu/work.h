// What a command does, counted on the host when it is recorded; and how long it took.
#pragma once

#include <cstdint>
#include <string>

namespace deepscope::gpu {

// bytes: that it reads and that it writes, each once, with the padding in which rows lie; what is added to counts
// twice. Page tables are left out. operations: of products and sums of products, a multiplication and its addition as
// two; what goes through values one by one (norms, rotations, choices, draws) counts none.
struct Work {
    uint64_t bytes = 0, operations = 0;

    Work &operator+=(const Work &other)
    {
        bytes += other.bytes;
        operations += other.operations;
        return *this;
    }
    bool operator==(const Work &) const = default;
};

struct MeasuredCommand {
    std::string kernel; // or "copy", "fill"
    Work work;
    double microseconds = 0;
};

} // namespace deepscope::gpu
