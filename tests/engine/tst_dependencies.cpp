// Who waits for whom: a barrier stands where something read or written meets something unfinished, and nowhere else.
#include "gpu/dependencies.h"
#include "run/ready_model.h"

#include <QTest>

#include <QFile>

using namespace deepscope;
using gpu::Access;
using gpu::Dependencies;
using gpu::Unit;

class TestDependencies : public QObject {
    Q_OBJECT
private slots:
    void waitsOnlyForWhatItMeets()
    {
        const auto *one = reinterpret_cast<const gpu::Buffer *>(16), *two = reinterpret_cast<const gpu::Buffer *>(32);
        Dependencies d;
        QVERIFY(!d.add(Unit::Compute, {{one, 0, 64, true}}));
        QVERIFY(!d.add(Unit::Compute, {{two, 0, 64, true}}));                         // another buffer
        QVERIFY(!d.add(Unit::Transfer, {{one, 64, 128, true}}));                      // another range
        const Dependencies::Wait wait = d.add(Unit::Compute, {{one, 32, 40, false}}); // reads what was written
        QVERIFY(wait.compute && wait.transfer);
        QVERIFY(!d.add(Unit::Compute, {{one, 0, 128, false}, {two, 0, 64, false}}));  // reads, all finished
        const Dependencies::Wait after = d.add(Unit::Transfer, {{two, 0, 16, true}}); // writes what is being read
        QVERIFY(after.compute && !after.transfer);
        QVERIFY(gpu::unorderedPairs(d.commands()).empty());
    }

    void aGroupKeepsItselfApartButWaitsForOthers()
    {
        const auto *one = reinterpret_cast<const gpu::Buffer *>(16);
        Dependencies d;
        d.add(Unit::Compute, {{one, 0, 64, true}});
        d.beginGroup();
        QVERIFY(d.add(Unit::Compute, {{one, 0, 64, true}}));
        QVERIFY(!d.add(Unit::Compute, {{one, 0, 64, true}}));
        d.endGroup();
        QVERIFY(d.add(Unit::Compute, {{one, 0, 64, false}}));
        d.beginGroup();
        QVERIFY(d.add(Unit::Compute, {{one, 0, 64, true}})); // a group of its own
        d.endGroup();
    }

    void everyBarrierOfAStepIsNeeded_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<uint32_t>("tokens");
        for (const char *file : {"ds2lite_new_f16", "ds2lite_old_f32", "qwen2_f16", "qwen3moe_f16", "olmoe_f16"})
            for (const uint32_t tokens : {1U, 3U, BatchTokens}) {
                const QString path = QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.gguf").arg(file);
                if (QFile::exists(path))
                    QTest::addRow("%s, %u tokens", file, tokens) << path << tokens;
            }
    }

    // A host-side model looks at all pairs: none is unordered; with any one barrier taken away, some are.
    void everyBarrierOfAStepIsNeeded()
    {
        QFETCH(QString, file);
        QFETCH(uint32_t, tokens);
        const CancelFlag never = false;
        ReadyModel model(
            {file.toStdString(), "", 128, CacheType::F16}, [](const LoadProgress &) {}, never);
        gpu::Commands commands(model.kernels());
        StageClock clock;
        commands.begin();
        model.pass().record(commands, clock, tokens, LogitsRows::All);
        model.step().readRouting(commands, tokens);
        model.step().readLogits(commands, tokens);
        commands.end();
        std::vector<gpu::Command> recorded = commands.recorded();
        QVERIFY(recorded.size() > commands.dispatches());
        QVERIFY(gpu::unorderedPairs(recorded).empty());
        size_t barriers = 0;
        for (gpu::Command &command : recorded) {
            if (!command.barrier)
                continue;
            ++barriers;
            command.barrier = false;
            QVERIFY(!gpu::unorderedPairs(recorded).empty());
            command.barrier = true;
        }
        QVERIFY(barriers > 2 * model.hyper().layers && barriers < recorded.size());
        qInfo("%zu commands, %zu barriers", recorded.size(), barriers);
    }
};

QTEST_GUILESS_MAIN(TestDependencies)
#include "tst_dependencies.moc"
