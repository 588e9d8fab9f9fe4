// What a record can hold. Little-endian; a bool or an enumeration is one byte, a text or a list is a 32-bit count and
// then its elements, a struct is its fields in the order that a function `fields(archive, value)` gives them.
#pragma once

#include <bit>
#include <type_traits>

namespace deepscope {

static_assert(std::endian::native == std::endian::little, "records are written as numbers lie");

template <typename T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <typename T>
concept Enumeration = std::is_enum_v<T> && sizeof(T) == 1;
template <typename T>
concept Struct = std::is_class_v<T>;

} // namespace deepscope
