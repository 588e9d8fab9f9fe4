// Every byte with its name: the tree sums up, and map and list show the same from the whole down to tensors.
#include "paint/number_format.h"
#include "panels/memory/bytes_view.h"
#include "panels/memory/memory_map.h"
#include "support/memory_panel_fixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

MemoryItem item(MemoryPurpose purpose, const char *name, int layer, uint64_t bytes,
                MemoryPlace place = MemoryPlace::Device)
{
    return {{purpose, name, layer}, place, bytes};
}

MemoryAccount account()
{
    MemoryAccount account;
    account.items = {item(MemoryPurpose::Weights, "token_embd.weight", -1, 4000),
                     item(MemoryPurpose::Weights, "blk.1.attn_q.weight", 1, 1000),
                     item(MemoryPurpose::Weights, "blk.0.attn_q.weight", 0, 1000),
                     item(MemoryPurpose::Weights, "blk.1.ffn_gate_exps.weight", 1, 6000),
                     item(MemoryPurpose::Weights, "blk.1.ffn_gate_exps.weight", 1, 2000), // another slab of it
                     item(MemoryPurpose::Weights, "", -1, 24),
                     item(MemoryPurpose::Activations, "", -1, 700),
                     item(MemoryPurpose::StepInput, "", -1, 50, MemoryPlace::Reachable),
                     item(MemoryPurpose::StepInput, "", -1, 50),
                     item(MemoryPurpose::RouterTap, "", -1, 80),
                     item(MemoryPurpose::Trace, "", -1, 96, MemoryPlace::Program)};
    for (int layer = 0; layer < 4; ++layer) {
        account.items.push_back(item(MemoryPurpose::Cache, "latent", layer, 4096 * 96));
        account.items.push_back(item(MemoryPurpose::Cache, "rope_key", layer, 4096 * 32));
    }
    account.heaps = {{{1000000, 400000, true}, 600}, {{9000000, 8000000, false}, 0}};
    return account;
}

void verifySums(const MemoryNode &node)
{
    if (node.children.empty())
        return;
    uint64_t sum = 0;
    for (const MemoryNode &child : node.children) {
        verifySums(child);
        sum += child.bytes;
    }
    QCOMPARE(sum, node.bytes);
}

QStringList namesIn(const MemoryNode &node)
{
    QStringList names;
    for (const MemoryNode &child : node.children)
        names << child.name;
    return names;
}

struct Fixture : MemoryPanelFixture {
    Fixture()
    {
        store.setModel(moeModel());
        addRun(store, moeModel()); // a layer is focused in a run
        accounts.setEngine(account());
        panel.tabs()->setCurrentWidget(view());
    }
    BytesView *view() const { return panel.findChild<BytesView *>(); }
    QStringList rows() const
    {
        QStringList lines;
        for (const BarRow &row : view()->list()->rows())
            lines << row.label + ": " + row.value;
        return lines;
    }
    int rowOf(const QString &label) const
    {
        const auto &rows = view()->list()->rows();
        const auto found = std::ranges::find_if(rows, [&](const BarRow &row) { return row.label.startsWith(label); });
        return found == rows.end() ? -1 : int(found - rows.begin());
    }
    void clickRow(const QString &label) { emit view()->list()->clicked(rowOf(label)); }
    void choose(MemoryOrder order)
    {
        view()->orderBox()->setCurrentIndex(int(order));
        emit view()->orderBox()->activated(int(order));
    }
};

} // namespace

