// Writes a vocabulary in the form that the SentencePiece library loads: a serialized ModelProto.
// Format: github.com/google/sentencepiece src/sentencepiece_model.proto
#pragma once

#include "text/vocabulary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deepscope {

// A BPE model over the vocabulary's pieces and scores, with an identity normalizer that turns spaces into U+2581 and
// adds nothing in front. `unknown` is the id of the unknown token; -1: it stands behind all. Byte pieces are used where
// the vocabulary has any; those that it lacks stand behind it, with ids from its size on.
std::string sentencePieceModelProto(const Vocabulary &vocabulary, int32_t unknown);

// The bytes that stand behind the vocabulary, in their order: it has byte pieces, but none for these.
std::vector<uint8_t> bytesBehind(const Vocabulary &vocabulary, int32_t unknown);

} // namespace deepscope
