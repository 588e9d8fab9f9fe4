// Small vocabularies for tests.
#pragma once

#include "text/vocabulary.h"

#include <cstdio>

namespace deepscope {

// <unk>, <s>, </s>, the 256 byte pieces, then `more`.
inline std::vector<VocabularyEntry> sentencePieceEntries(std::vector<VocabularyEntry> more)
{
    std::vector<VocabularyEntry> entries = {
        {"<unk>", TokenKind::Unknown}, {"<s>", TokenKind::Control}, {"</s>", TokenKind::Control}};
    for (int byte = 0; byte < 256; ++byte) {
        char piece[8];
        std::snprintf(piece, sizeof piece, "<0x%02X>", unsigned(byte));
        entries.push_back({piece, TokenKind::Byte});
    }
    entries.insert(entries.end(), more.begin(), more.end());
    return entries;
}

inline VocabularyRoles sentencePieceRoles() { return {.bos = 1, .eos = 2, .unknown = 0, .addBos = true, .ends = {}}; }

} // namespace deepscope
