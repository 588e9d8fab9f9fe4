// UTF-8 as it comes from users and models: possibly cut off, possibly wrong.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace deepscope {

enum class Utf8State { Valid, Invalid, Incomplete };

struct Utf8Sequence {
    Utf8State state = Utf8State::Valid;
    size_t bytes = 0; // at least 1
};

// The first sequence of a text that is not empty. Invalid: the longest beginning of a sequence that cannot be
// continued (Unicode's "maximal subpart"). Incomplete: the text ends where a valid sequence might go on.
Utf8Sequence firstUtf8Sequence(std::string_view text);

struct Utf8Span {
    std::string_view text;
    bool valid = true;
};

// Cuts a text into stretches that are valid UTF-8 and stretches that are not; together they are the text.
std::vector<Utf8Span> splitByValidity(std::string_view text);

} // namespace deepscope
