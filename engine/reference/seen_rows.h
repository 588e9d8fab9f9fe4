// A cache of which some rows are seen no more: what is left of it for the one that looks.
#pragma once

#include "api/eviction.h"
#include "reference/weights.h"

namespace deepscope::reference {

// rows: positions x width; `seenUntil` of each position, empty: all are seen; `window`: so many, the last of them that
// of the query, 0: all.
template <typename Number>
Row<Number> seenRows(const Row<Number> &rows, size_t width, const std::vector<uint32_t> &seenUntil, uint32_t query,
                     uint32_t window = 0)
{
    Row<Number> seen;
    const size_t first = window > 0 && query >= window ? query - window + 1 : 0;
    for (size_t position = first; position < rows.size() / width; ++position)
        if (position >= seenUntil.size() || query < seenUntil[position])
            seen.insert(seen.end(), rows.begin() + ptrdiff_t(position * width),
                        rows.begin() + ptrdiff_t((position + 1) * width));
    return seen;
}

} // namespace deepscope::reference
