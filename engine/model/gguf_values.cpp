// Metadata values of a GGUF file.
#include "model/gguf_parser.h"

#include <limits>

namespace deepscope {

namespace {

enum ValueType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

uint64_t leastBytes(uint32_t type)
{
    switch (type) {
    case U8:
    case I8:
    case Bool:
        return 1;
    case U16:
    case I16:
        return 2;
    case U32:
    case I32:
    case F32:
        return 4;
    case U64:
    case I64:
    case F64:
    case String:
        return 8;
    default:
        return 0;
    }
}

} // namespace

GgufValue GgufParser::readValue(uint32_t type)
{
    switch (type) {
    case U8:
        return uint64_t(m_cursor.read<uint8_t>());
    case U16:
        return uint64_t(m_cursor.read<uint16_t>());
    case U32:
        return uint64_t(m_cursor.read<uint32_t>());
    case U64:
        return m_cursor.read<uint64_t>();
    case I8:
        return int64_t(m_cursor.read<int8_t>());
    case I16:
        return int64_t(m_cursor.read<int16_t>());
    case I32:
        return int64_t(m_cursor.read<int32_t>());
    case I64:
        return m_cursor.read<int64_t>();
    case F32:
        return double(m_cursor.read<float>());
    case F64:
        return m_cursor.read<double>();
    case Bool:
        return m_cursor.read<uint8_t>() != 0;
    case String:
        return m_cursor.readString();
    case Array:
        return readArray();
    default:
        m_cursor.fail("its value has the unknown type " + std::to_string(type));
    }
}

GgufArray GgufParser::readArray()
{
    const uint32_t type = m_cursor.read<uint32_t>();
    if (type == Array)
        m_cursor.fail("arrays of arrays are not supported");
    if (leastBytes(type) == 0)
        m_cursor.fail("its array has the unknown type " + std::to_string(type));
    const uint64_t count = m_cursor.readCount(leastBytes(type), "values");
    if (m_arrays == GgufArrays::Skip) {
        skipElements(type, count);
        return {};
    }
    switch (type) {
    case F32:
    case F64:
        return readElements<double>(type, count);
    case Bool:
        return readElements<bool>(type, count);
    case String:
        return readElements<std::string>(type, count);
    default:
        return readElements<int64_t>(type, count);
    }
}

template <typename T>
std::vector<T> GgufParser::readElements(uint32_t type, uint64_t count)
{
    m_cursor.charge(count * sizeof(T));
    std::vector<T> elements;
    elements.reserve(size_t(count));
    for (uint64_t i = 0; i < count; ++i) {
        GgufValue value = readValue(type);
        if constexpr (std::is_same_v<T, int64_t>) {
            if (const uint64_t *number = std::get_if<uint64_t>(&value)) {
                if (*number > uint64_t(std::numeric_limits<int64_t>::max()))
                    m_cursor.fail("the number " + std::to_string(*number) + " is too large");
                value = int64_t(*number);
            }
        }
        elements.push_back(std::get<T>(std::move(value)));
    }
    return elements;
}

void GgufParser::skipElements(uint32_t type, uint64_t count)
{
    if (type != String)
        return m_cursor.skip(count * leastBytes(type));
    for (uint64_t i = 0; i < count; ++i)
        m_cursor.skip(m_cursor.read<uint64_t>());
}

} // namespace deepscope
