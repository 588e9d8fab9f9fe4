// The menus of experts and routers: what is ticked is what is in force, and where they are offered.
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/expert_comparison/survey_page.h"
#include "panels/token_details/token_details.h"
#include "support/alteration_fixture.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QMenu>
#include <QPushButton>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct RouterMenus {
    RunStore store;
    ExpertSwitches switches{store};
    ModelInfo info;

    explicit RouterMenus(const LoadedModel &model) : info(model.info) { store.setModel(model); }

    // The texts, those in force with a star; of all layers for -1.
    QStringList texts(int layer)
    {
        QStringList texts;
        const QMenu &menu = filled(layer);
        for (const QAction *action : menu.actions())
            if (!action->isSeparator())
                texts << action->text() + (action->isChecked() ? " *" : "");
        return texts;
    }
    void choose(int layer, const QString &text)
    {
        const QList<QAction *> actions = filled(layer).actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        QVERIFY2(found != actions.end(), qPrintable(text));
        (*found)->trigger();
    }

private:
    const QMenu &filled(int layer)
    {
        m_menu = std::make_unique<QMenu>();
        SwitchRow::fillRouterMenu(*m_menu, switches, info, layer);
        return *m_menu;
    }
    std::unique_ptr<QMenu> m_menu;
};

// What the panel's menu offers for what is focused, as texts; one of them is chosen.
QStringList menuOf(QWidget &panel, const QString &chosen = {})
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&panel, &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QStringList texts;
    for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
        texts << action->text();
        if (action->text() == chosen)
            action->trigger();
    }
    if (menu)
        menu->close();
    QCoreApplication::processEvents();
    return texts;
}

// Expert 4 of layer 2 reaches farthest.
Scores reachesOf(uint32_t run, int tokens)
{
    Scores scores;
    scores.run = run;
    for (int token = 0; token < tokens; ++token) {
        ScoredPosition position;
        position.routing = {{1, 0.5F}, {2, 0.5F}, {3, 0.5F}, {4, 0.5F}};
        position.margins = {{0.5F, INFINITY}, {0.25F, INFINITY}};
        position.extents = {{2, 1}, {2, 1}, {2, 1}, {200, 100}};
        scores.positions.push_back(position);
    }
    return scores;
}

const QString Own = "2 Experts a Token, as It Is";

} // namespace

class TestExpertMenus : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    // With a rule of all layers a layer's menu ticks that, and the layer can leave it.
    void aLayerLeavesTheNumberOfAll()
    {
        RouterMenus menus(smallModel());
        QVERIFY(menus.texts(1).contains(Own + " *"));
        menus.choose(-1, "1 a Token");
        QVERIFY2(menus.texts(1).contains("1 a Token *"), qPrintable(menus.texts(1).join(" | ")));
        QVERIFY(menus.texts(1).contains(Own) && menus.texts(-1).contains("1 a Token *"));
        menus.choose(1, Own);
        QVERIFY(menus.texts(1).contains(Own + " *"));
        QVERIFY(menus.texts(2).contains("1 a Token *"));
        QVERIFY(alteredLayer(menus.switches.alteration(), 1).used == 2U);
        QVERIFY(alteredLayer(menus.switches.alteration(), 2).used == 1U);
        menus.choose(1, "3 a Token");
        QVERIFY(menus.texts(1).contains("3 a Token *") && menus.texts(2).contains("1 a Token *"));
        menus.choose(1, Own);
        menus.choose(-1, Own); // nothing is left of it, the layer's own number included
        QVERIFY(menus.switches.empty());
        menus.choose(1, "3 a Token");
        menus.choose(1, Own);
        QVERIFY(menus.switches.empty());
    }

    // Of a list that was opened, the later word counts.
    void ticksWhatIsInForce()
    {
        RouterMenus menus(smallModel());
        Alteration list;
        list.routers = {{1U, RouterAction::Used, 3}, {std::nullopt, RouterAction::Used, 4}};
        QVERIFY(menus.switches.setAll(list));
        QVERIFY(menus.texts(1).contains("4 a Token *"));
        menus.choose(1, "1 a Token");
        QVERIFY(menus.texts(1).contains("1 a Token *") && menus.texts(2).contains("4 a Token *"));
    }

    void aLayerLeavesOtherRulesOfAll()
    {
        LoadedModel model = smallModel();
        model.info.layers = 4;
        RouterMenus menus(model);
        menus.choose(-1, "Without Selection Bias");
        for (const int layer : {-1, 1, 2, 3})
            QVERIFY(menus.texts(layer).contains("Without Selection Bias *"));
        menus.choose(2, "Without Selection Bias");
        for (const int layer : {-1, 2})
            QVERIFY(menus.texts(layer).contains("Without Selection Bias"));
        for (const int layer : {1, 3})
            QVERIFY(menus.texts(layer).contains("Without Selection Bias *"));
        menus.choose(1, "Without Selection Bias");
        menus.choose(3, "Without Selection Bias");
        QVERIFY(menus.switches.empty());
        menus.choose(-1, "Without Selection Bias");
        menus.choose(2, "Without Selection Bias");
        menus.choose(-1, "Without Selection Bias"); // of all once more, also of the one that had left it
        for (const int layer : {-1, 1, 2, 3})
            QVERIFY(menus.texts(layer).contains("Without Selection Bias *"));
        menus.choose(-1, "Without Selection Bias");
        QVERIFY(menus.switches.empty());
    }

    // A super expert is switched off where it is found, and so is an expert of a token's details.
    void everyViewOffersTheSame()
    {
        AlterationFixture f(m_settings.newFile());
        auto *panel = f.window.findChild<ComparisonPanel *>();
        auto *dock = f.window.findChild<QDockWidget *>("comparison");
        dock->show();
        dock->raise();
        SurveyPage *page = panel->survey();
        panel->tabs()->setCurrentWidget(page);
        QCoreApplication::processEvents();
        f.click(page->measureButton());
        QCOMPARE(f.log.scores.size(), size_t(1));
        f.send(reachesOf(f.log.scores.back().run, f.run().size()));
        QCOMPARE(page->bars()->rows()[1].label, QString("L2 · 4"));
        QTest::mouseClick(page->bars(), Qt::LeftButton, {}, page->bars()->barRect(1).center().toPoint());
        QVERIFY(f.bench().selection().focus().hasExpert());
        const QStringList offered = menuOf(*panel, "Off");
        QVERIFY(f.bench().trials().switches.of(2, 4) == ExpertSwitch::Off);
        QCOMPARE(offered, menuOf(*f.panel()));
        QCOMPARE(offered, menuOf(*f.window.findChild<TokenDetails *>(), "Forced"));
        QVERIFY(f.bench().trials().switches.of(2, 4) == ExpertSwitch::Forced);
    }

    void offersWhatTheModelHas()
    {
        LoadedModel model = smallModel();
        model.info.selectionBias = false;
        RouterMenus without(model);
        QVERIFY(!without.texts(-1).contains("Without Selection Bias"));
        QVERIFY(!without.texts(1).contains("Without Groups"));
        model.info.selectionBias = true;
        model.info.expertGroups = 2;
        RouterMenus with(model);
        QVERIFY(with.texts(1).contains("Without Selection Bias") && with.texts(1).contains("Without Groups"));
    }
};

QTEST_MAIN(TestExpertMenus)
#include "tst_expert_menus.moc"
