// Which problems are learnt from and which only tell how well it goes.
#pragma once

#include <cstdint>
#include <string_view>

namespace deepscope {

enum class Fold : uint8_t { Training, Validation, HeldOut };

// By a hash of the content, whatever the seed and the wording: a tenth of all problems is held out, 4 % choose between
// states of a model, the rest is to learn from.
Fold foldOf(std::string_view task, std::string_view key);

// What decides: below 0.1 held out, below 0.14 for validation.
double foldPlace(std::string_view task, std::string_view key);

} // namespace deepscope
