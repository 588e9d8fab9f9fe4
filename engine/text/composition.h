// Unicode's normalisation form C (UAX #15): letters and the accents behind them become one character where there is
// one.
#pragma once

#include <string>
#include <string_view>

namespace deepscope {

// Bytes that are no UTF-8 stay as they are. A text of common scripts that is composed already costs one look at it.
std::string composed(std::string_view text);

} // namespace deepscope
