// The rows of a list of bars, by what they say.
#pragma once

#include "panels/shared/bar_list.h"

#include <algorithm>

namespace deepscope::test {

// There must be one.
inline const BarRow &rowNamed(const BarList *list, const QString &label)
{
    const auto &rows = list->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const BarRow &row) { return row.label == label; });
    if (found == rows.end())
        qFatal("no row %s", qPrintable(label));
    return *found;
}

} // namespace deepscope::test
