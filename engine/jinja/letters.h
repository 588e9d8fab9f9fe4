// What Unicode says of letters and digits, as Python asks it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deepscope::jinja {

enum class Property : uint8_t {
    Letter,
    Decimal,
    Digit,   // decimals, and those in circles, above the line ...
    Numeric, // digits, fractions, Roman numerals ...
    Upper,
    Lower,
    Title,
    Printable,
    NameStart, // of identifiers
    NamePart
};
bool has(Property property, uint32_t code);
bool isCased(uint32_t code);
bool isAlphanumeric(uint32_t code);

std::string lowered(std::string_view text);
std::string raised(std::string_view text);
std::string capitalized(std::string_view text);
std::string titled(std::string_view text);  // str.title(): each letter behind none
std::string swapped(std::string_view text); // upper for lower and the other way round
std::string caseFolded(std::string_view text);

} // namespace deepscope::jinja
