// How a model is to be opened: what it would take, who may say so, and what is remembered.
#include "app/command_line.h"
#include "app/context_box.h"
#include "app/main_window.h"
#include "app/model_browser.h"
#include "app/model_button.h"
#include "app/open_options_view.h"
#include "models/cache_statistics.h"
#include "models/open_plan.h"
#include "models/planned_model.h"
#include "panels/memory/memory_now_view.h"
#include "panels/shared/bar_list.h"
#include "support/scripted_engine.h"
#include "support/scripted_lab.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace deepscope;

namespace {

constexpr uint64_t Plenty = uint64_t(4) << 30;

DeviceInfo deviceWith(const std::string &name, uint32_t index, uint64_t bytes)
{
    DeviceInfo device;
    device.index = index;
    device.name = name;
    device.heaps = {{bytes, bytes, true}};
    return device;
}

DeviceList oneDevice(uint64_t bytes = Plenty) { return {{deviceWith("Test device", 0, bytes)}, {}}; }

std::unique_ptr<QSettings> fileAt(const QString &path)
{
    return std::make_unique<QSettings>(path, QSettings::IniFormat);
}

} // namespace

class TestOpenOptions : public QObject {
    Q_OBJECT

    const ModelFile m_file{"default"};

private slots:
    void plansWhatIsChosen()
    {
        const OpenPlan automatic = planToOpen(m_file, {}, oneDevice());
        QCOMPARE(automatic.memory.context, m_file.info().contextLength);
        QCOMPARE(automatic.largestContext, m_file.info().contextLength);
        QVERIFY(automatic.fits());
        const OpenPlan small = planToOpen(m_file, {{}, 100, CacheType::Q8_0}, oneDevice());
        QCOMPARE(small.memory.sequences, 8U); // they are small beside what the device has
        QCOMPARE(small.memory.cacheBytes, 8 * m_file.plan(100, CacheType::Q8_0).cacheBytes);
        QVERIFY(small.memory.cacheBytes < 8 * m_file.plan(100, CacheType::F16).cacheBytes);
        QVERIFY2(planSentence(small).startsWith("Fits Test device with a context of 100 of its 1,024 tokens: weights "),
                 qPrintable(planSentence(small)));
        QVERIFY(planSentence(small).endsWith("Its whole context would fit too."));
    }

    void saysWhatWouldFit()
    {
        const uint64_t half = m_file.plan(512, CacheType::F16).totalBytes();
        const OpenPlan automatic = planToOpen(m_file, {}, oneDevice(half));
        QCOMPARE(automatic.memory.context, 512U);
        const OpenPlan tooLong = planToOpen(m_file, {{}, 513, CacheType::F16}, oneDevice(half));
        QVERIFY(!tooLong.fits());
        QVERIFY2(planSentence(tooLong).contains("a context of 513 tokens needs") &&
                     planSentence(tooLong).endsWith("at most 512 tokens fit."),
                 qPrintable(planSentence(tooLong)));
        QVERIFY(planToOpen(m_file, {{}, 513, CacheType::Q8_0}, oneDevice(half)).fits()); // because it is smaller
        QVERIFY(
            planSentence(planToOpen(m_file, {}, oneDevice(1000))).startsWith("Does not fit Test device with 1000 B: "));
    }

    // There is memory for all, but no buffer for the cache of a layer, or for a tensor.
    void saysWhatOneBufferDoesNotHold()
    {
        DeviceList devices = oneDevice();
        devices.devices[0].largestBinding = m_file.plan(900, CacheType::F32).largestCachePiece();
        MemoryPlan plan = m_file.plan(1024, CacheType::F32);
        plan.attention = plan.activations = plan.logits = {}; // of this small model they are larger than the cache
        plan.steps.clear();
        const uint32_t longest = longestContext(plan, devices.devices[0]);
        QCOMPARE(longest, 928U); // whole pages
        const QString sentence = misfitSentence(plan, devices.devices[0], longest);
        QVERIFY2(sentence.startsWith("Does not fit Test device: with a context of 1,024 tokens the cache of one layer "
                                     "needs 320 KiB in one piece, and the device takes at most 290 KiB; "),
                 qPrintable(sentence));
        QVERIFY(sentence.endsWith("at most 928 tokens fit."));
        devices.devices[0].largestRead = 1000;
        const QString weight = planSentence(planToOpen(m_file, {}, devices));
        QVERIFY2(weight.startsWith("Does not fit Test device: the largest tensor needs "), qPrintable(weight));
    }

