// Texts as Python sees them: made of characters, not of bytes. Bytes that are no UTF-8 count as characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope::jinja {

struct Character {
    uint32_t code = 0; // U+FFFD for bytes that are no UTF-8
    std::string_view bytes;
};

std::vector<Character> charactersOf(std::string_view text);
Character firstCharacter(std::string_view text); // both of a text that is not empty
Character lastCharacter(std::string_view text);
size_t countCharacters(std::string_view text);
void appendCharacter(std::string &text, uint32_t code); // what is no character becomes U+FFFD
bool isBlank(uint32_t code);                            // white space of Unicode
size_t blanksAt(std::string_view text, size_t from);    // how many bytes of white space start there
std::string repeated(std::string_view text, size_t times);

// Without `removed` characters at its ends; blanks where nothing is given.
enum class Side { Left, Right, Both };
std::string_view stripped(std::string_view text, Side side, const std::string *removed = nullptr);

} // namespace deepscope::jinja
