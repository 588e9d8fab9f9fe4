// The window with a run whose experts a person alters: the panel, its banner and buttons, and what an engine would say
// to the text that is read again.
#pragma once

#include "panels/experts/alteration_bar.h"
#include "panels/experts/expert_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/switch_row.h"
#include "panels/token_strip/token_strip.h"
#include "window_fixture.h"

#include <QTabWidget>
#include <QToolButton>

namespace deepscope::test {

inline constexpr int Layer = 1, Expert = 3;

struct AlterationFixture : WindowFixture {
    explicit AlterationFixture(const QString &settings) : WindowFixture(settings)
    {
        window.resize(1280, 800);
        loadDefault();
        ask();
    }

    ExpertsPanel *panel() { return window.findChild<ExpertsPanel *>(); }
    AlterationBar *bar() { return panel()->alterationBar(); }
    TokenStrip *strip() { return window.findChild<TokenStrip *>(); }
    SwitchRow *row() { return window.findChild<ExpertView *>()->switches(); }
    Workbench &bench() { return window.workbench(); }
    const Run &run() { return *bench().store().current(); }

    void showExpert(int layer, int expert)
    {
        panel()->tabs()->setCurrentIndex(2);
        bench().selection().setFocus({-1, layer, expert});
        QCoreApplication::processEvents();
    }

    void click(QAbstractButton *button)
    {
        QTest::mouseClick(button, Qt::LeftButton);
        QCoreApplication::processEvents();
        QTest::qWait(1);
    }

    QToolButton *button(const QString &text)
    {
        for (QToolButton *one : bar()->findChildren<QToolButton *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }

    // Token t became by t / 10 less likely, and every fifth one would be another.
    Comparison answer()
    {
        const CompareRequest &asked = log.comparisons.back();
        Comparison comparison;
        comparison.run = asked.run;
        for (size_t p = 0; p + 1 < asked.tokens.size(); ++p) {
            ComparedPosition position;
            position.token = asked.tokens[p + 1];
            position.one = -1;
            position.other = -1 - float(p + 1) / 10;
            position.divergence = 0.25;
            position.bestOfOther = (p + 1) % 5 == 0;
            position.routingOfOne = {{3, 0.7F}, {1, 0.3F}, {2, 0.7F}, {1, 0.3F}};
            position.routingOfOther = {{4, 0.7F}, {1, 0.3F}, {2, 0.7F}, {1, 0.3F}};
            comparison.positions.push_back(position);
        }
        return comparison;
    }
};

} // namespace deepscope::test