class TestBytesView : public QObject {
    Q_OBJECT

private slots:
    void sumsUpInEachOrder()
    {
        MemoryAccounts accounts;
        accounts.setEngine(account());
        MemoryAccount lab;
        lab.items = {item(MemoryPurpose::Learning, "slopes", -1, 500), item(MemoryPurpose::Cache, "latent", 2, 300)};
        accounts.setLab(lab);
        uint64_t all = 0;
        for (const MemoryAccount &one : {accounts.engine(), accounts.lab()})
            all += one.allocated() + one.bytesIn(MemoryPlace::Program);
        const LoadedModel model = moeModel();
        const auto runName = [](uint32_t run) { return QString("Answer %1").arg(run); };
        const PoolUse pool{128, 5, 2, 3, 120, {{1, 4, 2}, {2, 3, 2}}};
        for (const MemoryOrder order : {MemoryOrder::ByLayer, MemoryOrder::ByKind})
            for (const PoolUse *use : {static_cast<const PoolUse *>(nullptr), &pool}) {
                const MemoryNode tree = memoryTree(accounts, order, &model.memory, use, runName);
                QCOMPARE(tree.bytes, all);
                verifySums(tree);
                QCOMPARE(namesIn(tree),
                         QStringList({"Weights", "KV cache", "Scratch", "On request", "Trace", "Learning"}));
            }
        const MemoryNode byKind = memoryTree(accounts, MemoryOrder::ByKind, &model.memory, &pool, runName);
        QCOMPARE(namesIn(nodeAt(byKind, {"KV cache"})),
                 QStringList({"Answer 1", "Answer 2", "Shared", "Kept for later", "Free"}));
        const uint64_t page = 32 * 512;
        QCOMPARE(nodeAt(byKind, {"KV cache", "Answer 2"}).bytes, 1 * page);
        QCOMPARE(nodeAt(byKind, {"KV cache", "Shared"}).bytes, 2 * page); // 5 in use, 3 alone
        QCOMPARE(nodeAt(byKind, {"Weights", "Routed experts", "Layer 1"}).bytes, uint64_t(8000));
        const MemoryNode byLayer = memoryTree(accounts, MemoryOrder::ByLayer, &model.memory, &pool, runName);
        QCOMPARE(namesIn(nodeAt(byLayer, {"Weights"})),
                 QStringList({"Embedding", "Between tensors", "Layer 0", "Layer 1"}));
        QCOMPARE(nodeAt(byLayer, {"KV cache", "Layer 3"}).bytes, uint64_t(4096 * 128));
        QCOMPARE(nodeAt(byLayer, {"Learning"}).bytes, uint64_t(800));
    }

    // As pages are told by who has them, not by layer.
    void saysWhoHasTheStates()
    {
        LoadedModel model = moeModel();
        model.memory.bytesPerState = 2048;
        MemoryAccounts accounts;
        MemoryAccount engine = account();
        engine.items.push_back(item(MemoryPurpose::States, "delta", 0, 6 * 2048));
        engine.items.push_back(item(MemoryPurpose::States, "delta", 1, 2 * 2048));
        accounts.setEngine(engine);
        PoolUse pool{128, 5, 2, 3, 120, {}};
        pool.states = {3, 0, 5};
        const auto noName = [](uint32_t) { return QString(); };
        const MemoryNode byKind = memoryTree(accounts, MemoryOrder::ByKind, &model.memory, &pool, noName);
        verifySums(byKind);
        QCOMPARE(byKind.bytes, engine.allocated() + engine.bytesIn(MemoryPlace::Program));
        const MemoryNode &states = nodeAt(byKind, {"KV cache", "States of sequences"});
        QCOMPARE(namesIn(states), QStringList({"In use", "Free"})); // none is kept
        QCOMPARE(states.children[0].bytes, uint64_t(3 * 2048));
        QCOMPARE(states.bytes, uint64_t(8 * 2048));
        const MemoryNode byLayer = memoryTree(accounts, MemoryOrder::ByLayer, &model.memory, &pool, noName);
        QCOMPARE(nodeAt(byLayer, {"KV cache", "States of sequences"}).bytes, uint64_t(8 * 2048));
    }

    void showsTheWholeAndWhereItLies()
    {
        Fixture f;
        QVERIFY(f.rows().contains("Weights \u203a: 13.7 KiB"));
        QVERIFY(f.rows().contains("KV cache \u203a: 2.00 MiB"));
        const uint64_t device = account().bytesIn(MemoryPlace::Device);
        QVERIFY(f.view()->sums().contains(formatExactBytes(device) + " of the device's memory"));
        QVERIFY(f.view()->sums().contains("50 bytes of the machine's that the device reaches"));
        QVERIFY(f.view()->sums().contains("96 bytes of the program's own"));
        QVERIFY(f.view()->sums().contains("free now 391 KiB"));
        QVERIFY(f.view()->sums().contains("this program has 600 B"));
        // Each byte once: tiles are as large as the numbers.
        const MemoryMap *map = f.view()->map();
        const double cache = map->tileRect(f.rowOf("KV cache")).width() * map->tileRect(f.rowOf("KV cache")).height();
        const double weights = map->tileRect(f.rowOf("Weights")).width() * map->tileRect(f.rowOf("Weights")).height();
        QVERIFY(cache > 50 * weights);
    }

