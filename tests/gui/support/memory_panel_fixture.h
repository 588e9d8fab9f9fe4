// The memory panel alone, on a store that a test fills.
#pragma once

#include "models/attention_reading.h"
#include "models/memory_accounts.h"
#include "panels/memory/cache_view.h"
#include "panels/memory/memory_now_view.h"
#include "panels/memory/memory_panel.h"
#include "panels/memory/memory_plan_view.h"
#include "panels/shared/bar_list.h"
#include "synthetic_run.h"

#include <algorithm>

namespace deepscope::test {

struct MemoryPanelFixture {
    RunStore store;
    Selection selection{store};
    AttentionReading attention{store, selection};
    MemoryAccounts accounts;
    MemoryPanel panel{store, accounts, selection, attention};

    MemoryPanelFixture()
    {
        panel.resize(520, 420);
        panel.show();
    }
    BarList *now() const { return panel.findChild<MemoryNowView *>()->bars(); }
    CacheView *cache() const { return panel.findChild<CacheView *>(); }
    MemoryPlanView *plan() const { return panel.findChild<MemoryPlanView *>(); }
    int runHeading() const { return panel.findChild<MemoryNowView *>()->runHeading(); }
};

inline const BarRow &rowNamed(const BarList *list, const QString &label)
{
    const auto &rows = list->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const BarRow &row) { return row.label == label; });
    if (found == rows.end())
        qFatal("no row %s", qPrintable(label));
    return *found;
}

} // namespace deepscope::test
