// Pieces by which chat models mark turns and texts, by their well-known spelling.
#pragma once

#include <span>
#include <string_view>

namespace deepscope {

// With which a turn of the assistant ends, in some family; the beginnings of somebody else's turn are among them.
std::span<const std::string_view> turnEnds();
// One of those, or another marker of chats, that nobody writes but a template. "</s>" is none: pages of the web hold
// it.
bool isControlPiece(std::string_view piece);
// One of the ends that a person could write too, in source code or about these models.
bool mayBeText(std::string_view piece);
// "<|...|>", DeepSeek's "<｜...｜>", or "[CAPITALS]": of the form that markers have.
bool looksLikeControl(std::string_view piece);

} // namespace deepscope
