// A SentencePiece vocabulary of any size that reads and writes every text.
#pragma once

#include "model/gguf_writer.h"

namespace deepscope {

// Bytes, then made-up pieces of letters. At least 512 tokens.
void setSyntheticVocabulary(GgufWriter &writer, uint32_t tokens);

} // namespace deepscope
