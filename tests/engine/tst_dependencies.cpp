// Who waits for whom: a barrier stands where something read or written meets something unfinished, reaches those that
// need it, and stands nowhere else.
#include "gpu/dependencies.h"
#include "gpu/faults.h"
#include "run/ready_model.h"

#include <QTest>

#include <QFile>

#include <algorithm>

using namespace deepscope;
using gpu::Access;
using gpu::Barrier;
using gpu::Command;
using gpu::Dependencies;
using gpu::Unit;
using gpu::Units;

namespace {

const auto *const One = reinterpret_cast<const gpu::Buffer *>(16), *const Two =
                                                                       reinterpret_cast<const gpu::Buffer *>(32);
const Units Kernels{.compute = true}, Copies{.transfer = true}, Host{.host = true},
    Device{.compute = true, .transfer = true};

// A write, what stands between, and a read of it.
bool isOrdered(Unit writer, std::vector<Barrier> between, Unit reader)
{
    std::vector<Command> commands = {{writer, {{One, 0, 64, true}}, 0, {}}};
    for (const Barrier &barrier : between)
        commands.push_back({Unit::Compute, {{Two, 0, 64, false}}, 0, barrier});
    commands.push_back({reader, {{One, 0, 64, false}}, 0, {}});
    return gpu::unorderedPairs(commands).empty();
}

// The pass as it is run: with the copies of routing and logits to the host.
void record(ReadyModel &model, gpu::Commands &commands, uint32_t tokens)
{
    StageClock clock;
    commands.begin();
    const StepShape shape{tokens, tokens};
    model.pass().record(commands, clock, shape);
    model.step().readResults(commands, shape);
    model.step().readLogits(commands, 0, tokens);
    commands.end();
}

// Without the barrier of a command, kernels would write to what kernels wrote before, and nothing else would meet.
bool onlyWritesMeet(std::vector<Command> commands, size_t place)
{
    commands[place].barrier = {};
    const auto pairs = gpu::unorderedPairs(commands);
    return std::all_of(pairs.begin(), pairs.end(), [&](const std::pair<size_t, size_t> &pair) {
        Command earlier = commands[pair.first], later = commands[pair.second];
        for (Command *command : {&earlier, &later}) {
            Command reads = *command;
            std::erase_if(reads.accesses, [](const Access &access) { return access.writes; });
            if (gpu::conflict(reads, command == &earlier ? later : earlier))
                return false;
        }
        return earlier.unit == Unit::Compute && later.unit == Unit::Compute;
    });
}

std::unique_ptr<ReadyModel> load(const QString &path)
{
    const CancelFlag never = false;
    return std::make_unique<ReadyModel>(
        LoadRequest{path.toStdString(), "", 128, CacheType::F16}, [](const LoadProgress &) {}, never);
}

// Dense and mixture with latent attention, grouped queries, and mixtures of those.
void addPasses(std::initializer_list<const char *> files, std::initializer_list<uint32_t> counts)
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<uint32_t>("tokens");
    for (const char *file : files)
        for (const uint32_t tokens : counts) {
            const QString path = QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.gguf").arg(file);
            if (QFile::exists(path))
                QTest::addRow("%s, %u tokens", file, tokens) << path << tokens;
        }
}

} // namespace

class TestDependencies : public QObject {
    Q_OBJECT
private slots:
    void waitsOnlyForWhatItMeets()
    {
        Dependencies d;
        QVERIFY(!d.add(Unit::Compute, {{One, 0, 64, true}}));
        QVERIFY(!d.add(Unit::Compute, {{Two, 0, 64, true}}));                 // another buffer
        QVERIFY(!d.add(Unit::Transfer, {{One, 64, 128, true}}));              // another range
        const Barrier barrier = d.add(Unit::Compute, {{One, 32, 40, false}}); // reads what was written
        QVERIFY((barrier == Barrier{Device, Device}));
        QVERIFY(!d.add(Unit::Compute, {{One, 0, 128, false}, {Two, 0, 64, false}})); // reads, all finished
        const Barrier after = d.add(Unit::Transfer, {{Two, 0, 16, true}});           // writes what is being read
        QVERIFY((after == Barrier{Kernels, Device}));
        const Barrier last = d.finish({{Two, 0, 16, false}});
        QVERIFY((last == Barrier{Device, {true, true, true}}));
        QVERIFY(gpu::unorderedPairs(d.commands()).empty());
    }

