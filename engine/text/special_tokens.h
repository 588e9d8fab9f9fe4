// Finds special tokens in a text before the tokenizer proper sees what stands between them.
#pragma once

#include "text/vocabulary.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace deepscope {

struct TextFragment {
    std::string_view text;
    int32_t token = -1; // -1: ordinary text, never empty
};

struct TextRange {
    size_t begin = 0, end = 0; // bytes
};

// The pieces of those that are found, as they stand in the vocabulary.
std::vector<std::string> specialPieces(const Vocabulary &vocabulary);

// User-defined tokens are always found, control and unknown tokens only on request. Longer ones are looked for first,
// in the whole text, and shorter ones in what is left.
class SpecialTokens {
public:
    explicit SpecialTokens(const Vocabulary &vocabulary); // keeps no reference

    // The fragments in their order; together they are the text. No token is found in, or reaches into, what is `plain`.
    std::vector<TextFragment> split(std::string_view text, bool parseSpecial,
                                    std::span<const TextRange> plain = {}) const;

private:
    struct Special {
        std::string text;
        int32_t token = -1;
        bool always = false;
    };
    struct Match {
        size_t begin = 0;
        const Special *special = nullptr;
    };
    std::vector<Match> findAll(std::string_view text, bool parseSpecial,
                               std::span<const TextRange> plain) const; // in their order, without overlaps

    std::array<std::vector<Special>, 256> m_byFirstByte;
};

} // namespace deepscope
