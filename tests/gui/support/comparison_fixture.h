// The panel that compares experts, on a run in which some experts are planted: thoughts prefer expert 5 of layer 2,
// answers expert 9; 6 and 7 of layer 3 come together.
#pragma once

#include "models/expert_survey.h"
#include "models/file_comparison.h"
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/expert_comparison/comparison_table.h"
#include "panels/expert_comparison/sets_page.h"
#include "random_run.h"

#include <QCoreApplication>
#include <QTest>

namespace deepscope::test {

inline double apart(int token, int layer, int expert)
{
    if (layer == 3)
        return expert == 6 || expert == 7 ? (token / 3 % 2 ? 60 : 0.05) : 1;
    return layer == 2 && expert == (inTurns(token) == Phase::Think ? 5 : 9) ? 8 : 1;
}

struct ComparisonFixture {
    LoadedModel model = moeModel();
    RunStore store;
    Selection selection{store};
    ExpertSurvey survey{store};
    FileComparison files{store};
    ComparisonPanel panel{store, selection, survey, files};

    explicit ComparisonFixture(int tokens = 400)
    {
        panel.resize(560, 460);
        panel.show();
        if (tokens > 0)
            add(1, tokens, 3);
    }
    const Run &add(uint32_t number, int tokens, uint32_t seed)
    {
        store.setModel(model);
        const Run &run = addTraces(store, model, randomTraces(model, tokens, seed, number, apart, inTurns));
        store.finish({.run = number});
        settle();
        return run;
    }
    void settle()
    {
        QTest::qWait(20);
        QCoreApplication::processEvents();
    }
    SetsPage *sets() { return panel.sets(); }
    ComparisonTable *table() { return panel.sets()->table(); }
    PanelMessage shown() { return panel.shownMessage(); }
    QString problem()
    {
        auto *view = sets()->findChild<PanelMessageView *>();
        return view->isVisible() ? view->accessibleDescription() : QString();
    }
    double shareOf(Phase phase, int layer, int expert) const
    {
        double chose = 0, all = 0;
        const Run &run = *store.current();
        for (int token = 0; token < run.size(); ++token)
            if (run.phase(token) == phase) {
                ++all;
                chose += run.chose(token, layer, expert);
            }
        return chose / all;
    }
};

} // namespace deepscope::test
