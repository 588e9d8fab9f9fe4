// One model after the other where the device has no room for two, and memory given back.
#include "catalog/model_header.h"
#include "support/engine_events.h"
#include "support/gguf_draft.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <utility>

using namespace deepscope;
using testing::Events;

namespace fs = std::filesystem;

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
            values.push_back(position.logProbability);
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
        Events events;
        std::function<void()> whileReading;
        const EventSink collect = events.sink();
        const auto engine = localEngine(m_bytes * 3 / 2)([&](Event event) {
            const auto *progress = std::get_if<LoadProgress>(&event);
            if (progress && progress->doing.starts_with("reading") && whileReading)
                std::exchange(whileReading, {})();
            collect(std::move(event));
        });
        Engine *const asked = engine.get();
        engine->load(request(m_first));
        const LoadedModel first = events.next<LoadedModel>();
        const std::vector<float> before = scores(*engine, events);
        const std::string broken = write("broken.gguf", GgufDraft::golden("ds2lite_new_f16"));

        whileReading = [&] { fs::resize_file(broken, 1000); };
        engine->load(request(broken));
        QVERIFY(!events.next<ModelInUse>().model);
        QCOMPARE(events.next<ModelInUse>().model, first);
        Failure failure = events.next<Failure>();
        QVERIFY2(failure.sentence.find("became shorter") != std::string::npos, failure.sentence.c_str());
        QVERIFY2(failure.sentence.ends_with(". " + m_first + " is in use again."), failure.sentence.c_str());
        QCOMPARE(scores(*engine, events), before);

        whileReading = [&] { asked->cancel(); };
        engine->load(request(m_second));
        failure = events.next<Failure>();
        QCOMPARE(failure.kind, ErrorKind::Interrupted);
        QVERIFY(failure.sentence.ends_with(m_first + " is in use again."));
        QCOMPARE(scores(*engine, events), before);

        // Neither of them.
        writeFile(broken, GgufDraft::golden("ds2lite_new_f16").bytes());
        whileReading = [&] {
            fs::resize_file(broken, 1000);
            fs::rename(m_first, m_first + ".away");
        };
        engine->load(request(broken));
        failure = events.next<Failure>();
        fs::rename(m_first + ".away", m_first);
        QVERIFY2(failure.sentence.find("No model is in use now: " + m_first + " could not be loaded again either. ") !=
                     std::string::npos,
                 failure.sentence.c_str());
        QVERIFY(scores(*engine, events).empty());
        engine->load(request(m_first));
        events.next<LoadedModel>();
        QCOMPARE(scores(*engine, events), before);
    }

    void closingGivesTheMemoryBack()
    {
        const std::string path = wideModel(1 << 15);
        const auto budget = [] {
            const DeviceList list = listDevices();
            const DeviceInfo *device = chooseDevice(list, {});
            return device ? device->deviceLocalBudget() : 0;
        };
        Events events;
        const auto engine = localEngine()(events.sink());
        const uint64_t atFirst = budget();
        engine->load(request(path));
        const uint64_t weights = events.next<LoadedModel>().memory.weightsBytes;
        QVERIFY(weights > uint64_t(256) << 20); // so much that one sees it beside what other programs do meanwhile
        const uint64_t loaded = budget();
        engine->close();
        QVERIFY(!events.next<ModelInUse>().model);
        const uint64_t closed = budget();
        QVERIFY2(loaded + weights / 2 < atFirst, qPrintable(QString("%1 %2 %3").arg(atFirst).arg(loaded).arg(weights)));
        QVERIFY2(closed + weights / 2 > atFirst, qPrintable(QString("%1 %2 %3").arg(atFirst).arg(closed).arg(weights)));

        engine->close(); // again: nothing is there to be closed
        QVERIFY(!events.next<ModelInUse>().model);
        QVERIFY(scores(*engine, events).empty());
    }
};

QTEST_GUILESS_MAIN(TestModelSlot)
#include "tst_model_slot.moc"
