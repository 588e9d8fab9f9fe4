// Every call to Vulkan may fail: then there is a sentence, everything is given back, and the next load works.
#include "api/path_text.h"
#include "gpu/faults.h"
#include "run/session.h"
#include "support/expect_error.h"
#include "support/session_runs.h"
#include "synth/shaped_model.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cmath>

using namespace deepscope;
using gpu::CallKind;
using gpu::Fault;
using gpu::Faults;

namespace {

constexpr std::pair<CallKind, const char *> Kinds[] = {
    {CallKind::Open, "open"},     {CallKind::Allocate, "allocate"}, {CallKind::Create, "create"},
    {CallKind::Map, "map"},       {CallKind::Pipeline, "pipeline"}, {CallKind::Record, "record"},
    {CallKind::Submit, "submit"}, {CallKind::Wait, "wait"},         {CallKind::Finish, "finish"},
};

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

    static RunRequest question()
    {
        RunRequest request;
        request.tokens = {1, 5, 9, 4};
        request.maxTokens = 2;
        request.ignoreEnd = true;
        return request;
    }

    // Its prompt.
    static void forget(Session &session)
    {
        session.start(
            ScoreRequest{.tokens = {7, 7}}, [](const Event &) {}, testing::Never);
        while (!session.idle())
            session.tick(testing::Never);
    }

    // Loads, reads four tokens, writes two, closes.
    void loadRunAndClose() const { testing::run(*open(), question()); }

    std::unique_ptr<Session> open() const { return testing::openSession({.path = m_path, .context = 32}); }

    // Every call, but where a load takes so long that this would take minutes: building kernels, with drivers of cards.
    uint64_t strideThrough(uint64_t calls) const
    {
        constexpr double MostSeconds = 60;
        QElapsedTimer clock;
        clock.start();
        loadRunAndClose();
        return uint64_t(std::ceil(std::max(1.0, double(calls) * double(clock.elapsed()) / 1000 / MostSeconds)));
    }

private slots:
    void initTestCase()
    {
        qputenv("DEEPSCOPE_VALIDATE", "0"); // hundreds of loads; what the layers say of one they say elsewhere
        Shape shape = knownShapes()[1];
        shape.layers = 2;
        shape.hyper.vocabulary = 512;
        shape.hyper.embedding = 64;
        m_path = m_folder.filePath("tiny.gguf").toStdString();
        makeShapedModel(shape, TensorType::F16).file.write(pathOf(m_path));
    }

    void countsWhatIsHeld()
    {
        Faults faults;
        loadRunAndClose();
        for (const auto &[kind, name] : Kinds)
            QVERIFY2(faults.calls(kind) > 0, name);
        QCOMPARE(faults.objects(), int64_t(0));
        QCOMPARE(faults.memoryBytes(), uint64_t(0));
        const auto session = open();
        QVERIFY(faults.memoryBytes() > session->model().memory.weightsBytes);
    }

