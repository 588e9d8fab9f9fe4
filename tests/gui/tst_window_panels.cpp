// The panels where a person has them: in the window, at the size of a small laptop.
#include "models/candidates_model.h"
#include "paint/type_scale.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/map_page.h"
#include "panels/experts/overview_plot.h"
#include "panels/memory/memory_now_view.h"
#include "panels/memory/memory_panel.h"
#include "panels/memory/memory_plan_view.h"
#include "panels/shared/bar_list.h"
#include "panels/token_details/token_details.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/question_fixture.h"
#include "support/synthetic_run.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QClipboard>
#include <QDockWidget>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>

using namespace deepscope;

namespace {

struct Fixture : test::QuestionFixture {
    explicit Fixture(const QString &settings) : QuestionFixture(settings) { window.resize(1280, 720); }

    // Of the chat; learning has some of the same kind.
    template <typename Panel>
    Panel *panel() const
    {
        for (const QDockWidget *dock : window.findChildren<QDockWidget *>())
            if (Panel *found = dock->findChild<Panel *>(); found && !dock->objectName().startsWith("lab"))
                return found;
        return nullptr;
    }

    // By the keys that lead into it.
    template <typename Panel>
    Panel *enter(Qt::Key number)
    {
        window.activateWindow();
        if (QTest::qWaitForWindowActive(&window))
            QTest::keyClick(&window, number, Qt::AltModifier);
        QCoreApplication::processEvents();
        return panel<Panel>();
    }

    Selection &selection() { return window.workbench().selection(); }

    // A run of this model, asked and answered.
    void run(LoadedModel model, std::vector<TokenTrace> traces)
    {
        model.info.path = "default";
        window.open("default");
        send(model);
        type("What is 47 + 85?");
        for (TokenTrace &trace : traces) {
            trace.run = log.starts.back().run;
            log.send(trace);
        }
        send(test::summaryOf(log.starts.back().run));
    }
};

} // namespace

