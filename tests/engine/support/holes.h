// A model file of which only the header is written and the rest is a hole: enough for whoever reads no tensor.
#pragma once

#include "model/gguf_writer.h"

namespace deepscope::testing {

inline void writeWithHoles(const GgufWriter &writer, const std::filesystem::path &path)
{
    struct Enough {};
    try {
        writer.write(path, [](uint64_t, uint64_t) { throw Enough(); }); // after the header
    } catch (const Enough &) {
    }
    std::filesystem::resize_file(path, writer.fileBytes());
}

} // namespace deepscope::testing
