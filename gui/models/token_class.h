// What kind of text a token is, by its bytes: for sets of tokens.
#pragma once

#include "run.h"

namespace deepscope {

// A token with a letter is a word, whatever else it has; one with digits alone, beside blanks, is a digit; one of
// blanks and line ends alone is blank; one of signs is punctuation. Tags and control tokens are those that the engine
// calls so. Other: parts of characters, and nothing at all.
enum class TokenClass : uint8_t { Digit, Word, Punctuation, Blank, Tag, Other };

TokenClass classOf(const Run &run, int token);
TokenClass classOfText(std::string_view bytes); // never Tag
QString classWords(TokenClass tokenClass);      // "digits"

} // namespace deepscope
