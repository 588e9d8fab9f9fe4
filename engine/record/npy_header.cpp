#include "record/npy_header.h"

namespace deepscope {

std::string npyHeader(const char *type, std::span<const size_t> shape)
{
    constexpr size_t Alignment = 64, LengthBytes = 2;
    std::string header = "\x93NUMPY";
    header += std::string("\x01\x00", 2);
    const size_t begin = header.size() + LengthBytes;
    std::string dictionary = std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (";
    for (const size_t extent : shape)
        dictionary += std::to_string(extent) + ",";
    dictionary += "), }";
    dictionary.append(Alignment - 1 - (begin + dictionary.size()) % Alignment, ' ');
    dictionary += '\n';
    header += char(dictionary.size() & 0xff);
    header += char(dictionary.size() >> 8);
    return header + dictionary;
}

} // namespace deepscope
