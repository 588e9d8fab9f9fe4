// A token's bytes as a person can read them.
#pragma once

#include <QString>

#include <string_view>

namespace deepscope {

// Blanks and line ends stay; bytes that are no UTF-8 become <0xE2>. For running text.
QString plainTokenText(std::string_view bytes);
// Blanks as middle dots, line ends and tabs as arrows, other control characters and stray bytes as <0x07>; nothing
// at all as "(empty)". For cells, lists and sentences.
QString visibleTokenText(std::string_view bytes);
// A control token's name in at most four letters, for a narrow cell: "<|end|>" is "end", "</think>" is "/thi",
// "<|begin_of_sentence|>" is "bos". By its words, whatever signs a model puts around them; without any, as it is.
QString shortControlName(std::string_view bytes);

} // namespace deepscope