    void aGroupKeepsItselfApartButWaitsForOthers()
    {
        Dependencies d;
        d.add(Unit::Compute, {{One, 0, 64, true}});
        d.beginGroup();
        QVERIFY(d.add(Unit::Compute, {{One, 0, 64, true}}));
        QVERIFY(!d.add(Unit::Compute, {{One, 0, 64, true}}));
        d.endGroup();
        QVERIFY(d.add(Unit::Compute, {{One, 0, 64, false}}));
        d.beginGroup();
        QVERIFY(d.add(Unit::Compute, {{One, 0, 64, true}})); // a group of its own
        d.endGroup();
    }

    // The model knows whom a barrier waits for and whom it reaches, also by way of another.
    void aBarrierReachesWhomItNames()
    {
        QVERIFY(!isOrdered(Unit::Compute, {}, Unit::Compute));
        QVERIFY(isOrdered(Unit::Compute, {{Kernels, Kernels}}, Unit::Compute));
        QVERIFY(!isOrdered(Unit::Compute, {{Copies, Kernels}}, Unit::Compute));
        QVERIFY(!isOrdered(Unit::Compute, {{Kernels, Copies}}, Unit::Compute));
        QVERIFY(!isOrdered(Unit::Compute, {{Kernels, Host}}, Unit::Transfer));
        QVERIFY(!isOrdered(Unit::Transfer, {{Device, Device}}, Unit::Host));
        QVERIFY(isOrdered(Unit::Transfer, {{Device, Host}}, Unit::Host));
        QVERIFY(isOrdered(Unit::Compute, {{Kernels, Copies}, {Copies, Host}}, Unit::Host));
        QVERIFY(!isOrdered(Unit::Compute, {{Copies, Host}, {Kernels, Copies}}, Unit::Host));
    }

    // Barriers that nothing brings one after another are waited for together.
    void countsStepsThatDepend()
    {
        const auto steps = [](const std::vector<Barrier> &barriers) {
            std::vector<Command> commands = {{Unit::Compute, {{One, 0, 64, true}}, 0, {}}};
            for (const Barrier &barrier : barriers)
                commands.push_back({Unit::Compute, {{One, 0, 64, true}}, 0, barrier});
            return gpu::dependentSteps(commands);
        };
        QCOMPARE(steps({}), 0U);
        QCOMPARE(steps({{}, {Device, Device}, {}, {Device, Device}, {Device, Host}}), 3U);
        QCOMPARE(steps({{Kernels, Kernels}, {Copies, Copies}}), 1U);
        QCOMPARE(steps({{Kernels, Copies}, {Copies, Host}, {Kernels, Kernels}}), 2U);
    }

    // One that continues what the one before draws may be handed over before that has ended.
    void stepsFollowOneAnother_data() { addPasses({"ds2v3_new_f16", "qwen2_f16"}, {1, 3}); }
    void stepsFollowOneAnother()
    {
        QFETCH(QString, path);
        QFETCH(uint32_t, tokens);
        const auto model = load(path);
        std::vector<Command> all;
        gpu::Commands first(model->kernels()), second(model->kernels());
        uint32_t side = 0;
        for (gpu::Commands *commands : {&first, &second}) {
            const StepShape shape{tokens, tokens, Draws::Adjusted, false, side == 1, side};
            StageClock clock;
            commands->begin();
            model->pass().record(*commands, clock, shape);
            model->step().readResults(*commands, shape);
            commands->end();
            all.insert(all.end(), commands->recorded().begin(), commands->recorded().end());
            ++side;
        }
        QVERIFY(gpu::unorderedPairs(all).empty());
    }

    void everyBarrierOfAStepIsNeeded_data()
    {
        addPasses({"ds2lite_old_f32", "ds2v3_new_f16", "qwen2_f16", "qwen3moe_f16", "olmoe_f32"}, {1, 3, 64});
    }

