// Two files of one model on the text of a run, in the window with an engine that computes: what its page says is what
// the comparison says.
#include "app/main_window.h"
#include "models/file_comparison.h"
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/expert_comparison/files_page.h"

#include <QDockWidget>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace {

constexpr int Patience = 120'000;

QString golden(const char *name) { return QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/") + name; }

} // namespace

class TestWindowFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    Workbench &bench() { return m_window->workbench(); }
    FileComparison &files() { return bench().trials().files; }
    ComparisonPanel *panel() { return m_window->findChild<ComparisonPanel *>(); }
    FilesPage *page() { return panel()->files(); }

    // A run of that file. Greedy: what such a model draws may be its end at once.
    void run(const char *name)
    {
        m_window->open(golden(name));
        QTRY_VERIFY_WITH_TIMEOUT(
            bench().store().model() && bench().store().model()->info.path == golden(name).toStdString(), Patience);
        GenerationSettings greedy;
        greedy.advised = false;
        bench().setGeneration(greedy);
        bench().ask("One two three four five six");
        const auto run = [this] { return bench().store().current(); };
        QTRY_VERIFY_WITH_TIMEOUT(run() && (run()->size() > 40 || run()->state() != RunState::Working), Patience);
        bench().stop();
        QTRY_VERIFY_WITH_TIMEOUT(run()->state() != RunState::Working, Patience);
    }

    void compareWith(const QString &other)
    {
        files().setOther(other);
        QVERIFY(page()->compareButton()->isEnabled());
        QTest::mouseClick(page()->compareButton(), Qt::LeftButton);
        QCOMPARE(files().state(), FileComparison::State::Working);
        QTRY_VERIFY_WITH_TIMEOUT(files().state() != FileComparison::State::Working, Patience);
    }

private slots:
    void init()
    {
        m_window = std::make_unique<MainWindow>(
            localEngine(), LabFactory(), std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat));
        m_window->resize(1280, 800);
        m_window->show();
        m_window->findChild<QDockWidget *>("comparison")->show();
        panel()->tabs()->setCurrentWidget(page());
    }
    void cleanup() { m_window.reset(); }

    void saysHowFarApartTheyAre()
    {
        run("ds2q_q8_0.gguf");
        QVERIFY2(page()->heading().contains("Choose another file"), qPrintable(page()->heading()));
        QVERIFY(!page()->compareButton()->isEnabled());
        compareWith(golden("ds2q_q3_k.gguf"));
        QVERIFY2(files().state() == FileComparison::State::There, qPrintable(files().words()));
        const ModelComparison &result = *files().result();
        QCOMPARE(int(result.positions().size()), bench().store().current()->size() - 1);
        QVERIFY(result.meanDivergence() > 0);
        const std::vector<BarRow> &rows = page()->bars()->rows();
        const auto tokens =
            std::ranges::find_if(rows, [](const BarRow &row) { return row.label.startsWith("Tokens"); });
        QVERIFY(tokens != rows.end());
        double most = 0;
        for (const ModelDifference &position : result.positions())
            most = std::max(most, position.divergence);
        QCOMPARE((tokens + 1)->segments[0].value, most);
        const auto layers = result.agreementByLayer();
        QVERIFY(!layers[0] && layers[1]); // the first is dense
        QCOMPARE(rows[1].segments[0].value, *layers[1]);
        // A click leads to the token everywhere.
        const int row = int(tokens - rows.begin()) + 1;
        page()->ensureVisible(0, int(page()->bars()->barRect(row).center().y()) + page()->bars()->y());
        QTest::mouseClick(page()->bars(), Qt::LeftButton, {}, page()->bars()->barRect(row).center().toPoint());
        const int token = bench().selection().focus().token;
        QVERIFY(token > 0);
        QCOMPARE(result.positions()[size_t(token) - 1].divergence, most);
        // Another run forgets it.
        bench().store().clearCurrent();
        QVERIFY(!files().result());
    }

    void aFileAndItsCopyAreOne()
    {
        run("qwen2_f16.gguf"); // dense: the other pages have nothing to say
        QCOMPARE(panel()->tabs()->currentWidget(), page());
        QVERIFY(!panel()->tabs()->isTabEnabled(0));
        const QString copy = m_folder.filePath("copy.gguf");
        QVERIFY(QFile::copy(golden("qwen2_f16.gguf"), copy));
        compareWith(copy);
        QVERIFY2(files().state() == FileComparison::State::There, qPrintable(files().words()));
        QCOMPARE(files().result()->meanDivergence(), 0.0);
        QCOMPARE(files().result()->flips(), size_t(0));
        QVERIFY2(page()->heading().contains("0 of them"), qPrintable(page()->heading()));
    }

    void refusesInASentence()
    {
        run("ds2q_q8_0.gguf");
        compareWith(golden("qwen2_f16.gguf"));
        QCOMPARE(files().state(), FileComparison::State::Failed);
        QVERIFY2(page()->heading().endsWith('.'), qPrintable(page()->heading()));
        compareWith(m_folder.filePath("none.gguf"));
        QCOMPARE(files().state(), FileComparison::State::Failed);
        QVERIFY2(page()->heading().contains("none.gguf"), qPrintable(page()->heading()));
    }

    void stopsWhenAskedTo()
    {
        run("ds2q_q8_0.gguf");
        files().setOther(golden("ds2q_q3_k.gguf"));
        files().start();
        QCOMPARE(page()->compareButton()->text(), QString("Stop"));
        QTest::mouseClick(page()->compareButton(), Qt::LeftButton);
        QCOMPARE(files().state(), FileComparison::State::Nothing);
        QTest::qWait(300);
        QVERIFY(!files().result());
        compareWith(golden("ds2q_q3_k.gguf")); // it can be asked anew
        QCOMPARE(files().state(), FileComparison::State::There);
    }
};

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
