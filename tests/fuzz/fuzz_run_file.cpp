// Any bytes as a run file. Only Error may come out.
#include "api/run_file.h"
#include "right_checksums.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return deepscope::readBothWays(
        {data, size}, [](std::span<const uint8_t> bytes) { deepscope::readRunFile(bytes.data(), bytes.size()); });
}