class TestWindowPanels : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    // What an engine cannot tell is said in its words, where a person looks for it; all else is shown as ever.
    void anEngineWithoutRoutingSaysWhy()
    {
        Fixture f(m_settings.newFile());
        LoadedModel model = test::smallModel();
        model.abilities.withoutRouting = "This server does not say which experts it uses; start it with --experts.";
        std::vector<TokenTrace> traces;
        for (const test::Piece &piece : test::additionPieces()) {
            traces.push_back(test::traceOf(1, uint32_t(traces.size()), piece));
            traces.back().routing.clear();
        }
        f.run(model, traces);
        const PanelMessage message = f.panel<ExpertsPanel>()->shownMessage();
        QCOMPARE(message.title, QString("The experts are not known"));
        QCOMPARE(message.detail, QString::fromStdString(model.abilities.withoutRouting));
        f.selection().setFocus({int(traces.size()) - 2, -1, -1});
        const auto *details = f.panel<TokenDetails>();
        QCOMPARE(details->shownMessage().kind, PanelMessage::Kind::None);
        for (const BarList *list : details->findChildren<BarList *>())
            for (const BarRow &row : list->rows())
                QVERIFY2(!row.label.contains("outing") && !row.label.contains("xpert"), qPrintable(row.label));
        f.run(test::smallModel(), traces); // another engine would tell
        QCOMPARE(f.panel<ExpertsPanel>()->shownMessage().kind, PanelMessage::Kind::None);
    }

    // All 58 layers of 256 experts of a large mixture, one click from the map, and back.
    void aWholeMixtureIsOneClickFromTheMap()
    {
        Fixture f(m_settings.newFile());
        const LoadedModel model = test::largeModel();
        f.run(model, test::mixtureTraces(model, 0, 60, 60));
        const MapPage *page = f.panel<ExpertsPanel>()->mapPage();
        QVERIFY(page->isVisible() && !page->overview()->isVisible());
        QTest::mouseClick(page->pictures()->button(int(MapPage::Picture::Overview)), Qt::LeftButton);
        QCoreApplication::processEvents();
        OverviewPlot *overview = page->overview();
        QVERIFY(overview->isVisible());
        const int first = int(model.info.denseLayers), last = int(model.info.layers) - 1;
        const QRectF all = overview->cellRect(first, 0) | overview->cellRect(last, int(model.info.experts) - 1);
        QVERIFY(QRectF(overview->rect()).contains(all));
        QVERIFY(!overview->visibleRegion().isEmpty());
        QCOMPARE(overview->visibleRegion().boundingRect(), overview->rect()); // nothing is scrolled away

        const int expert = test::mixtureExpert(model, 30, 40, 0);
        QTest::mouseClick(overview, Qt::LeftButton, {}, overview->cellRect(40, expert).center().toPoint());
        QCOMPARE(f.selection().focus().layer, 40);
        const int thin = int(std::ceil(1 / overview->cellRect(40, expert).width())); // experts a pixel
        QVERIFY2(std::abs(f.selection().focus().expert - expert) <= thin,
                 qPrintable(QString("%1 for %2").arg(f.selection().focus().expert).arg(expert)));
        QTest::mouseClick(page->pictures()->button(int(MapPage::Picture::Tokens)), Qt::LeftButton);
        QVERIFY(!overview->isVisible());
    }

    void aPlanNamesTheBufferThatIsTooSmall()
    {
        Fixture f(m_settings.newFile());
        LoadedModel model = test::moeModel();
        model.memory.largestCacheRow = 128;
        model.device.largestBinding = 128 * 10'000;
        model.info.contextLength = 40'000;
        f.window.open("default");
        f.send(model);
        auto *panel = f.enter<MemoryPanel>(Qt::Key_3);
        panel->showPlan();
        auto *plan = f.panel<MemoryPlanView>();
        QVERIFY(plan->isVisible());
        plan->contextBox()->setValue(20'000);
        QVERIFY2(plan->verdict().contains("2.44 MiB in one piece"), qPrintable(plan->verdict()));
        QVERIFY(!plan->useButton()->isEnabled());
        plan->contextBox()->setValue(8'000);
        QVERIFY2(plan->verdict().startsWith("Fits"), qPrintable(plan->verdict()));
        const size_t loads = f.log.loads.size();
        QTest::mouseClick(plan->useButton(), Qt::LeftButton); // and it is used
        QCOMPARE(f.log.loads.size(), loads + 1);
        QCOMPARE(f.log.loads.back().context, 8'000U);
    }

    // States and places of windows as the engine tells them, each row with all of its words, and in view by scrolling.
    void whatLimitsTextsBesideEachOtherIsTold()
    {
        Fixture f(m_settings.newFile());
        LoadedModel model = test::windowedModel();
        model.memory.bytesPerState = 2048;
        f.window.open("default");
        f.send(model);
        PoolUse use{128, 0, 0, 0, 128, {}};
        use.states = {0, 0, 8};
        use.windows = {0, 0, 24};
        f.send(use);
        f.enter<MemoryPanel>(Qt::Key_3);
        const auto *view = f.panel<MemoryNowView>();
        const auto rowBehind = [&](const QString &heading, size_t place) {
            const auto &rows = view->bars()->rows();
            const auto found = std::ranges::find(rows, heading, &BarRow::label);
            return size_t(rows.end() - found) > place ? found[ptrdiff_t(place)] : BarRow();
        };
        QVERIFY(view->isVisible());
        QCOMPARE(rowBehind("States of texts: 0 of 8 in use", 3).value, QString("8 states   16.0 KiB"));
        QCOMPARE(rowBehind("Pages of attention windows: 0 of 24 in use", 1).value, QString("0 pages   0 B"));
        use.states = {3, 2, 3};
        use.windows = {6, 17, 1};
        f.send(use);
        QCOMPARE(rowBehind("States of texts: 3 of 8 in use", 2).value, QString("2 states   4.00 KiB"));
        QCOMPARE(rowBehind("Pages of attention windows: 6 of 24 in use", 3).value, QString("1 page   8.00 KiB"));
        for (const char *heading : {"States of texts: 3 of 8 in use", "Pages of attention windows: 6 of 24 in use"})
            for (const size_t place : {1U, 2U, 3U})
                QVERIFY(rowBehind(heading, place).words.startsWith(rowBehind(heading, place).label + ": "));
        const int last = int(view->bars()->rows().size()) - 1; // "Free", of states
        QVERIFY(view->bars()->rect().contains(view->bars()->barRect(last).toRect()));
        f.window.open("default"); // another one, which has neither
        f.send(test::moeModel());
        f.send(PoolUse{128, 0, 0, 0, 128, {}});
        for (const BarRow &row : view->bars()->rows())
            QVERIFY2(!row.label.contains("States") && !row.label.contains("windows"), qPrintable(row.label));
    }

    void aPastedParagraphIsInView()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        const int line = f.editor()->height();
        QGuiApplication::clipboard()->setText(QString("A paragraph that was copied elsewhere. ").repeated(24));
        f.editor()->setFocus();
        QTest::keySequence(f.editor(), QKeySequence::Paste);
        QCOMPARE(f.editor()->toPlainText().size(), 24 * 39);
        QTRY_VERIFY2(f.editor()->height() > 3 * line,
                     qPrintable(QString("%1, %2").arg(f.editor()->height()).arg(line)));
        QVERIFY(f.window.rect().contains(f.editor()->mapTo(&f.window, f.editor()->rect().bottomRight())));
    }

    // Candidates come first and are in view; a run without them says that they were not recorded.
    void candidatesComeFirstAndAreInView()
    {
        Fixture f(m_settings.newFile());
        f.run(test::moeModel(), test::syntheticTraces(test::moeModel()));
        auto *details = f.enter<TokenDetails>(Qt::Key_4);
        f.selection().setFocus({25, -1, -1});
        QCoreApplication::processEvents();
        const auto *table = details->findChild<QTableView *>();
        QCOMPARE(table->model()->rowCount(), 3);
        const QWidget *cells = table->viewport();
        QVERIFY(cells->height() >= 3 * table->rowHeight(0));
        QCOMPARE(cells->visibleRegion().boundingRect(), cells->rect()); // the whole of it

        auto traces = test::syntheticTraces(test::moeModel());
        for (TokenTrace &trace : traces)
            trace.candidates.clear();
        f.window.actionTable().newChat->trigger();
        f.run(test::moeModel(), traces);
        f.selection().setFocus({25, -1, -1});
        QCoreApplication::processEvents();
        const auto labels = details->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text() == "No candidates: they were not recorded for this token.";
        }));
    }

    // Far more tokens than fit: the newest is in view, wide enough for its word.
    void followedTokensCanBeRead()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("Tell me more");
        const auto traces = test::syntheticTraces(test::moeModel(), {.think = 300});
        const TokenStripPlot *plot = f.panel<TokenStrip>()->plot();
        const double word = QFontMetrics(smallFont(plot->font())).horizontalAdvance("carry");
        for (TokenTrace trace : traces) {
            trace.run = f.log.starts.back().run;
            f.log.send(trace);
            if (trace.index % 25 != 0)
                continue;
            QCoreApplication::processEvents();
            const QRectF cell = plot->cellRect(f.store().current()->size() - 1);
            QVERIFY2(cell.width() >= word, qPrintable(QString::number(cell.width())));
            QVERIFY(QRectF(plot->rect()).contains(cell));
        }
    }
};

QTEST_MAIN(TestWindowPanels)
#include "tst_window_panels.moc"
