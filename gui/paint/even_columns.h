// Things of one width beside each other, in rows that are as full as each other.
#pragma once

#include <algorithm>

namespace deepscope {

// As many columns as have room for `count` things of `narrowest` width with `gap` between them; at least 1.
inline int evenColumns(double width, double narrowest, double gap, int count)
{
    const int most = std::clamp(int((width + gap) / (narrowest + gap)), 1, std::max(1, count));
    const int rows = std::max(1, (count + most - 1) / most);
    return std::max(1, (count + rows - 1) / rows);
}

} // namespace deepscope
