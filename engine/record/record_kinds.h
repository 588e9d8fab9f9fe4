// What a record can hold. Little-endian; a bool or an enumeration is one byte, a text or a list is a 32-bit count and
// then its elements, what may be absent is a bool and then perhaps the value. A struct is its size in bytes (32 bits;
// since version 3) and then its fields in the order that a function `fields(archive, value)` gives them.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

namespace deepscope {

static_assert(std::endian::native == std::endian::little, "records are written as numbers lie");

template <typename T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <typename T>
concept Enumeration = std::is_enum_v<T> && sizeof(T) == 1;
template <typename T>
concept Struct = std::is_class_v<T>;

// Structs that will never have further fields are written without a size.
template <typename T>
inline constexpr bool NeverGrows = false;

inline constexpr uint32_t FirstVersionWithSizes = 3;

} // namespace deepscope
