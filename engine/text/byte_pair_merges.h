// The merges of a byte-pair vocabulary, over token ids.
#pragma once

#include "text/vocabulary.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace deepscope {

struct Merge {
    uint32_t rank = 0; // the lowest goes first
    int32_t token = 0; // what the pair becomes
};

class BytePairMerges {
public:
    // `merges` are lines "LEFT RIGHT", in the order of their ranks. One that is not such a line, or names a piece that
    // is not in the vocabulary, is left out.
    BytePairMerges(const Vocabulary &vocabulary, const std::vector<std::string> &merges);

    const std::vector<std::string> &leftOut() const { return m_leftOut; }

    // Merges neighbours, lowest rank first and leftmost on ties, until no pair can be merged.
    std::vector<int32_t> apply(const std::vector<int32_t> &tokens) const;

private:
    const Merge *find(int32_t left, int32_t right) const;

    std::unordered_map<uint64_t, Merge> m_merges;
    std::vector<std::string> m_leftOut;
};

} // namespace deepscope
