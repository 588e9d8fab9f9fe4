// What is counted of a command, for shapes that can be counted by hand, and what is measured of a whole step.
#include "run/step_profile.h"

#include "support/lower_limit.h"
#include "support/session_runs.h"
#include "support/tiny_run.h"
#include "support/weight_encoder.h"

#include "model/step_work.h"
#include "ops/attention.h"
#include "ops/experts.h"
#include "ops/ops.h"
#include "run/median_interval.h"
#include "run/step_runner.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

LoadRequest golden(const char *name)
{
    return {std::string(DEEPSCOPE_TEST_DATA "/golden/") + name + ".gguf", "", 512, CacheType::F16};
}

uint64_t weightsBytes(const ReadyModel &model)
{
    uint64_t bytes = 0;
    const bool tied = !model.weights().find("output.weight");
    model.weights().forEach([&](const std::string &name, const gpu::Tensor &tensor) {
        bytes += uint64_t(double(tensor.bytes) * shareReadByStep(name, model.hyper(), tied));
    });
    return bytes;
}

} // namespace

class TestStepProfile : public QObject {
    Q_OBJECT

    OpBench m_bench;

    std::vector<gpu::MeasuredCommand> measure(uint32_t positions, const std::function<void(gpu::Commands &)> &record)
    {
        gpu::Commands commands(m_bench.kernels(), 64);
        if (!commands.measureEach(positions))
            return {};
        commands.begin();
        record(commands);
        commands.end();
        commands.submitAndWait();
        return commands.measured();
    }

    gpu::Work workOf(uint32_t positions, const std::function<void(gpu::Commands &)> &record)
    {
        gpu::Work all;
        for (const gpu::MeasuredCommand &command : measure(positions, record))
            all += command.work;
        return all;
    }

private slots:
    void countsProducts()
    {
        const gpu::Tensor w = randomWeights(m_bench, TensorType::F16, 64, 48).tensor,
                          up = randomWeights(m_bench, TensorType::F32, 64, 48).tensor,
                          x = m_bench.activations(m_bench.random(64 * 3), 64, 3), y = m_bench.activations(48, 5);
        const gpu::Tensor to = y.rowSlice(0, 3); // of more memory, which does not count
        QCOMPARE(workOf(1, [&](gpu::Commands &c) { ops::linear(c, w, x, to); }).bytes,
                 uint64_t(64 * 48 * 2 + 64 * 3 * 4 + 48 * 3 * 4));
        const gpu::Work added = workOf(1, [&](gpu::Commands &c) { ops::linear(c, w, x, to, ops::Accumulate::Yes); });
        QCOMPARE(added.bytes, uint64_t(64 * 48 * 2 + 64 * 3 * 4 + 2 * 48 * 3 * 4));
        QCOMPARE(added.operations, uint64_t(2 * 64 * 48 * 3));
        const gpu::Work gated = workOf(1, [&](gpu::Commands &c) { ops::gateUp(c, w, up, x, to); });
        QCOMPARE(gated.bytes, uint64_t(64 * 48 * (2 + 4) + 64 * 3 * 4 + 48 * 3 * 4));
        QCOMPARE(gated.operations, uint64_t(2 * 2 * 64 * 48 * 3));

        const gpu::Tensor heads = randomWeights(m_bench, TensorType::F16, 32, 48, 2).tensor; // 16 rows of each plane
        const ops::PlaneRows rows{heads, 16, 16};
        const ops::Heads from{x.columnSlice(0, 32), 2, 32}, into{to.columnSlice(0, 16), 2, 16};
        const gpu::Work perHead = workOf(1, [&](gpu::Commands &c) { ops::linearPerHead(c, rows, from, into); });
        QCOMPARE(perHead.bytes, uint64_t(2 * 32 * 16 * 2 + 64 * 3 * 4 + 32 * 3 * 4));
        QCOMPARE(perHead.operations, uint64_t(2 * 2 * 32 * 16 * 3));

        const gpu::Tensor token = m_bench.integers({1}), one = m_bench.activations(64);
        const gpu::Work embedded = workOf(1, [&](gpu::Commands &c) { ops::embed(c, w, token, 1, one); });
        QVERIFY((embedded == gpu::Work{64 * 2 + 4 + 64 * 4, 0}));
    }