    void everyFailureIsSurvived_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("result");
        for (const auto &[kind, name] : Kinds)
            QTest::newRow(name) << int(kind) << int(VK_ERROR_OUT_OF_DEVICE_MEMORY);
        QTest::newRow("lost at any call") << int(CallKind::Any) << int(VK_ERROR_DEVICE_LOST);
    }

    void everyFailureIsSurvived()
    {
        QFETCH(int, kind);
        QFETCH(int, result);
        uint64_t calls = 0;
        {
            Faults counting({.firstKernelOnly = true});
            loadRunAndClose();
            calls = counting.calls(CallKind(kind));
        }
        const uint64_t stride = strideThrough(calls);
        for (uint64_t call = 1; call <= calls; call += stride) {
            const Faults faults({VkResult(result), CallKind(kind), call, nullptr, true});
            const auto error = errorOf([this] { loadRunAndClose(); });
            if (!error && faults.calls(CallKind(kind)) < call)
                break; // a wait took two slices in the run that was counted
            const std::string where = "call " + std::to_string(call) + " of " + std::to_string(calls) + ": " +
                                      (error ? error->what() : "no error");
            QVERIFY2(error && error->kind() == ErrorKind::Device && isSentence(error->what()), where.c_str());
            QVERIFY2(faults.objects() == 0 && faults.memoryBytes() == 0, where.c_str());
        }
        loadRunAndClose();
    }

    // Of several requests, while a second step is under way behind the first: each hears of it, once.
    void whatFailsAmongSeveralIsHeardByAll()
    {
        qputenv("DEEPSCOPE_AHEAD", "yes");
        const auto restore = qScopeGuard([] { qunsetenv("DEEPSCOPE_AHEAD"); });
        std::vector<RunRequest> requests(3, question());
        for (uint32_t i = 0; i < requests.size(); ++i) {
            requests[i].run = i + 1;
            requests[i].tokens.back() = int32_t(20 + i);
            requests[i].maxTokens = 4;
        }
        const auto openForAll = [this] {
            return testing::openSession({.path = m_path, .context = 32, .sequences = 3});
        };
        for (const CallKind kind : {CallKind::Submit, CallKind::Wait}) {
            Faults faults({.firstKernelOnly = true});
            auto session = openForAll();
            faults.set({.firstKernelOnly = true});
            const std::vector<RunSummary> whole = testing::runAll(*session, requests, {});
            for (const RunSummary &summary : whole)
                QCOMPARE(summary.reason, FinishReason::TokenLimit);
            const uint64_t calls = faults.calls(kind);
            QVERIFY(calls > 3);
            for (uint64_t call = 1; call <= calls; ++call) {
                session.reset();
                faults.set({.firstKernelOnly = true});
                session = openForAll();
                faults.set({VK_ERROR_DEVICE_LOST, kind, call, nullptr, true});
                uint32_t failed = 0;
                for (const RunSummary &summary : testing::runAll(*session, requests, {})) {
                    QVERIFY(summary.run > 0); // it has ended
                    QVERIFY(summary.failure ? summary.failure->kind == ErrorKind::Device
                                            : summary.reason == FinishReason::TokenLimit);
                    failed += summary.failure.has_value();
                }
                if (failed == 0 && faults.calls(kind) < call)
                    break; // a wait took two slices in the run that was counted
                QVERIFY2(failed > 0, qPrintable(QString("call %1 of %2").arg(call).arg(calls)));
                session.reset();
                QCOMPARE(faults.objects(), int64_t(0));
            }
        }
    }

    // A device that never finishes, whenever that begins: not for ever, and nothing that it may still use is destroyed.
    void whatNeverEndsIsLost()
    {
        uint64_t waits = 0;
        {
            Faults counting({.firstKernelOnly = true});
            loadRunAndClose();
            waits = counting.calls(CallKind::Wait);
        }
        for (uint64_t wait = 1; wait <= waits; ++wait) {
            const Faults faults({VK_TIMEOUT, CallKind::Wait, wait, nullptr, true});
            const auto error = errorOf([this] { loadRunAndClose(); });
            if (!error && faults.calls(CallKind::Wait) < wait)
                break; // as above
            QVERIFY(error);
            QCOMPARE(error->kind(), ErrorKind::Device);
            QVERIFY2(QByteArray(error->what()).contains("lost") && isSentence(error->what()), error->what());
            QCOMPARE(faults.destroyedTooEarly(), uint64_t(0));
            QVERIFY(faults.objects() > 0);
        }
        loadRunAndClose();
    }

    // Whoever stops waiting for such a device is let go sooner, and it is lost all the same.
    void whatNeverEndsCanBeCancelled()
    {
        uint64_t patient = 0;
        for (const bool cancelled : {false, true}) {
            CancelFlag cancel = false;
            Faults faults({.firstKernelOnly = true});
            const auto session = open();
            faults.set({VK_TIMEOUT, CallKind::Wait, 1, cancelled ? &cancel : nullptr, true});
            const auto error = errorOf([&] { testing::run(*session, question(), {}, cancel); });
            QVERIFY(error && QByteArray(error->what()).contains("lost"));
            if (!cancelled)
                patient = faults.calls(CallKind::Wait);
            else
                QVERIFY(faults.calls(CallKind::Wait) <= patient / 6 + 1);
        }
    }

    // A step goes to the device in pieces where it takes long, here each command alone. After a cancel no more is
    // begun, in a prompt or an answer, and what is asked next is answered as ever.
    void aCancelStopsWithinAStep()
    {
        qputenv("DEEPSCOPE_SUBMISSION", "0");
        Faults faults;
        const auto session = open();
        qunsetenv("DEEPSCOPE_SUBMISSION");
        const auto tokens = [&](const CancelFlag &cancel, FinishReason reason) {
            std::vector<int32_t> fed;
            const RunSummary summary = testing::run(
                *session, question(), [&](const TokenTrace &trace) { fed.push_back(trace.token); }, cancel);
            return summary.reason == reason ? fed : std::vector<int32_t>();
        };
        faults.set({});
        const std::vector<int32_t> whole = tokens(testing::Never, FinishReason::TokenLimit);
        QCOMPARE(whole.size(), question().tokens.size() + question().maxTokens);
        const uint64_t submissions = faults.calls(CallKind::Submit);
        QVERIFY(submissions > 3 * 20); // a prompt and two tokens of two layers
        for (const uint64_t at : {uint64_t(1), submissions / 6, submissions / 2, submissions - 3}) {
            forget(*session);
            CancelFlag cancel = false;
            faults.set({VK_SUCCESS, CallKind::Submit, at, &cancel});
            const std::vector<int32_t> fed = tokens(cancel, FinishReason::Cancelled);
            QCOMPARE(faults.calls(CallKind::Submit), at);
            QVERIFY(fed.size() < whole.size() && std::equal(fed.begin(), fed.end(), whole.begin()));
            forget(*session);
            QCOMPARE(tokens(testing::Never, FinishReason::TokenLimit), whole);
        }
    }

    // Divided or not, the numbers are the same; what is short goes together.
    void whatIsShortGoesTogether()
    {
        Faults faults;
        const auto session = open();
        faults.set({});
        testing::run(*session, question());
        QCOMPARE(faults.calls(CallKind::Submit), uint64_t(1 + question().maxTokens)); // a batch, and each token
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
