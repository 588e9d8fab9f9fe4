// Where words stand in a text.
#pragma once

#include "panels/shared/token_spans.h"

#include <vector>

namespace deepscope {

// Places that do not overlap, from the text position `from` on, in small and capital letters alike; every blank and
// every end of a line matches a blank. No words: none.
std::vector<CharacterRange> findWords(const QString &text, const QString &words, int from = 0);

} // namespace deepscope