    void opensAPartAndGoesBack()
    {
        Fixture f;
        QVERIFY(f.view()->upButton()->isHidden());
        const QPointF middle = f.view()->map()->tileRect(f.rowOf("KV cache")).center();
        QTest::mouseClick(f.view()->map(), Qt::LeftButton, {}, middle.toPoint());
        QCOMPARE(f.rows().size(), 4);
        QVERIFY(f.rows().first().startsWith("Layer 0 \u203a: 512 KiB"));
        f.clickRow("Layer 2"); // and the focus goes there
        QCOMPARE(f.selection.focus().layer, 2);
        QCOMPARE(f.rows(), QStringList({"c_KV (latent): 384 KiB", "k_R (RoPE key): 128 KiB"}));
        QCOMPARE(f.view()->upButton()->text(), QString("\u2039 Layer 2"));
        QCOMPARE(f.view()->upButton()->toolTip(), QString("KV cache \u203a Layer 2"));
        QTest::mouseClick(f.view()->upButton(), Qt::LeftButton);
        QTest::mouseClick(f.view()->upButton(), Qt::LeftButton);
        QVERIFY(f.rows().contains("KV cache \u203a: 2.00 MiB"));
        QVERIFY(f.view()->upButton()->isHidden());
    }

    void goesUpWhereWhatIsOpenIsGone()
    {
        Fixture f;
        f.clickRow("Scratch");
        QCOMPARE(f.rows(), QStringList({"Activations of a step: 700 B", "Input of a step: 100 B"}));
        MemoryAccount less;
        less.items = {item(MemoryPurpose::Weights, "output.weight", -1, 10)};
        f.accounts.setEngine(less);
        QCOMPARE(f.rows(), QStringList({"Weights \u203a: 10 B"}));
    }

    void tellsWhatIsPointedAt()
    {
        Fixture f;
        f.clickRow("Weights");
        const int row = f.rowOf("Layer 1");
        const QPointF point = f.view()->map()->tileRect(row).center();
        QTest::mouseMove(f.view()->map(), point.toPoint());
        QTRY_COMPARE(f.selection.hover().layer, 1);
        QVERIFY2(f.panel.words().contains("Layer 1"), qPrintable(f.panel.words()));
        QVERIFY(f.view()->map()->wordsAt(point).contains("Layer 1 \u203a Routed experts: 8,000 bytes"));
        emit f.view()->list()->hovered(f.rowOf("Embedding"));
        QVERIFY2(f.panel.words().startsWith("Embedding: 4,000 bytes"), qPrintable(f.panel.words()));
        QCOMPARE(f.selection.hover().layer, -1);
    }

    // What a model learns with is there without one that answers.
    void theLabIsShownWithoutAModel()
    {
        MemoryPanelFixture f;
        MemoryAccount lab;
        lab.items = {item(MemoryPurpose::Learning, "slopes", -1, 500), item(MemoryPurpose::Learning, "texts", -1, 300)};
        lab.heaps = {{{1000000, 400000, true}, 0}};
        f.accounts.setLab(lab);
        auto *view = f.panel.findChild<BytesView *>();
        QVERIFY(f.panel.tabs()->currentWidget() == view && view->isVisible());
        QVERIFY2(view->sums().contains("Memory of the device: 977 KiB, free now 391 KiB."), qPrintable(view->sums()));
        QTest::mouseMove(view->map(), view->map()->tileRect(0).center().toPoint());
        QTRY_VERIFY2(f.panel.words().startsWith("Learning \u203a Slopes: 500 bytes"), qPrintable(f.panel.words()));

        MemoryAccount engine = account(); // the model that answers has its own word
        f.store.setModel(moeModel());
        engine.heaps.front().heap.budget = 200000;
        f.accounts.setEngine(engine);
        QVERIFY2(view->sums().contains("free now 195 KiB"), qPrintable(view->sums()));
    }

    void wordsCanBeReadOnEachTile()
    {
        Fixture f;
        for (const bool dark : {false, true}) {
            f.panel.setPalette(Palette(dark).toQPalette());
            for (int row = 0; row < int(f.view()->list()->rows().size()); ++row)
                QVERIFY(contrast(f.view()->map()->fillOf(row), Palette(dark)(Role::Text)) >= 4.5);
        }
    }

    void tableHasEachLeaf()
    {
        Fixture f;
        const QStringList lines = f.view()->table().split('\n', Qt::SkipEmptyParts);
        QVERIFY(lines.contains("Weights / Layer 1 / Routed experts / blk.1.ffn_gate_exps.weight\t1\t8000"));
        uint64_t sum = 0;
        for (const QString &line : lines.mid(1))
            sum += line.section('\t', 2).toULongLong();
        QCOMPARE(sum, account().allocated() + account().bytesIn(MemoryPlace::Program));
    }

    void isNotMadeWhileNobodySeesIt()
    {
        Fixture f;
        f.panel.tabs()->setCurrentIndex(0);
        f.accounts.setEngine({});
        QVERIFY(!f.rows().isEmpty()); // as before
        f.panel.tabs()->setCurrentWidget(f.view());
        QVERIFY(f.rows().isEmpty());
    }
};

QTEST_MAIN(TestBytesView)
#include "tst_bytes_view.moc"