    // Nor for what a batch computes; no shorter context would help.
    void saysWhichScratchOneBufferDoesNotHold()
    {
        const MemoryPlan plan = m_file.plan(300, CacheType::F16);
        const auto largest = [](const StepScratch &step) {
            return std::max({step.attention.largest, step.activations.largest, step.logits.largest});
        };
        DeviceList devices = oneDevice();
        uint64_t &binding = devices.devices[0].largestBinding;
        binding = largest(plan) - 16; // steps of fewer rows need less
        const OpenPlan shorter = planToOpen(m_file, {}, devices);
        QVERIFY(shorter.fits() && shorter.memory.stepRows < plan.stepRows);
        QVERIFY(shorter.memory.scratchBytes < plan.scratchBytes);
        binding = largest(plan.steps.back()) - 16;
        const QString sentence = planSentence(planToOpen(m_file, {}, devices));
        QVERIFY2(sentence.startsWith("Does not fit Test device: it needs ") &&
                     sentence.contains(" in one piece for the ") &&
                     sentence.contains(" of a batch, and the device takes at most "),
                 qPrintable(sentence));
    }

    // Its recording does not tell how large the pieces are, but the file does.
    void aRecordedRunLearnsItsPiecesOfItsFile()
    {
        const MemoryPlan all = m_file.plan(512, CacheType::F16);
        LoadedModel recorded;
        recorded.info = m_file.info();
        recorded.memory = all;
        recorded.memory.largestWeight = recorded.memory.largestCacheRow = recorded.memory.hostBytesPerToken = 0;
        recorded.memory.attention = recorded.memory.activations = recorded.memory.logits = {};
        recorded.memory.stepRows = 0, recorded.memory.steps.clear();
        for (const StepScratch &step : all.steps) { // as the device took it
            recorded.memory.scratchBytes = step.scratchBytes;
            PlannedModel model(recorded);
            model.learn(PlannedModel(m_file));
            QVERIFY(model.plan({512, CacheType::F16, 1}, nullptr) == all);
        }
        ++recorded.memory.weightsBytes; // the file is another by now
        PlannedModel another(recorded);
        another.learn(PlannedModel(m_file));
        QCOMPARE(another.of(CacheType::F16)->largestWeight, 0U);
    }

    // A device whose loops end early takes contexts up to there.
    void saysWhatADeviceCannotGoThrough()
    {
        DeviceList devices = oneDevice();
        devices.devices[0].longestLoops = 67; // what attention takes for 256 positions
        QCOMPARE(planToOpen(m_file, {}, devices).memory.context, 256U);
        QCOMPARE(
            planSentence(planToOpen(m_file, {{}, 512, CacheType::F16}, devices)),
            "Does not fit Test device: the device cannot go through a context of 512 tokens; at most 256 tokens fit.");
    }

    void aDeviceIsChosenByName()
    {
        const DeviceList two{{deviceWith("Big", 0, Plenty), deviceWith("Small", 1, 1000)}, {}};
        QVERIFY(planToOpen(m_file, {}, two).fits());
        QVERIFY(!planToOpen(m_file, {"Small", 0, CacheType::F16}, two).fits());
        const OpenPlan missing = planToOpen(m_file, {"Gone", 0, CacheType::F16}, two);
        QVERIFY2(planSentence(missing).startsWith("There is no usable device “Gone”; choose another. It would need "),
                 qPrintable(planSentence(missing)));
    }

    void aContextThatTheModelCannotHaveIsRefused()
    {
        const OpenPlan plan = planToOpen(m_file, {{}, 5000, CacheType::F16}, oneDevice());
        QVERIFY2(planSentence(plan).startsWith("A context of 5000 tokens is more than the 1024"),
                 qPrintable(planSentence(plan)));
    }

    void onlyTheNewestQuestionIsAnswered()
    {
        QSemaphore mayList;
        OptionsPlanner planner([&] {
            mayList.acquire();
            return oneDevice();
        });
        QSignalSpy planned(&planner, &OptionsPlanner::planned), listed(&planner, &OptionsPlanner::devicesListed);
        planner.plan("default", {}); // returns although the devices are not listed yet
        planner.plan("/models/missing.gguf", {});
        planner.plan("default", {{}, 64, CacheType::F32});
        QVERIFY(planner.isPlanning());
        QTest::qWait(50);
        QCOMPARE(planned.count(), 0);
        mayList.release();
        QVERIFY(planned.wait());
        QTest::qWait(50);
        QCOMPARE(planned.count(), 1);
        QCOMPARE(listed.count(), 1);
        QCOMPARE(planned[0][1].value<OpenPlan>().memory.context, 64U);
        QVERIFY(!planner.isPlanning());

        planner.plan("default", {});
        planner.cancel();
        QTest::qWait(50);
        QCOMPARE(planned.count(), 1);
        planner.plan("/models/missing.gguf", {});
        QVERIFY(planned.wait());
        QVERIFY2(planned[1][1].value<OpenPlan>().reason.contains("missing.gguf"),
                 qPrintable(planned[1][1].value<OpenPlan>().reason));
    }

