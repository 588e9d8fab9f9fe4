// The memory panel alone, on a store that a test fills.
#pragma once

#include "bar_rows.h"
#include "models/attention_reading.h"
#include "models/expert_trials.h"
#include "models/latent_reading.h"
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
    LatentReading latent{store, selection};
    MemoryAccounts accounts;
    ExpertTrials trials{store};
    MemoryPanel panel{store, accounts, selection, attention, latent, trials.reading};

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

} // namespace deepscope::test
