// One model after the other where the device has no room for two, and memory given back.
#include "catalog/model_header.h"
#include "support/engine_events.h"
#include "support/gguf_draft.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <optional>
#include <semaphore>
#include <utility>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

using namespace deepscope;
using testing::Events;

namespace fs = std::filesystem;

namespace {

// Bytes of the device's memory that are gone, as the system says; nothing where it does not. A software device has what
// this program has: what is left of the machine's changes with all that runs beside.
std::optional<uint64_t> taken()
{
    const DeviceList list = listDevices();
    const DeviceInfo *device = chooseDevice(list, {});
    if (!device)
        return std::nullopt;
    if (device->type == DeviceType::Software) {
#ifdef Q_OS_LINUX
        std::ifstream pages("/proc/self/statm");
        uint64_t all = 0, resident = 0;
        if (pages >> all >> resident)
            return resident * uint64_t(sysconf(_SC_PAGESIZE));
#endif
        return std::nullopt;
    }
    const auto heap = std::ranges::max_element(device->heaps, {}, [](const MemoryHeap &each) { return each.budget; });
    return heap->budget < heap->bytes ? std::optional(heap->bytes - heap->budget) : std::nullopt;
}

// Does something while an engine reads weights.
struct Reading {
    Events events;
    std::atomic<bool> wanted = false;
    std::binary_semaphore reached{0}, goOn{0};

    std::unique_ptr<Engine> engine(uint64_t memoryLimit)
    {
        return localEngine(memoryLimit)([this, collect = events.sink()](Event event) {
            const auto *progress = std::get_if<LoadProgress>(&event);
            if (progress && progress->doing.starts_with("reading") && wanted.exchange(false)) {
                reached.release();
                goOn.acquire();
            }
            collect(std::move(event));
        });
    }

    void during(const std::function<void()> &load, const std::function<void()> &act)
    {
        wanted = true;
        load();
        if (!reached.try_acquire_for(std::chrono::seconds(60)))
            qFatal("The load did not come to reading weights.");
        const auto release = qScopeGuard([this] { goOn.release(); });
        act();
    }
};

} // namespace

