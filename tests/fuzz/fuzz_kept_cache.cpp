// Any bytes as a kept cache, read to its end. Only Error may come out.
#include "record/kept_cache_file.h"
#include "right_checksums.h"

using namespace deepscope;

namespace {

void readAll(std::span<const uint8_t> bytes)
{
    if (bytes.empty()) // no file reader takes it
        return;
    const CancelFlag never = false;
    KeptCacheReader reader(FileReader(bytes, "kept cache"), never);
    uint64_t rows = 0;
    while (const auto some = reader.next()) {
        if (some->first != rows || some->bytes.size() != some->count * reader.head().bytesPerRow())
            std::abort();
        rows += some->count;
    }
    if (rows != reader.head().tokens.size())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return readBothWays({data, size}, readAll); }
