// Models at the edge of what a device can reach, bind or reserve in one piece: what is planned to fit is loaded and
// runs, in steps as long as the device takes, what is not is refused before anything is read.
#include "api/devices.h"
#include "gpu/faults.h"
#include "model/memory_planner.h"
#include "run/step_runner.h"
#include "support/device_forms.h"
#include "support/expect_error.h"
#include "support/golden_tokens.h"
#include "support/lower_limit.h"
#include "support/one_sequence.h"
#include "support/token_runs.h"
#include "support/told_runs.h"

#include <algorithm>
#include <set>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint32_t Context = 160;
constexpr uint64_t OneStep = 16; // what is bound is a multiple of it

struct Model {
    std::filesystem::path path;
    GgufFile file;
    MemoryPlan plan;

    explicit Model(const QString &name)
        : path(goldenPath(name.toStdString() + ".gguf")), file(path),
          plan(planMemory(file, readHyperparameters(file), Context, CacheType::F16))
    {
    }

    LoadRequest request() const { return {.path = path.string(), .context = Context, .prepare = false}; }

    uint64_t largestWritten(const StepScratch &step) const
    {
        return std::max(
            {step.attention.largest, step.activations.largest, step.logits.largest, plan.largestCachePiece()});
    }
    // Every kind of step that there is.
    void loadAndRun() const
    {
        const CancelFlag never = false;
        bool reading = false;
        try {
            ReadyModel ready(
                request(), [&](const LoadProgress &progress) { reading = reading || progress.fraction > 0; }, never);
            StepRunner runner(ready);
            OneSequence sequence(ready.cache());
            const uint32_t most = std::min(ready.step().mostRows(), Context - 1);
            runner.run(sequence.rows(0, std::vector<int32_t>(most, 1), LogitsOf::Last), Tracing::RoutingAndTimes,
                       never);
            const std::vector<int32_t> batch(std::min(most, MostOutputs), 1);
            runner.run(sequence.rows(0, batch, LogitsOf::All), Tracing::RoutingAndTimes, never);
            runner.run(sequence.rows(most, {2}, LogitsOf::Last), Tracing::RoutingAndTimes, never);
        } catch (const Error &error) {
            if (reading)
                throw std::runtime_error(std::string("refused after reading: ") + error.what());
            throw;
        }
    }
};

} // namespace

class TestDeviceLimits : public QObject {
    Q_OBJECT

    static void rows()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<DeviceForm>("form");
        for (const char *name : {"ds2q_q3_k", "qwen2_f16"})
            for (const DeviceForm &form : {DeviceForm{"", "", ""}, DeviceForm{Loads[1], Tiles[1], Lanes[0]}})
                QTest::addRow("%s, %s loads", name, form.loads) << name << form;
    }

    // Refused, in a sentence that says what for.
    static void verifyRefused(const Model &model, const std::string &part)
    {
        const std::optional<Error> error = errorOf([&] { model.loadAndRun(); });
        QVERIFY(error);
        const std::string sentence = error->what();
        QVERIFY2(error->kind() == ErrorKind::Device && sentence.ends_with('.'), sentence.c_str());
        QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
    }

private slots:
    void cleanup() { useOwnForm(); }

    void whatIsPlannedCanBeBound_data() { rows(); }
    void whatIsPlannedCanBeBound()
    {
        QFETCH(QString, name);
        QFETCH(DeviceForm, form);
        useForm(form);
        const Model model(name);
        const MemoryPlan &plan = model.plan;
        const bool storage = form.loads == std::string(Loads[1]); // then weights are bound in the same way
        const StepScratch &step = plan.steps.back();              // the least that it can do with
        const uint64_t most = std::max(model.largestWritten(step), storage ? plan.largestWeight : 0);
        {
            const LowerLimit limit("DEEPSCOPE_LARGEST_BINDING", most);
            model.loadAndRun();
        }
        const LowerLimit limit("DEEPSCOPE_LARGEST_BINDING", most - OneStep);
        verifyRefused(model, step.attention.largest == most     ? "in one piece for the attention of a batch"
                             : step.activations.largest == most ? "in one piece for the activations of a batch"
                             : step.logits.largest == most      ? "in one piece for the logits of a batch"
                                                                : "its largest tensor takes ");
    }

    // Where a long step needs too large a piece, steps have fewer rows: what is allocated is what is planned, and the
    // same is said, to the bit.
    void stepsAreAsLongAsTheDeviceTakes_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ds2q_q3_k", "qwen2_f16"})
            QTest::newRow(name) << name;
    }
    void stepsAreAsLongAsTheDeviceTakes()
    {
        QFETCH(QString, name);
        useOwnForm();
        const Model model(name);
        const RunRequest text = textOf(1, 40, Context - 10, 8);
        AllTold expected;
        run(*openSession(model.request()), text, into(expected));
        std::set<uint32_t> lengths;
        for (const StepScratch &step : model.plan.steps) {
            const uint64_t most = model.largestWritten(step);
            const LowerLimit limit("DEEPSCOPE_LARGEST_BINDING", most);
            const gpu::Faults counting;
            const auto session = openSession(model.request());
            const LoadedModel &loaded = session->model();
            QVERIFY(loaded.memory.stepRows >= step.stepRows && model.largestWritten(loaded.memory) <= most);
            lengths.insert(loaded.memory.stepRows);
            QVERIFY(loaded.memory == planForDevice(model.plan, loaded.device));
            QCOMPARE(counting.memoryBytes(), loaded.memory.totalBytes());
            AllTold told;
            run(*session, text, into(told));
            QVERIFY(told == expected);
        }
        QVERIFY(lengths.size() > 1 && *lengths.begin() < Context - 10); // the text is read in one step, and in several
    }

    void whatIsPlannedCanBeRead()
    {
        useOwnForm();
        const Model model("ds2q_q3_k");
        {
            const LowerLimit limit("DEEPSCOPE_LARGEST_READ",
                                   std::max(model.plan.largestWeight, model.largestWritten(model.plan.steps.back())));
            model.loadAndRun();
        }
        const LowerLimit limit("DEEPSCOPE_LARGEST_READ", model.plan.largestWeight - OneStep);
        verifyRefused(model, "its largest tensor takes ");
    }
};

QTEST_GUILESS_MAIN(TestDeviceLimits)
#include "tst_device_limits.moc"
