// Who runs the work of a software device: its driver's threads or ours, chosen without moving the environment.
#include "api/error.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "gpu/device.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "run/worker_for.h"
#include "support/holes.h"
#include "synth/shaped_model.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace deepscope;

namespace {

// Threads of this process that Mesa's software device has started.
int driverThreads()
{
    int count = 0;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream file(task.path() / "comm");
        std::string name;
        std::getline(file, name);
        count += name.starts_with("llvmpipe");
    }
    return count;
}

gpu::Device makeDevice(gpu::Worker worker) { return gpu::Device({.worker = worker}); }

} // namespace

class TestWorker : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
#ifndef __linux__
        QSKIP("threads are counted in /proc");
#endif
        qunsetenv("LP_NUM_THREADS");
        if (gpu::Device().info().name.find("llvmpipe") == std::string::npos)
            QSKIP("the device is not Mesa's software device");
        if (std::thread::hardware_concurrency() < 2)
            QSKIP("with one core the driver starts no threads");
    }

    void theSubmittingThreadNeedsNoOthers()
    {
        const int before = driverThreads();
        const gpu::Device device = makeDevice(gpu::Worker::SubmittingThread);
        QTest::qWait(300); // threads take their names when they run
        QCOMPARE(driverThreads(), before);
        QCOMPARE(device.workers(), 1U);
    }

    // Back and forth in one process, also while devices of the other kind are open.
    void eachDeviceHasItsOwnChoice()
    {
        QTest::qWait(100);
        const int before = driverThreads();
        const gpu::Device threads = makeDevice(gpu::Worker::DriverThreads);
        const int with = before + int(std::thread::hardware_concurrency());
        QTRY_COMPARE(driverThreads(), with);
        QCOMPARE(threads.workers(), std::thread::hardware_concurrency());
        {
            const gpu::Device device = makeDevice(gpu::Worker::SubmittingThread);
            QTest::qWait(100);
            QCOMPARE(driverThreads(), with);
            const gpu::Device more = makeDevice(gpu::Worker::DriverThreads);
            QTRY_COMPARE(driverThreads() - with, with - before);
        }
        QTRY_COMPARE(driverThreads(), with);
    }

    void leavesWhatAPersonSet()
    {
        qputenv("LP_NUM_THREADS", "1"); // of the driver's
        QTest::qWait(100);              // those of the device before may still be listed
        const int before = driverThreads();
        const gpu::Device device = makeDevice(gpu::Worker::SubmittingThread);
        const std::string kept = std::getenv("LP_NUM_THREADS");
        qunsetenv("LP_NUM_THREADS");
        QCOMPARE(kept, std::string("1"));
        QTRY_COMPARE(driverThreads() - before, 1);
    }

    // Others read the environment all the while: it never moves, and nobody sees the variable afterwards.
    void environmentStaysInPlace()
    {
#ifdef __linux__
        char **const places = environ;
        const char *const home = std::getenv("PATH");
        std::atomic<bool> done = false;
        std::thread reader([&] {
            while (!done)
                if (std::getenv("PATH") != home)
                    std::abort();
        });
        for (int i = 0; i < 3; ++i)
            makeDevice(i % 2 ? gpu::Worker::DriverThreads : gpu::Worker::SubmittingThread);
        done = true;
        reader.join();
        QVERIFY(environ == places);
        QVERIFY(!std::getenv("LP_NUM_THREADS"));
#endif
    }

    void smallModelsRunOnTheSubmittingThread()
    {
        const GgufFile standard(pathOf(resolveModelPath("default")));
        QVERIFY(workerFor(standard, readHyperparameters(standard), 2) == gpu::Worker::SubmittingThread);
        QVERIFY(workerFor(standard, readHyperparameters(standard), 64) == gpu::Worker::SubmittingThread);
        const QTemporaryDir folder;
        for (const Shape &shape : knownShapes()) {
            const std::filesystem::path path = pathOf(folder.filePath("model.gguf").toStdString());
            const ShapedModel model = makeShapedModel(shape, TensorType::Q4_K);
            testing::writeWithHoles(model.file, path);
            const GgufFile file(path);
            const bool small = shape.name.ends_with("small");
            const gpu::Worker worker = workerFor(file, readHyperparameters(file), 2);
            QVERIFY2((worker == gpu::Worker::SubmittingThread) == small, std::string(shape.name).c_str());
            if (shape.name == "small") { // but not where attention is much more than the weights are
                Hyperparameters manyHeads = readHyperparameters(file);
                for (LayerShape &layer : manyHeads.layers)
                    std::get<LatentAttention>(layer.mixer).heads *= 32;
                QVERIFY(workerFor(file, manyHeads, 2) == gpu::Worker::DriverThreads);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