    void optionsAreKeptByPathAndSize()
    {
        const QTemporaryDir folder;
        const QString model = folder.filePath("model.gguf"), ini = folder.filePath("settings.ini");
        const auto write = [&](const QByteArray &bytes) {
            QFile file(model);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write("one");
        const OpenOptions mine{"Some GPU", 4096, CacheType::Q8_0}, standard{"Other GPU", 0, CacheType::F32};
        {
            Settings settings(fileAt(ini));
            QCOMPARE(settings.openOptions(model), OpenOptions());
            settings.setOpenOptions(model, mine);
            settings.setOpenOptions("default", {{}, 64, CacheType::F16});
            QCOMPARE(settings.openOptions("/models/new.gguf"), OpenOptions());
            settings.setOpenOptionsOfNewModels({standard.device, 8000, standard.cacheType});
        }
        const Settings settings(fileAt(ini));
        QCOMPARE(settings.openOptions(model), mine);
        QCOMPARE(settings.openOptions("default").context, 64U);
        QCOMPARE(settings.openOptions("/models/new.gguf"), standard); // each model has its own context
        write("another file");
        QCOMPARE(settings.openOptions(model), standard);
    }

    void theCommandLineNamesOptions()
    {
        const CommandLine line =
            parseCommandLine({"deepscope", "--device", "llvm", "--context", "128", "--cache-type", "q8_0"});
        QVERIFY2(line.problem.isEmpty(), qPrintable(line.problem));
        QCOMPARE(line.options.over({"GPU", 7, CacheType::F32}), (OpenOptions{"llvm", 128, CacheType::Q8_0}));
        QCOMPARE(parseCommandLine({"deepscope"}).options.over({"GPU", 7, CacheType::F32}),
                 (OpenOptions{"GPU", 7, CacheType::F32}));
        QCOMPARE(parseCommandLine({"deepscope", "--cache-type", "q4"}).problem,
                 QString("--cache-type takes one of f32, f16, q8_0, not \"q4\"."));
    }

    void theWindowReloadsWithTheOptionsAndKeepsThem()
    {
        const QTemporaryDir folder;
        qputenv("HOME", folder.path().toUtf8());
        const QString settings = folder.filePath("settings.ini");
        const OpenOptions chosen{{}, 256, CacheType::Q8_0};
        {
            test::EngineLog log;
            test::LabLog lab;
            MainWindow window(test::scriptedEngine(log), test::scriptedLab(lab), fileAt(settings));
            window.setOverrides({"llvm", 0, CacheType::F32});
            window.show();
            const auto answerLoad = [&] {
                LoadedModel model = test::smallModel();
                model.memory = ModelFile("default").plan(log.loads.back().context, log.loads.back().cacheType);
                log.send(model);
                QCoreApplication::processEvents();
            };
            window.open("default");
            QCOMPARE(log.loads[0].cacheType, CacheType::F32);
            QCOMPARE(log.loads[0].device, std::string("llvm"));
            answerLoad();

            window.actionTable().models->trigger();
            auto *browser = window.findChild<ModelBrowser *>();
            QTRY_VERIFY(!browser->isSearching() && !browser->isPlanning());
            OpenOptionsView *view = browser->options();
            QVERIFY(view->options().device.contains("llvm")); // its whole name where there is such a device
            QCOMPARE(view->options().cacheType, CacheType::F32);
            view->deviceBox()->setCurrentIndex(0);
            view->contextBox()->setValue(256);
            view->cacheBox()->setCurrentIndex(view->cacheBox()->findData("q8_0"));
            view->newModelsBox()->setChecked(true);
            QPushButton *open = nullptr;
            for (QPushButton *button : browser->findChildren<QPushButton *>())
                if (button->isDefault())
                    open = button;
            QVERIFY(open);
            QCOMPARE(QString(open->text()).remove(u'&'), QString("Reload with These Options"));
            open->click();
            QCOMPARE(log.loads.size(), size_t(2));
            QCOMPARE(log.loads[1].context, 256U);
            QCOMPARE(log.loads[1].cacheType, CacheType::Q8_0);
            QVERIFY(log.loads[1].device.empty());
            answerLoad();
            const auto &now = window.findChild<MemoryNowView *>()->bars()->rows();
            QCOMPARE(now[3].label, QString("KV cache"));
            QCOMPARE(now[3].segments[1].value, double(ModelFile("default").plan(256, CacheType::Q8_0).cacheBytes));
            QVERIFY2(window.findChild<ModelButton *>()->toolTip().contains("context of 256 tokens, KV cache in Q8_0"),
                     qPrintable(window.findChild<ModelButton *>()->toolTip()));
        }
        test::EngineLog log;
        test::LabLog lab;
        MainWindow window(test::scriptedEngine(log), test::scriptedLab(lab), fileAt(settings));
        window.open("default");
        QCOMPARE(log.loads[0].context, 256U);
        QCOMPARE(log.loads[0].cacheType, CacheType::Q8_0);
        window.open("/models/new.gguf");
        QCOMPARE(log.loads[1].context, 0U);
        QCOMPARE(log.loads[1].cacheType, CacheType::Q8_0);
    }
};

QTEST_MAIN(TestOpenOptions)
#include "tst_open_options.moc"
