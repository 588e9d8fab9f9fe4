// Turns values into the bytes of a record; record_kinds.h says how.
#pragma once

#include "record/record_kinds.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace deepscope {

class RecordOutput {
public:
    template <typename... T>
    void operator()(const T &...values)
    {
        (put(values), ...);
    }
    template <typename... T>
    void since(uint32_t, const T &...values)
    {
        (put(values), ...);
    }
    std::span<const uint8_t> bytes() const { return m_bytes; }

private:
    void putBytes(const void *from, size_t size)
    {
        const auto *bytes = static_cast<const uint8_t *>(from);
        m_bytes.insert(m_bytes.end(), bytes, bytes + size);
    }
    template <Number T>
    void put(T value)
    {
        putBytes(&value, sizeof(T));
    }
    template <Enumeration T>
    void put(T value)
    {
        put(uint8_t(value));
    }
    void put(bool value) { put(uint8_t(value)); }
    void put(const std::string &text)
    {
        put(uint32_t(text.size()));
        putBytes(text.data(), text.size());
    }
    template <typename T, size_t N>
    void put(const std::array<T, N> &list)
    {
        for (const T &value : list)
            put(value);
    }
    template <typename T>
    void put(const std::vector<T> &list)
    {
        put(uint32_t(list.size()));
        for (const T &value : list)
            put(value);
    }
    template <typename T>
    void put(const std::optional<T> &value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <Struct T>
    void put(const T &value)
    {
        if (NeverGrows<T>)
            return fields(*this, value);
        RecordOutput own;
        fields(own, value);
        put(uint32_t(own.m_bytes.size()));
        putBytes(own.m_bytes.data(), own.m_bytes.size());
    }

    std::vector<uint8_t> m_bytes;
};

} // namespace deepscope
