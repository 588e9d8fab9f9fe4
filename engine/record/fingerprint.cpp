#include "record/fingerprint.h"

#include "record/crc32.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace deepscope {

std::string fingerprint(const FileReader &file, const CancelFlag &cancel)
{
    std::vector<uint8_t> piece(1 << 20);
    uint32_t sum = 0;
    size_t count = 0;
    uint64_t position = 0;
    do {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Reading the file was cancelled.");
        count = size_t(std::min<uint64_t>(piece.size(), file.bytes() - position));
        file.read(position, std::span(piece).first(count));
        position += count;
        const uint32_t chained[] = {sum, crc32(std::span(piece).first(count))};
        sum = crc32({reinterpret_cast<const uint8_t *>(chained), sizeof(chained)});
    } while (count == piece.size()); // a last piece is short, or empty
    char text[40];
    std::snprintf(text, sizeof(text), "%llu-%08x", static_cast<unsigned long long>(file.bytes()), sum);
    return text;
}

} // namespace deepscope
