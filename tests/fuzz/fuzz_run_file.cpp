// Any bytes as a run file. Only Error may come out.
#include "api/run_file.h"
#include "run/crc32.h"

#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

using namespace deepscope;

namespace {

// A fuzzer cannot guess checksums, so they are put right wherever there is room for a record.
std::vector<uint8_t> withRightChecksums(std::span<const uint8_t> data)
{
    constexpr size_t HeaderBytes = 12, HeadBytes = 8, ChecksumBytes = 4;
    std::vector<uint8_t> bytes(data.begin(), data.end());
    for (size_t at = HeaderBytes; at + HeadBytes + ChecksumBytes <= bytes.size();) {
        uint32_t payload = 0;
        std::memcpy(&payload, bytes.data() + at + 4, sizeof payload);
        const size_t end = at + HeadBytes + payload;
        if (end + ChecksumBytes > bytes.size())
            break;
        const uint32_t checksum = crc32({bytes.data() + at, end - at});
        std::memcpy(bytes.data() + end, &checksum, sizeof checksum);
        at = end + ChecksumBytes;
    }
    return bytes;
}

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
