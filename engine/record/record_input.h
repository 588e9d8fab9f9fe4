// Turns the bytes of a record into values; record_kinds.h says how.
#pragma once

#include "api/error.h"
#include "record/record_kinds.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace deepscope {

// Throws Error(File) where the bytes are not what they should be; the sentence is for the reader of the file to place.
class RecordInput {
public:
    // `version` is that of the writer.
    RecordInput(std::span<const uint8_t> bytes, uint32_t version) : m_bytes(bytes), m_version(version) {}

    template <typename... T>
    void operator()(T &...values)
    {
        (get(values), ...);
    }
    // Fields that came with a version; in older files they keep the values that they have.
    template <typename... T>
    void since(uint32_t version, T &...values)
    {
        if (m_version >= version)
            (get(values), ...);
    }

private:
    std::span<const uint8_t> take(size_t size)
    {
        if (size > m_bytes.size())
            throw Error(ErrorKind::File, "a record is shorter than what it holds");
        const auto taken = m_bytes.first(size);
        m_bytes = m_bytes.subspan(size);
        return taken;
    }
    template <Number T>
    void get(T &value)
    {
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    }
    template <Enumeration T>
    void get(T &value)
    {
        const uint8_t number = take(1)[0];
        if (number > uint8_t(lastOf(T())))
            throw Error(ErrorKind::File, "a record holds a value that has no meaning");
        value = T(number);
    }
    void get(bool &value) { value = take(1)[0] != 0; }
    void get(std::string &text)
    {
        uint32_t size = 0;
        get(size);
        const auto bytes = take(size);
        text.assign(bytes.begin(), bytes.end());
    }
    template <typename T, size_t N>
    void get(std::array<T, N> &list)
    {
        for (T &value : list)
            get(value);
    }
    // Grows with what is there, so that a false count cannot make it large.
    template <typename T>
    void get(std::vector<T> &list)
    {
        uint32_t count = 0;
        get(count);
        for (list.clear(); list.size() < count;)
            get(list.emplace_back());
    }
    template <typename T>
    void get(std::optional<T> &value)
    {
        bool there = false;
        get(there);
        value.reset();
        if (there)
            get(value.emplace());
    }
    // What a newer version added to it stands at its end, and is skipped.
    template <Struct T>
    void get(T &value)
    {
        if (NeverGrows<T> || m_version < FirstVersionWithSizes)
            return fields(*this, value);
        uint32_t size = 0;
        get(size);
        RecordInput own(take(size), m_version);
        fields(own, value);
    }

    std::span<const uint8_t> m_bytes;
    uint32_t m_version;
};

} // namespace deepscope
