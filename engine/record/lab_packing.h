// What both who packs groups of answers and who unpacks them must know; the numbers of an answer, in their order, are
// its flags, the text of its fault, tokens of the thought, tokens of the prompt, all tokens, the first one's position,
// and, where they are Kept, how many pushes.
#pragma once

#include "api/error.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace deepscope::packing {

enum class Pushes : uint32_t { None, Told, Kept }; // Told: by scale and probability

// Flags, and where in them a ThoughtKind and Pushes stand.
inline constexpr uint32_t Form = 1, Match = 2, Truncated = 4;
inline constexpr int KindShift = 3, PushesShift = 5;
inline constexpr uint32_t KindBits = 3;

// Of all tokens of a record, so that a small one cannot make a large text.
inline void requireText(size_t bytes)
{
    constexpr size_t Largest = 1U << 26;
    if (bytes > Largest)
        throw Error(ErrorKind::File, "a record holds more text than is supported");
}

// The push that scale and probability tell.
inline float told(float scale, float logProbability) { return float(-scale * std::expm1(double(logProbability))); }

} // namespace deepscope::packing
