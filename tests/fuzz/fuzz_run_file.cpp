// Any bytes as a run file. Only Error may come out.
#include "api/run_file.h"
#include "right_checksums.h"

#include <cstdlib>
#include <span>

using namespace deepscope;

namespace {

void read(std::span<const uint8_t> bytes)
{
    try {
        readRunFile(bytes.data(), bytes.size());
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::File)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read({data, size});
    read(withRightChecksums({data, size}));
    return 0;
}
