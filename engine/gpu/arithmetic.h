// Whole numbers that sizes are made of.
#pragma once

#include <concepts>
#include <type_traits>

namespace deepscope {

template <std::unsigned_integral Number>
constexpr Number divideUp(Number value, std::type_identity_t<Number> step)
{
    return (value + step - 1) / step;
}

// To a multiple of `step`.
template <std::unsigned_integral Number>
constexpr Number roundUp(Number value, std::type_identity_t<Number> step)
{
    return divideUp(value, step) * step;
}

} // namespace deepscope