class TestModelSlot : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_first, m_second;
    uint64_t m_bytes = 0; // that each takes

    LoadRequest request(const std::string &path, uint32_t context = 64) const
    {
        return {.path = path, .context = context, .prepare = false};
    }

    std::string write(const char *name, const GgufDraft &draft) const
    {
        const std::string path = m_folder.filePath(name).toStdString();
        writeFile(path, draft.bytes());
        return path;
    }

    std::string wideModel(uint64_t width) const
    {
        const std::string path = m_folder.filePath("wide.gguf").toStdString();
        GgufDraft::golden("ds2lite_new_f16").widenExperts(width).writeSparse(path);
        return path;
    }

    // Log-probabilities of a text, as the model in use has them; none without a model.
    static std::vector<float> scores(Engine &engine, Events &events)
    {
        ScoreRequest asked;
        asked.run = 1;
        asked.tokens = {1, 5, 9, 2, 7};
        engine.start(asked);
        std::vector<float> values;
        for (const ScoredPosition &position : events.next<Scores>().positions)
            values.push_back(position.logprob);
        return values;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_first = write("first.gguf", GgufDraft::golden("ds2lite_new_f16"));
        m_second = write("second.gguf", GgufDraft::golden("ds2lite_new_f16").set("general.name", "Second"));
        m_bytes = ModelHeader(m_first).plan(64, CacheType::F16).totalBytes();
    }

    // Room for two: the first serves until the second is there.
    void loadsBesideWhereThereIsRoom()
    {
        Events events;
        const auto engine = localEngine(m_bytes * 5 / 2)(events.sink());
        engine->load(request(m_first));
        events.next<LoadedModel>();
        engine->load(request(m_second));
        QCOMPARE(events.next<LoadedModel>().info.path, m_second);
        QVERIFY(events.all<ModelInUse>().empty());
    }

    // Room for one and a half: the first goes before the second comes; also for another context of the same model.
    void makesRoomWhereThereIsNone()
    {
        Events events;
        const auto engine = localEngine(m_bytes * 3 / 2)(events.sink());
        engine->load(request(m_first));
        events.next<LoadedModel>();
        const std::vector<float> before = scores(*engine, events);
        QCOMPARE(before.size(), size_t(4));
        engine->load(request(m_second));
        QVERIFY(!events.next<ModelInUse>().model);
        QCOMPARE(events.next<LoadedModel>().info.path, m_second);
        engine->load(request(m_second, 32));
        const LoadedModel smaller = events.next<LoadedModel>();
        QCOMPARE(smaller.memory.context, 32U);
        QCOMPARE(scores(*engine, events), before); // the same weights
        QVERIFY(events.all<Failure>().empty());
    }

    // What cannot be opened, or would not fit alone either, costs nobody his model.
    void keepsTheModelWhenAnotherIsRefusedAtOnce()
    {
        Events events;
        const auto engine = localEngine(m_bytes * 3 / 2)(events.sink());
        engine->load(request(m_first));
        events.next<LoadedModel>();
        engine->load(request(m_folder.filePath("none.gguf").toStdString()));
        QCOMPARE(events.next<Failure>().kind, ErrorKind::File);
        const std::string large = wideModel(uint64_t(1) << 16);
        engine->load(request(large));
        const Failure failure = events.next<Failure>();
        QCOMPARE(failure.kind, ErrorKind::Device);
        QVERIFY2(failure.sentence.find("cannot hold") != std::string::npos, failure.sentence.c_str());
        QVERIFY(events.all<ModelInUse>().empty());
        QCOMPARE(scores(*engine, events).size(), size_t(4));
    }

    // It had to go for one that was then cancelled, or broke while it was read: it is loaded again, as it was.
    void loadsTheModelBeforeAgain()
    {
        Reading reading;
        const auto engine = reading.engine(m_bytes * 3 / 2);
        Events &events = reading.events;
        engine->load(request(m_first));
        const LoadedModel first = events.next<LoadedModel>();
        const std::vector<float> before = scores(*engine, events);
        const std::string broken = write("broken.gguf", GgufDraft::golden("ds2lite_new_f16"));

        reading.during([&] { engine->load(request(broken)); }, [&] { fs::resize_file(broken, 1000); });
        QVERIFY(!events.next<ModelInUse>().model);
        const LoadedModel again = events.next<ModelInUse>().model.value();
        QVERIFY(again.info == first.info && again.memory == first.memory);
        Failure failure = events.next<Failure>();
        QVERIFY2(failure.sentence.find("became shorter") != std::string::npos, failure.sentence.c_str());
        QVERIFY2(failure.sentence.ends_with(". first.gguf is in use again."), failure.sentence.c_str());
        QCOMPARE(scores(*engine, events), before);

        reading.during([&] { engine->load(request(m_second)); }, [&] { engine->cancel(); });
        failure = events.next<Failure>();
        QCOMPARE(failure.kind, ErrorKind::Interrupted);
        QCOMPARE(failure.sentence, std::string("Loading was cancelled. first.gguf is in use again."));
        QCOMPARE(scores(*engine, events), before);
    }

    // Not for a moment, where yet another is wished; but if that fails too.
    void loadsNothingThatNobodyWaitsFor()
    {
        Reading reading;
        const auto engine = reading.engine(m_bytes * 3 / 2);
        Events &events = reading.events;
        engine->load(request(m_first));
        const LoadedModel first = events.next<LoadedModel>();
        const auto change = [&](const std::string &path) {
            reading.during([&] { engine->load(request(m_second)); },
                           [&] {
                               engine->cancel();
                               engine->load(request(path));
                           });
            QCOMPARE(events.next<Failure>().sentence, std::string("Loading was cancelled."));
        };
        change(m_folder.filePath("none.gguf").toStdString());
        QVERIFY(events.next<ModelInUse>().model.value().info == first.info);
        QVERIFY(events.next<Failure>().sentence.ends_with(" first.gguf is in use again."));
        QCOMPARE(events.all<ModelInUse>().size(), size_t(2)); // it went once, and came once
        change(m_second);
        QCOMPARE(events.next<LoadedModel>().info.path, m_second);
        QCOMPARE(events.all<ModelInUse>().size(), size_t(3));
    }

    // A model that is to be closed is not loaded again before, whatever is cancelled; one for whom somebody waits is.
    void loadsTheModelAgainForWhoAsksIt()
    {
        Reading reading;
        const auto engine = reading.engine(m_bytes * 3 / 2);
        Events &events = reading.events;
        engine->load(request(m_first));
        events.next<LoadedModel>();
        reading.during([&] { engine->load(request(m_second)); },
                       [&] {
                           engine->cancel();
                           ScoreRequest asked;
                           asked.run = 7;
                           asked.tokens = {1, 5};
                           engine->start(asked);
                           engine->load(request(m_second));
                       });
        QVERIFY(events.next<Failure>().sentence.ends_with(" first.gguf is in use again."));
        QVERIFY(!events.next<Scores>().failure);
        events.next<LoadedModel>();
        const size_t changes = events.all<ModelInUse>().size();
        reading.during([&] { engine->load(request(m_first)); },
                       [&] {
                           engine->close();
                           engine->cancel();
                       });
        QCOMPARE(events.next<Failure>().sentence, std::string("Loading was cancelled."));
        QVERIFY(scores(*engine, events).empty());
        const std::vector<ModelInUse> told = events.all<ModelInUse>();
        QCOMPARE(told.size(), changes + 2); // it made room, and was closed
        QVERIFY(!told[changes].model && !told[changes + 1].model);
    }

    // Neither of them, also where nobody would ask why the other did not come.
    void saysWhenNoModelIsLeft()
    {
        Reading reading;
        const auto engine = reading.engine(m_bytes * 3 / 2);
        Events &events = reading.events;
        engine->load(request(m_first));
        events.next<LoadedModel>();
        reading.during([&] { engine->load(request(m_second)); },
                       [&] {
                           fs::rename(m_first, m_first + ".away");
                           engine->cancel();
                       });
        const Failure failure = events.next<Failure>();
        fs::rename(m_first + ".away", m_first);
        QCOMPARE(failure.kind, ErrorKind::File);
        QVERIFY2(failure.sentence.starts_with("Loading was cancelled. No model is in use now: first.gguf could not be "
                                              "loaded again. "),
                 failure.sentence.c_str());
        QVERIFY(scores(*engine, events).empty());
        engine->load(request(m_first));
        events.next<LoadedModel>();
        QCOMPARE(scores(*engine, events).size(), size_t(4));
    }

    void closingGivesTheMemoryBack()
    {
        const std::string path = wideModel(1 << 15);
        Events events;
        const auto engine = localEngine()(events.sink());
        const std::optional<uint64_t> atFirst = taken();
        if (!atFirst)
            QSKIP("This system does not say what a device has given.");
        engine->load(request(path));
        const uint64_t weights = events.next<LoadedModel>().memory.weightsBytes;
        QVERIFY(weights > uint64_t(256) << 20); // so much that one sees it beside all else
        const uint64_t loaded = *taken();
        QVERIFY2(loaded > *atFirst + weights / 2,
                 qPrintable(QString("%1 %2 %3").arg(*atFirst).arg(loaded).arg(weights)));
        engine->close();
        QVERIFY(!events.next<ModelInUse>().model);
        const uint64_t closed = *taken();
        QVERIFY2(closed < *atFirst + weights / 2,
                 qPrintable(QString("%1 %2 %3").arg(*atFirst).arg(closed).arg(weights)));

        engine->close(); // again: nothing is there to be closed
        QVERIFY(!events.next<ModelInUse>().model);
        QVERIFY(scores(*engine, events).empty());
    }
};

QTEST_GUILESS_MAIN(TestModelSlot)
#include "tst_model_slot.moc"
