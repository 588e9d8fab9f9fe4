// Turns the bytes of a record into values; record_kinds.h says how.
#pragma once

#include "api/error.h"
#include "run/record_kinds.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace deepscope {

// Throws Error(File) where the bytes are not what they should be; the sentence is for the reader of the file to place.
class RecordInput {
public:
    explicit RecordInput(std::span<const uint8_t> bytes) : m_bytes(bytes) {}

    template <typename... T>
    void operator()(T &...values)
    {
        (get(values), ...);
    }
    bool atEnd() const { return m_bytes.empty(); }

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
    template <Struct T>
    void get(T &value)
    {
        fields(*this, value);
    }

    std::span<const uint8_t> m_bytes;
};

} // namespace deepscope
