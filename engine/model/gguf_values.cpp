// Metadata values of a GGUF file.
#include "model/gguf_parser.h"
#include "model/gguf_value_type.h"

#include <limits>

namespace deepscope {

namespace {

uint64_t leastBytes(uint32_t type)
{
    switch (type) {
    case gguf::U8:
    case gguf::I8:
    case gguf::Bool:
        return 1;
    case gguf::U16:
    case gguf::I16:
        return 2;
    case gguf::U32:
    case gguf::I32:
    case gguf::F32:
        return 4;
    case gguf::U64:
    case gguf::I64:
    case gguf::F64:
    case gguf::String:
        return 8;
    default:
        return 0;
    }
}

} // namespace

GgufValue GgufParser::readValue(uint32_t type)
{
    switch (type) {
    case gguf::U8:
        return uint64_t(m_cursor.read<uint8_t>());
    case gguf::U16:
        return uint64_t(m_cursor.read<uint16_t>());
    case gguf::U32:
        return uint64_t(m_cursor.read<uint32_t>());
    case gguf::U64:
        return m_cursor.read<uint64_t>();
    case gguf::I8:
        return int64_t(m_cursor.read<int8_t>());
    case gguf::I16:
        return int64_t(m_cursor.read<int16_t>());
    case gguf::I32:
        return int64_t(m_cursor.read<int32_t>());
    case gguf::I64:
        return m_cursor.read<int64_t>();
    case gguf::F32:
        return double(m_cursor.read<float>());
    case gguf::F64:
        return m_cursor.read<double>();
    case gguf::Bool:
        return m_cursor.read<uint8_t>() != 0;
    case gguf::String:
        return m_cursor.readString();
    case gguf::Array:
        return readArray();
    default:
        m_cursor.fail("its value has the unknown type " + std::to_string(type));
    }
}

GgufArray GgufParser::readArray()
{
    const uint32_t type = m_cursor.read<uint32_t>();
    if (type == gguf::Array)
        m_cursor.fail("arrays of arrays are not supported");
    if (leastBytes(type) == 0)
        m_cursor.fail("its array has the unknown type " + std::to_string(type));
    const uint64_t count = m_cursor.readCount(leastBytes(type), "values");
    if (m_arrays == GgufArrays::Skip) {
        skipElements(type, count);
        return {};
    }
    switch (type) {
    case gguf::F32:
    case gguf::F64:
        return readElements<double>(type, count);
    case gguf::Bool:
        return readElements<bool>(type, count);
    case gguf::String:
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
    if (type != gguf::String)
        return m_cursor.skip(count * leastBytes(type));
    for (uint64_t i = 0; i < count; ++i)
        m_cursor.skip(m_cursor.read<uint64_t>());
}

} // namespace deepscope
