// The merges of a byte-pair vocabulary, over token ids.
#pragma once

#include "text/vocabulary.h"

#include <unordered_map>

namespace deepscope {

struct Merge {
    uint32_t rank = 0; // the lowest goes first
    int32_t token = 0; // what the pair becomes
};

class BytePairMerges {
public:
    // `merges` are lines "LEFT RIGHT", in the order of their ranks. Throws Error(File) for one that is not such a line
    // or whose pieces are not in the vocabulary; `name` is the file's, for the sentence.
    BytePairMerges(const Vocabulary &vocabulary, const std::vector<std::string> &merges, const std::string &name);

    // Merges neighbours, lowest rank first and leftmost on ties, until no pair can be merged.
    std::vector<int32_t> apply(const std::vector<int32_t> &tokens) const;

private:
    const Merge *find(int32_t left, int32_t right) const;

    std::unordered_map<uint64_t, Merge> m_merges;
};

} // namespace deepscope
