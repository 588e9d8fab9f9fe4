// Gives bytes to a reader of files of records, as they are and with right checksums, which a fuzzer cannot guess.
#pragma once

#include "api/error.h"
#include "record/crc32.h"

#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

namespace deepscope {

// Of the bytes [begin, end), right behind them.
inline void putChecksum(std::vector<uint8_t> &bytes, size_t begin, size_t end)
{
    const uint32_t checksum = crc32({bytes.data() + begin, end - begin});
    std::memcpy(bytes.data() + end, &checksum, sizeof checksum);
}

// They are put right wherever there is room for a record.
inline std::vector<uint8_t> withRightChecksums(std::span<const uint8_t> data)
{
    constexpr size_t MagicBytes = 8, HeadBytes = 8, ChecksumBytes = 4;
    std::vector<uint8_t> bytes(data.begin(), data.end());
    const bool hasSizes = bytes.size() > MagicBytes + HeadBytes + ChecksumBytes && bytes[MagicBytes] >= 3;
    if (hasSizes)
        putChecksum(bytes, 0, MagicBytes + HeadBytes);
    const size_t firstRecord = MagicBytes + (hasSizes ? HeadBytes + ChecksumBytes : sizeof(uint32_t));
    for (size_t at = firstRecord; at + HeadBytes + ChecksumBytes <= bytes.size();) {
        uint32_t payload = 0;
        std::memcpy(&payload, bytes.data() + at + 4, sizeof payload);
        const size_t end = at + HeadBytes + payload;
        if (end + ChecksumBytes > bytes.size())
            break;
        putChecksum(bytes, at, end);
        at = end + ChecksumBytes;
    }
    return bytes;
}

// Only Error(File) may come out of `read(bytes)`.
template <typename Read>
int readBothWays(std::span<const uint8_t> data, Read read)
{
    const std::vector<uint8_t> right = withRightChecksums(data);
    for (const std::span<const uint8_t> bytes : {data, std::span<const uint8_t>(right)}) {
        try {
            read(bytes);
        } catch (const Error &error) {
            if (error.kind() != ErrorKind::File)
                std::abort();
        }
    }
    return 0;
}

} // namespace deepscope
