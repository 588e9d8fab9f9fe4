// The lab's account of memory names all that it allocated on its device, to the byte.
#include "api/lab.h"
#include "gpu/faults.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

using namespace deepscope;

namespace {

struct Told {
    MemoryAccount account;
    uint64_t allocated = 0;
};

} // namespace

class TestLabMemory : public QObject {
    Q_OBJECT

private slots:
    // All that it takes of its device has a name and is told, with a reference and without; a step takes no more.
    void sumsUp_data()
    {
        QTest::addColumn<double>("klRate");
        QTest::newRow("without a reference") << 0.0;
        QTest::newRow("with a reference") << 0.1;
    }
    void sumsUp()
    {
        QFETCH(double, klRate);
        const QTemporaryDir folder;
        LabRequest request;
        request.base = "default";
        request.folder = folder.filePath("run").toStdString();
        request.steps = request.heldOut = 1;
        request.settings = {.reward = RewardKind::Random, .questions = 2, .answers = 4, .cap = 16, .klRate = klRate};
        const gpu::Faults counting;
        std::mutex mutex;
        std::condition_variable wake;
        std::vector<Told> told;      // while the thread of the lab stands still
        std::vector<uint64_t> steps; // bytes that were allocated then
        std::optional<LabState> end;
        {
            const auto lab = localLab()([&](const LabEvent &event) {
                const std::lock_guard lock(mutex);
                if (const auto *account = std::get_if<MemoryAccount>(&event))
                    told.push_back({*account, counting.memoryBytes()});
                if (const auto *step = std::get_if<LabStep>(&event); step && step->step > 0)
                    steps.push_back(counting.memoryBytes());
                if (const auto *state = std::get_if<LabState>(&event); state && state->kind == LabState::Kind::Ended)
                    end = *state;
                wake.notify_all();
            });
            lab->start(request);
            std::unique_lock lock(mutex);
            QVERIFY(wake.wait_for(lock, std::chrono::minutes(2), [&] { return end.has_value(); }));
        }
        QVERIFY2(!end->failure, end->failure ? end->failure->sentence.c_str() : "");
        QCOMPARE(told.size(), size_t(1));
        const MemoryAccount &account = told.front().account;
        QCOMPARE(account.allocated(), told.front().allocated);
        QCOMPARE(steps, std::vector<uint64_t>{account.allocated()});
        const auto named = [&](MemoryPurpose purpose, const std::string &name) {
            return std::ranges::any_of(account.items, [&](const MemoryItem &item) {
                return item.label.purpose == purpose && item.label.name == name && item.bytes > 0;
            });
        };
        QVERIFY(named(MemoryPurpose::Learning, "optimizer") && named(MemoryPurpose::Learning, "kept activations"));
        QCOMPARE(named(MemoryPurpose::Learning, "reference weights"), klRate > 0);
        for (const MemoryItem &item : account.items)
            QVERIFY(item.label.purpose != MemoryPurpose::Measuring); // without a name
        QCOMPARE(counting.memoryBytes(), uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestLabMemory)
#include "tst_lab_memory.moc"