    // A host-side model looks at all pairs: none is unordered. With any one barrier taken away, or with one that
    // waits for or reaches only others, some are.
    void everyBarrierOfAStepIsNeeded()
    {
        QFETCH(QString, path);
        QFETCH(uint32_t, tokens);
        const auto model = load(path);
        gpu::Commands commands(model->kernels());
        record(*model, commands, tokens);
        std::vector<Command> recorded = commands.recorded();
        QVERIFY(recorded.size() > commands.dispatches());
        QVERIFY(gpu::unorderedPairs(recorded).empty());
        size_t barriers = 0;
        for (Command &command : recorded) {
            if (!command.barrier)
                continue;
            ++barriers;
            const Barrier right = command.barrier;
            const Units others{command.unit != Unit::Compute, command.unit != Unit::Transfer,
                               command.unit != Unit::Host};
            for (const Barrier &wrong : {Barrier(), Barrier{right.from, others}, Barrier{Host, right.to}}) {
                command.barrier = wrong;
                QVERIFY(!gpu::unorderedPairs(recorded).empty());
            }
            command.barrier = right;
        }
        QVERIFY(barriers > 2 * model->hyper().layerCount() && barriers < recorded.size());
        recorded.insert(recorded.end(), recorded.begin(), recorded.end()); // the next step
        QVERIFY(gpu::unorderedPairs(recorded).empty());
    }

    // What is recorded next knows nothing of what this wrote: the barrier at the end reaches it.
    void theNextSubmissionIsReached()
    {
        Dependencies upload, use;
        upload.add(Unit::Transfer, {{One, 0, 64, true}});
        upload.finish({});
        QVERIFY(!use.add(Unit::Compute, {{One, 0, 64, false}}));
        std::vector<Command> commands = upload.commands();
        commands.push_back(use.commands().front());
        QVERIFY(gpu::unorderedPairs(commands).empty());
        commands[1].barrier.to = Host;
        QCOMPARE(gpu::unorderedPairs(commands).size(), size_t(1));
    }

    void theLayerSeesMissingBarriers_data()
    {
        addPasses({"ds2lite_old_f32", "ds2v3_new_f16", "qwen2_f16", "qwen3moe_f16"}, {1, 64});
    }

    // The validation layer judges what Vulkan was told: it says nothing of the pass, and speaks when a barrier is left
    // out. But for the one at the end, which it cannot know to be needed, and for those of a kernel that adds to what
    // another wrote, through the one binding that it reads and writes (add_bias).
    void theLayerSeesMissingBarriers()
    {
        if (!gpu::validationWanted())
            QSKIP("no validation layer watches");
        QFETCH(QString, path);
        QFETCH(uint32_t, tokens);
        gpu::Faults faults;
        qputenv("DEEPSCOPE_SUBMISSION", "1000000000"); // in one piece: the layer does not look across
        const auto model = load(path);
        qunsetenv("DEEPSCOPE_SUBMISSION");
        gpu::Commands commands(model->kernels());
        faults.set({.kind = gpu::CallKind::Barrier, .atCall = 0});
        record(*model, commands, tokens);
        const std::vector<Command> recorded = commands.recorded();
        uint64_t barriers = 0, unseen = 0;
        for (size_t place = 0; place < recorded.size(); ++place) {
            if (!recorded[place].barrier)
                continue;
            faults.set({.kind = gpu::CallKind::Barrier, .atCall = ++barriers});
            record(*model, commands, tokens);
            const bool hidden = recorded[place].unit == Unit::Host || onlyWritesMeet(recorded, place);
            QVERIFY2((faults.complaints() == 0) == hidden, qPrintable(QString("barrier %1").arg(barriers)));
            unseen += hidden;
        }
        QVERIFY(barriers > 2 * model->hyper().layerCount() && barriers == faults.calls(gpu::CallKind::Barrier));
        QVERIFY(unseen <= 1 + model->hyper().layerCount());
    }
};

QTEST_GUILESS_MAIN(TestDependencies)
#include "tst_dependencies.moc"