    void countsWhatAttentionSees()
    {
        constexpr uint32_t Positions = 300, Heads = 4, Key = 48, Value = 32;
        const ops::StepRows step = m_bench.step(Positions - 1, 1);
        const ops::CacheRows latent = m_bench.cache(TensorType::F16, 1, Key, 320);
        const gpu::Tensor q = m_bench.activations(m_bench.random(Heads * Key), Heads * Key),
                          out = m_bench.activations(Heads * Value);
        gpu::Arena counting;
        ops::placeAttentionScratch(counting, 512, Heads, Value);
        const gpu::Buffer memory(m_bench.device(), counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(&memory);
        const gpu::Tensor scratch = ops::placeAttentionScratch(arena, 512, Heads, Value);
        const ops::Heads queries{q.columnSlice(0, Key), Heads, Key}, to{out.columnSlice(0, Value), Heads, Value};
        const auto commands = measure(Positions, [&](gpu::Commands &c) {
            ops::attention(c, queries, latent, latent.firstColumns(Value), step, {}, scratch, to);
        });
        // Two parts, each with a partial of 48 numbers for each head, where they are divided.
        const bool splits = commands.size() == 2;
        const uint64_t partials = 2 * Heads * 48 * 4;
        QCOMPARE(commands[0].kernel, std::string("attention"));
        QCOMPARE(commands[0].work.bytes,
                 uint64_t(Heads * Key * 4 + 64 + Positions * Key * 2) + (splits ? partials : Heads * Value * 4));
        QCOMPARE(commands[0].work.operations, uint64_t(2 * Positions * Heads * (Key + Value)));
        if (splits) {
            QCOMPARE(commands[1].work.bytes, uint64_t(partials + 64 + Heads * Value * 4));
            QCOMPARE(commands[1].work.operations, uint64_t(2 * 2 * Heads * Value));
        }
        // Keys and values of their own are both read.
        const ops::CacheRows keys = m_bench.cache(TensorType::F16, 2, Key, 320),
                             values = m_bench.cache(TensorType::F16, 2, Value, 320);
        const auto grouped = measure(
            Positions, [&](gpu::Commands &c) { ops::attention(c, queries, keys, values, step, {}, scratch, to); });
        QCOMPARE(grouped[0].work.bytes - commands[0].work.bytes,
                 uint64_t(Positions * 2 * 2 * (Key + Value) - Positions * Key * 2));
    }

    // Few of many experts are read, however the model is cut into slabs.
    void countsChosenExperts()
    {
        constexpr uint32_t Embedding = 32, Hidden = 16, Experts = 8, Used = 2;
        const auto stack = [&](uint32_t columns, uint32_t rows, uint32_t slabs) {
            ops::ExpertStack all;
            for (uint32_t i = 0; i < slabs; ++i)
                all.emplace_back(randomWeights(m_bench, TensorType::F16, columns, rows, Experts / slabs).tensor);
            return all;
        };
        const gpu::Tensor x = m_bench.activations(m_bench.random(Embedding), Embedding), ids = m_bench.integers({7, 1}),
                          weights = m_bench.activations({0.5F, 0.5F}, Used), act = m_bench.activations(Hidden, Used),
                          y = m_bench.activations(m_bench.random(Embedding), Embedding);
        gpu::Arena counting;
        ops::placeExpertWorkspace(counting, 1, Used, Experts, Embedding);
        const gpu::Buffer memory(m_bench.device(), counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(&memory);
        const ops::ExpertWorkspace workspace = ops::placeExpertWorkspace(arena, 1, Used, Experts, Embedding);
        constexpr uint64_t Matrix = Embedding * Hidden * 2, Ids = 64, Act = Used * Hidden * 4, X = Embedding * 4,
                           Products = Used * Embedding * 4;
        for (const uint32_t slabs : {1U, 2U}) {
            const auto gate = stack(Embedding, Hidden, slabs), up = stack(Embedding, Hidden, slabs),
                       down = stack(Hidden, Embedding, slabs);
            const gpu::Work first =
                workOf(1, [&](gpu::Commands &c) { ops::expertGateUp(c, gate, up, x, ids, workspace, act); });
            QVERIFY((first == gpu::Work{2 * Used * Matrix + X + Ids + Act, 2 * Used * 2 * Embedding * Hidden}));
            const auto second =
                measure(1, [&](gpu::Commands &c) { ops::expertDown(c, down, act, ids, weights, workspace, y); });
            gpu::Work work;
            for (const gpu::MeasuredCommand &command : second)
                work += command.work;
            const bool atOnce = second.size() == 1;
            QCOMPARE(work.bytes, Used * Matrix + Act + Ids + 64 + 2 * X + (atOnce ? 0 : 2 * Products));
            QCOMPARE(work.operations, uint64_t(2 * Used * Embedding * Hidden + 2 * Used * Embedding));
        }
    }

    // What is not measured is recorded as ever, and has no times.
    void measuresOnlyWhereAsked()
    {
        const gpu::Tensor w = randomWeights(m_bench, TensorType::F16, 64, 48).tensor,
                          x = m_bench.activations(m_bench.random(64), 64), y = m_bench.activations(48),
                          z = m_bench.activations(48);
        gpu::Commands plain(m_bench.kernels(), 8), measured(m_bench.kernels(), 8);
        QVERIFY(!gpu::Commands(m_bench.kernels()).measureEach(1));
        QVERIFY(measured.measureEach(1));
        for (gpu::Commands *commands : {&plain, &measured}) {
            commands->begin();
            commands->timestamp(0); // is left out of what is measured
            ops::linear(*commands, w, x, commands == &plain ? y : z);
            ops::linear(*commands, w, x, commands == &plain ? y : z);
            commands->end();
            commands->submitAndWait();
        }
        QCOMPARE(plain.measured().size(), size_t(0));
        QCOMPARE(plain.timestamps().size(), size_t(1));
        QCOMPARE(measured.measured().size(), size_t(2));
        for (const gpu::MeasuredCommand &command : measured.measured())
            QVERIFY(command.kernel == "linear" && command.microseconds > 0 && command.microseconds < 1e7);
        QCOMPARE(m_bench.read(y), m_bench.read(z));
        QCOMPARE(plain.recorded().size(), measured.recorded().size());
        for (size_t i = 0; i < plain.recorded().size(); ++i)
            QVERIFY(plain.recorded()[i].barrier == measured.recorded()[i].barrier);
    }

    void tellsEveryCommandOfAStep_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ds2v3_new_f16", "qwen2_f16", "ds2q_q3_k"})
            QTest::newRow(name) << name;
    }

    void tellsEveryCommandOfAStep()
    {
        QFETCH(QString, name);
        ReadyModel model(
            golden(qPrintable(name)), [](const LoadProgress &) {}, Never);
        constexpr uint32_t Positions = 40;
        const std::vector<KernelTime> rows = profileStep(model, Positions, 3, Never);
        gpu::Commands plain(model.kernels());
        StageClock clock;
        recordStep(model, plain, clock, {1, 1, Draws::Plain}, Tracing::Routing);
        uint32_t kernels = 0, commands = 0;
        uint64_t bytes = 0, operations = 0;
        for (const KernelTime &row : rows) {
            QVERIFY2(row.microseconds > 0 && row.bytes > 0, qPrintable(QString::fromStdString(row.kernel)));
            commands += row.dispatches;
            kernels += row.kernel == "copy" ? 0 : row.dispatches;
            bytes += row.bytes;
            operations += row.operations;
        }
        QCOMPARE(kernels, plain.dispatches());
        QCOMPARE(commands, uint32_t(plain.recorded().size()) - 1); // the last is the host
        QCOMPARE(rows.front().stage, std::string("embed"));
        QCOMPARE(rows.back().stage, std::string("read back"));
        QCOMPARE(std::ranges::count(rows, "sample", &KernelTime::kernel), 1);
        // All that a step must read, and activations besides, which are the smaller part.
        const uint64_t least = weightsBytes(model) + model.cache().bytesOf(Positions);
        QVERIFY2(bytes > least && bytes < 2 * least, qPrintable(QString("%1 of %2").arg(bytes).arg(least)));
        QVERIFY(operations > 2 * multiplicationsOfAttention(model.hyper(), Positions));
        // Nothing else grows with what lies in the cache.
        uint64_t deeper = 0;
        for (const KernelTime &row : profileStep(model, Positions + 10, 1, Never))
            deeper += row.operations;
        QCOMPARE(deeper - operations, 2 * multiplicationsOfAttention(model.hyper(), 10));
        const CancelFlag cancelled = true;
        QVERIFY_THROWS_EXCEPTION(Error, profileStep(model, Positions, 1, cancelled));
    }

    // No kernel, no barrier and no copy of its own: only that one copy brings more, and on a GPU the clock is looked at
    // in a few of the steps.
    void aTraceAddsNoCommand_data() { tellsEveryCommandOfAStep_data(); }
    void aTraceAddsNoCommand()
    {
        QFETCH(QString, name);
        ReadyModel model(
            golden(qPrintable(name)), [](const LoadProgress &) {}, Never);
        std::array<std::vector<gpu::Command>, 2> commands;
        std::array<uint64_t, 2> bytes = {};
        for (const bool traced : {false, true}) {
            gpu::Commands recording(model.kernels());
            StageClock clock;
            recordStep(model, recording, clock, {1, 1, Draws::Plain}, traced ? Tracing::Routing : Tracing::Off);
            commands[traced] = recording.recorded();
            const gpu::Command &copy = commands[traced].at(commands[traced].size() - 2); // before the end
            QCOMPARE(copy.unit, gpu::Unit::Transfer);
            for (const gpu::Access &access : copy.accesses)
                bytes[traced] += access.writes ? access.end - access.begin : 0;
        }
        QCOMPARE(bytes[false], uint64_t(sizeof(args::SampleResult)));
        uint64_t routing = 0;
        for (const RoutingRows &layer : model.step().routing)
            routing += 2 * gpu::paddedColumns(layer.ids.columns) * sizeof(float);
        QCOMPARE(bytes[true], bytes[false] + routing);
        QVERIFY(
            std::ranges::equal(commands[false], commands[true], {}, &gpu::Command::barrier, &gpu::Command::barrier));
    }

    void aDeviceWithoutAClockSaysSo()
    {
        const LowerLimit none("DEEPSCOPE_NO_CLOCK", 1);
        const auto session = openSession(golden("ds2v3_new_f16"));
        BenchRequest request;
        request.promptTokens = 4;
        request.generateTokens = 2;
        request.repeat = 1;
        request.stages = true;
        BenchResult result;
        session->start(
            request, [&](Event event) { result = std::get<BenchResult>(event); }, Never);
        QVERIFY(result.stages.empty());
        QVERIFY(result.withoutStages.starts_with(session->model().device.name + " has no clock"));
        QVERIFY(result.dependentStepsPerToken > 0 && result.dependentStepsPerToken <= result.dispatchesPerToken + 8);
    }

    void medianIntervals()
    {
        std::vector<double> values;
        for (int i = 20; i > 0; --i)
            values.push_back(i);
        const MedianInterval twenty = medianInterval(values); // the 6th and the 15th: tables of the sign test
        QCOMPARE(twenty.low, 6.0);
        QCOMPARE(twenty.median, 10.5);
        QCOMPARE(twenty.high, 15.0);
        values.resize(11); // 20 ... 10
        const MedianInterval eleven = medianInterval(values);
        QCOMPARE(eleven.low, 11.0);
        QCOMPARE(eleven.median, 15.0);
        QCOMPARE(eleven.high, 19.0);
        const MedianInterval one = medianInterval({3});
        QVERIFY(one.low == 3 && one.median == 3 && one.high == 3);
        const MedianInterval two = medianInterval({4, 3});
        QVERIFY(two.low == 3 && two.median == 3.5 && two.high == 4);
    }

    void sharesOfPairs()
    {
        std::vector<bool> order;
        const auto measure = [&](uint32_t pairs, auto secondsOf) {
            order.clear();
            return pairedShare(pairs, [&](bool with) {
                order.push_back(with);
                return secondsOf(with, (order.size() - 1) / 2);
            });
        };
        // Of pair i a share of (i + 1) %: the 6th and the 15th of twenty, however few are asked for.
        const auto growing = [](bool with, size_t pair) { return with ? 2 : 2 * (1 - 0.01 * double(pair + 1)); };
        const MedianInterval twenty = measure(1, growing);
        QCOMPARE(order.size(), size_t(2 * 20));
        QVERIFY(qAbs(twenty.low - 0.06) < 1e-9 && qAbs(twenty.high - 0.15) < 1e-9);
        QVERIFY(qAbs(twenty.median - 0.105) < 1e-9);
        for (size_t pair = 0; pair < 20; ++pair) // each is measured once, and they take turns at going first
            QVERIFY(order[2 * pair] == (pair % 2 != 0) && order[2 * pair + 1] != order[2 * pair]);
        // What makes it faster has a share below nothing.
        QVERIFY(qAbs(measure(30, [](bool with, size_t) { return with ? 4 : 5; }).median + 0.25) < 1e-9);
        QCOMPARE(order.size(), size_t(2 * 30));
        // A fifth, on a machine that gets slower all the time: pairs of one order alone would say 17 or 23 %.
        double slowness = 1;
        const auto tiring = [&](bool with, size_t) { return (slowness *= 1.04) * (with ? 1.25 : 1); };
        const MedianInterval fifth = measure(20, tiring);
        QVERIFY(qAbs(fifth.median - 0.2) < 0.002);
        QVERIFY(qAbs(fifth.low - 0.168) < 0.001 && qAbs(fifth.high - (1 - 0.8 / 1.04)) < 0.001);
    }
};

QTEST_APPLESS_MAIN(TestStepProfile)
#include "tst_step_profile.moc"
