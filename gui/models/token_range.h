// Stretches of the token axis.
#pragma once

namespace deepscope {

// Tokens [begin, end) of a run.
struct TokenRange {
    int begin = 0;
    int end = 0;

    bool empty() const { return begin >= end; }
    int size() const { return empty() ? 0 : end - begin; }
    bool contains(int token) const { return token >= begin && token < end; }
    bool operator==(const TokenRange &) const = default;
};

// The part of the token axis that is on screen; fractions of a token are fine.
struct VisibleRange {
    double begin = 0;
    double end = 0;

    double size() const { return end - begin; }
    bool operator==(const VisibleRange &) const = default;
};

} // namespace deepscope
