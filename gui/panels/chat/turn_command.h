// What a person can do with a turn that has been answered, by its buttons or by commands of the window.
#pragma once

#include <cstdint>

namespace deepscope {

enum class TurnCommand : uint8_t { Edit, TryAgain, GoOn, PreviousVersion, NextVersion };

} // namespace deepscope
