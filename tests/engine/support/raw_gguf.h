// GGUF bytes put together piece by piece, right or wrong, for tests of what the reader refuses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

enum RawType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

class RawGguf {
public:
    explicit RawGguf(uint64_t tensors = 0, uint64_t keys = 0, uint32_t version = 3)
    {
        bytes = {'G', 'G', 'U', 'F'};
        number(version).number(tensors).number(keys);
    }

    template <typename T>
    RawGguf &number(T value)
    {
        const auto *from = reinterpret_cast<const uint8_t *>(&value);
        bytes.insert(bytes.end(), from, from + sizeof(T));
        return *this;
    }
    RawGguf &text(std::string_view value)
    {
        number(uint64_t(value.size()));
        bytes.insert(bytes.end(), value.begin(), value.end());
        return *this;
    }
    RawGguf &key(std::string_view name, uint32_t type) { return text(name).number(type); }
    template <typename T>
    RawGguf &key(std::string_view name, uint32_t type, T value)
    {
        return key(name, type).number(value);
    }
    RawGguf &array(std::string_view name, uint32_t type, uint64_t count)
    {
        return key(name, uint32_t(Array)).number(type).number(count);
    }
    RawGguf &tensor(std::string_view name, std::vector<uint64_t> shape, uint32_t type, uint64_t offset)
    {
        text(name).number(uint32_t(shape.size()));
        for (uint64_t dimension : shape)
            number(dimension);
        return number(type).number(offset);
    }
    // Fills up to the alignment, then so many zeros.
    RawGguf &data(size_t size, size_t alignment = 32)
    {
        bytes.resize((bytes.size() + alignment - 1) / alignment * alignment + size);
        return *this;
    }

    std::vector<uint8_t> bytes;
};

} // namespace deepscope
